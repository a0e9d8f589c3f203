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

Dictionary<string, Func<GrowthPolicy>> policies = new()
{
    ["ruby33"] = () => Ruby32Policy.Ruby33(GcSettings.Default),
    ["ruby349"] = () => Ruby34Policy.Ruby349(GcSettings.Default),
    ["ruby402"] = () => Ruby34Policy.Ruby402(GcSettings.Default),
    ["membal"] = () => new MemBalancerPolicy(),
    ["millpond"] = () => new MillpondPolicy(),
    ["mill250"] = () => new MillpondPolicy(100, 250),
    ["mill1000"] = () => new MillpondPolicy(100, 1000),
    ["mill1500"] = () => new MillpondPolicy(100, 1500),
};
foreach (bool shared in (bool[])[true, false])
{
    foreach (var (name, make) in policies)
    {
        List<double> times = [];
        long peak = 0; long minor = 0, major = 0; double gc = 0;
        for (int i = 0; i < 9; i++)
        {
            var peaks = new Peak();
            var t = Environment.CpuUsage.TotalTime;
            using (var heap = new SlotHeap<PlainObjects>(new() { Policy = make(), Observer = peaks, Clock = new CpuClock() }))
                TreeCycles.Run(heap, shared);
            times.Add((Environment.CpuUsage.TotalTime - t).TotalMilliseconds);
            peak = peaks.Bytes; minor = peaks.Minor; major = peaks.Major; gc = peaks.Spent;
        }
        times.RemoveRange(0, 2); times.Sort();
        Console.WriteLine($"{(shared ? "shared" : "unshared"),9} {name,10} {times[3],8:0.0} ms min {times[0],6:0.0}  peak {peak / 1048576.0,6:0.0} MiB  minor {minor} major {major} gc {gc * 1e3:0.0} ms");
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
