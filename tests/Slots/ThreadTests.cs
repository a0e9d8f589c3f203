using Millpond.Slots.Growth;

namespace Millpond.Slots.Tests;

public sealed class ThreadTests
{
    [Fact]
    public void Two_heaps_in_two_threads_know_nothing_of_each_other()
    {
        var failures = new Exception?[4];
        Thread[] threads =
        [
            .. Enumerable.Range(0, failures.Length).Select(index => new Thread(() =>
                failures[index] = Record.Exception(() => Work(GrowthPolicies.Names[index], index)))),
        ];
        foreach (Thread thread in threads) thread.Start();
        foreach (Thread thread in threads) thread.Join();

        Assert.All(failures, Assert.Null);
    }

    [Fact]
    public void A_heap_that_nobody_disposed_gives_its_memory_back()
    {
        var source = new FaultySource();
        Forget(source);
        for (int i = 0; i < 10 && source.HeldBytes > 0; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        Assert.Equal(0, source.HeldBytes);
    }

    [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
    private static void Forget(FaultySource source) =>
        new SlotHeap<Nodes>(AllPolicies.Small("ruby34") with { Source = source }).Allocate(40);

    private static void Work(string policy, int seed)
    {
        using var heap = new SlotHeap<Nodes>(AllPolicies.Stepping(policy));
        var random = new Random(seed);
        var kept = new Dictionary<uint, RootHandle>();
        for (uint i = 0; i < 20_000; i++)
        {
            kept[(uint)random.Next(500)] = heap.Root(Nodes.New(heap, 2, number: i));
            uint gone = (uint)random.Next(500);
            if (kept.Remove(gone, out RootHandle handle)) heap.Free(handle);
            if (i % 5000 == 0) heap.Verify();
        }
        heap.Verify();
    }
}
