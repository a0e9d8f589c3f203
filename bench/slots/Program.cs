using Millpond.Slots;
using Millpond.Slots.Bench;
using Millpond.Slots.Growth;
if (args is ["micro"])
{
    for (int k = 0; k < 4; k++)
    {
        using var heap = new SlotHeap<PlainObjects>(new() { Policy = Ruby32Policy.Ruby33(GcSettings.Default) });
        void Time(string what, int n, Action<int> run)
        {
            var t = Environment.CpuUsage.TotalTime;
            run(n);
            Console.WriteLine($"{what,20} {(Environment.CpuUsage.TotalTime - t).TotalNanoseconds / n:0.0} ns");
        }
        Time("alloc40", 5_000_000, n => { for (int i = 0; i < n; i++) heap.Allocate(40); });
        Time("alloc160", 5_000_000, n => { for (int i = 0; i < n; i++) heap.Allocate(160); });
        Time("new160", 5_000_000, n => { for (int i = 0; i < n; i++) PlainObjects.New(heap, 0, 160); });
        var h = heap.Root(default);
        var a = heap.Root(PlainObjects.New(heap, 8, 80));
        Time("handle", 5_000_000, n => { for (int i = 0; i < n; i++) heap[h] = heap[a]; });
        Time("set", 5_000_000, n => { for (int i = 0; i < n; i++) PlainObjects.Set(heap, heap[a], i & 7, heap[h]); });
        Time("setold", 5_000_000, n => { heap.Collect(); heap.Collect(); heap.Collect(); heap.Collect(); for (int i = 0; i < n; i++) PlainObjects.Set(heap, heap[a], i & 7, heap[h]); });
    }
    return;
}

if (args is ["mark"])
{
    using var heap = new SlotHeap<PlainObjects>(new() { Policy = new MillpondPolicy() });
    const int count = 5_000_000;
    var all = new ObjectRef[count];
    var keep = heap.Root(PlainObjects.NewTable(heap, count));
    for (int i = 0; i < count; i++) PlainObjects.Set(heap, heap[keep], i, all[i] = PlainObjects.New(heap, 2));
    var random = new Random(1);
    for (int i = 0; i < count; i++) { PlainObjects.Set(heap, all[i], 0, all[random.Next(count)]); PlainObjects.Set(heap, all[i], 1, all[(i + 1) % count]); }
    heap[keep] = all[0];
    for (int k = 0; k < 6; k++)
    {
        var t = Environment.CpuUsage.TotalTime;
        heap.Collect();
        Console.WriteLine($"mark {(Environment.CpuUsage.TotalTime - t).TotalNanoseconds / count:0.0} ns");
    }
    return;
}
if (args is ["perf", ..])
{
    for (int k = 0; k < 12; k++)
    {
        using var heap = new SlotHeap<PlainObjects>(new() { Policy = Ruby32Policy.Ruby33(GcSettings.Default) });
        TreeCycles.Run(heap, args[1] == "s");
    }
    return;
}
Dictionary<string, Func<GrowthPolicy>> policies = new()
{
    ["ruby33"] = () => Ruby32Policy.Ruby33(GcSettings.Default),
    ["ruby349"] = () => Ruby34Policy.Ruby349(GcSettings.Default),
    ["millpond"] = () => new MillpondPolicy(),
    ["mill50"] = () => new MillpondPolicy(50),
    ["small"] = () => new MillpondPolicy(1000),
};

foreach (bool shared in (bool[])[true, false])
{
    foreach (var (name, make) in policies)
    {
        List<double> cold = [], warm = [];
        var peaks = new Peak();
        long m0 = 0, m1 = 0, M0 = 0, M1 = 0;
        for (int i = 0; i < 6; i++)
        {
            peaks = new Peak();
            var t = Environment.CpuUsage.TotalTime;
            using var heap = new SlotHeap<PlainObjects>(new() { Policy = make(), Observer = peaks });
            TreeCycles.Run(heap, shared);
            cold.Add((Environment.CpuUsage.TotalTime - t).TotalMilliseconds);
            (m0, M0) = (peaks.Minor, peaks.Major);
            t = Environment.CpuUsage.TotalTime;
            TreeCycles.Run(heap, shared, 20);
            warm.Add((Environment.CpuUsage.TotalTime - t).TotalMilliseconds / 2);
            (m1, M1) = (peaks.Minor - m0, peaks.Major - M0);
        }
        cold.RemoveRange(0, 2); warm.RemoveRange(0, 2); cold.Sort(); warm.Sort();
        Console.WriteLine($"{(shared ? "shared" : "unshared"),9} {name,10} cold {cold[1],6:0.0} ms {m0}+{M0}  warm {warm[1],6:0.0} {m1 / 2.0}+{M1 / 2.0} peak {peaks.Bytes / 1048576.0,6:0.0} MiB  gc {peaks.Spent / 3 * 1e3:0.0} ms");
    }
}

internal sealed class Peak : IHeapObserver
{
    public long Bytes, Minor, Major; public double Spent;
    public void CollectionBegins(in HeapView heap, in CollectionStart start) { if (start.Major == 0) Minor++; else Major++; See(heap); }
    public void Marked(in HeapView heap, in MarkDecision decision) => See(heap);
    public void PoolSwept(in HeapView heap, in PoolView pool, in PoolDecision decision) => See(heap);
    public void CollectionEnds(in HeapView heap, int pagesGivenBack) => See(heap);
    public void PageAdded(in HeapView heap, in PoolView pool, PageOrigin origin) => See(heap);
    private void See(in HeapView heap) { Bytes = Math.Max(Bytes, heap.HeapBytes); Spent = heap.Costs.SpentSeconds; }
}

internal sealed class CpuClock : TimeProvider
{
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;
    public override long GetTimestamp() => Environment.CpuUsage.TotalTime.Ticks;
}
