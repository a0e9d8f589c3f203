namespace Millpond.Slots.Tests;

/// <summary>The kernel refuses the n-th call: a clear error, and the heap goes on.</summary>
public sealed class FaultTests
{
    [Theory]
    [MemberData(nameof(AllPolicies.Names), MemberType = typeof(AllPolicies))]
    public void Whichever_call_is_refused_the_heap_is_sound_and_goes_on(string policy)
    {
        foreach (int n in Numbers(Program(policy, new()).Calls)) Program(policy, new() { FailAt = n });
    }

    [Theory]
    [MemberData(nameof(AllPolicies.Names), MemberType = typeof(AllPolicies))]
    public void A_kernel_that_takes_no_advice_changes_nothing(string policy) =>
        Program(policy, new() { RefusesAdvice = true });

    [Theory]
    [MemberData(nameof(AllPolicies.Names), MemberType = typeof(AllPolicies))]
    public void From_whichever_call_on_all_are_refused_the_heap_is_sound(string policy)
    {
        foreach (int n in Numbers(Program(policy, new()).Calls))
            Program(policy, new() { FailAt = n, FailsFromThere = true });
    }

    [Theory]
    [MemberData(nameof(AllPolicies.Names), MemberType = typeof(AllPolicies))]
    public void A_full_heap_says_so_keeps_everything_and_goes_on_when_something_dies(string policy)
    {
        using var heap = new SlotHeap<Nodes>(AllPolicies.Small(policy) with { ReservedBytesMax = 2 << 20 });
        var handles = new List<RootHandle>();
        for (int round = 0; round < 3; round++)
        {
            var error = Assert.Throws<InsufficientMemoryException>(Fill);
            Assert.Contains("free memory", error.Message, StringComparison.Ordinal);
            heap.Verify();
            Assert.Equal(handles.Count, heap.CountLiveSlots());
            foreach (RootHandle handle in handles.Where((_, i) => i % 2 == 0)) heap.Free(handle);
            handles = [.. handles.Where((_, i) => i % 2 != 0)];
        }
        Assert.InRange(handles.Count, 20_000, 30_000);

        void Fill()
        {
            while (true) handles.Add(heap.Root(heap.Allocate(40)));
        }
    }

    [Theory]
    [MemberData(nameof(AllPolicies.Names), MemberType = typeof(AllPolicies))]
    public void What_is_refused_is_collected_for_before_it_fails(string policy)
    {
        using var heap = new SlotHeap<Nodes>(AllPolicies.Small(policy) with { ReservedBytesMax = 2 << 20 });
        for (int i = 0; i < 500_000; i++) heap.Allocate(40);
        heap.Verify();
    }

    [Fact]
    public void Addresses_are_asked_for_in_halves_until_the_kernel_agrees()
    {
        using var heap = new SlotHeap<Nodes>(new()
        {
            ReservedBytesMax = 16L << 30,
            Source = new FaultySource { BytesMax = 300 << 20 },
        });
        for (int i = 0; i < 10_000; i++) heap.Root(heap.Allocate(640));
        heap.Verify();
    }

    [Fact]
    public void Where_even_the_least_is_refused_the_error_says_what_to_raise()
    {
        var source = new FaultySource { BytesMax = 1 << 20 };

        var error = Assert.Throws<InsufficientMemoryException>(() => new SlotHeap<Nodes>(new() { Source = source }));
        Assert.Contains("ulimit -v", error.Message, StringComparison.Ordinal);
        Assert.Equal(0, source.HeldBytes);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(long.MinValue)]
    public void A_reservation_of_nothing_is_refused(long bytes) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new SlotHeap<Nodes>(new() { ReservedBytesMax = bytes }));

    [Fact]
    public void Dispose_gives_all_addresses_back()
    {
        var source = new FaultySource();
        var heap = new SlotHeap<Nodes>(AllPolicies.Stepping("ruby34") with { Source = source });
        for (int i = 0; i < 20_000; i++) heap.Root(heap.Allocate(40));
        heap.Dispose();

        Assert.Equal(0, source.HeldBytes);
    }

    // Each of the first calls; of the later ones, most of which open a major's grey bits, every so many.
    private static IEnumerable<int> Numbers(int calls)
    {
        for (int n = 1; n <= calls + 1; n += n < 30 ? 1 : Math.Max(1, calls / 20)) yield return n;
    }

    // Keeps some, drops most, collects in every way; goes on after each refusal as long as the kernel gives anything.
    private static FaultySource Program(string policy, FaultySource source)
    {
        SlotHeap<Nodes> heap;
        try
        {
            heap = new(AllPolicies.Stepping(policy) with { Source = source, ReservedBytesMax = 8 << 20 });
        }
        catch (InsufficientMemoryException) when (source.FailAt > 0)
        {
            Assert.Equal(0, source.HeldBytes);
            return source;
        }
        using (heap)
        {
            int refused = 0;
            var kept = new List<ObjectRef>();
            for (int i = 0; i < 4000; i++)
            {
                try
                {
                    int bytes = i % 7 == 0 ? heap.Layout.LargestSlotBytes : 0;
                    ObjectRef made = Nodes.New(heap, 1, number: (uint)i, bytes: bytes);
                    if (i % 3 != 0) continue;
                    heap.Root(made);
                    kept.Add(made);
                }
                catch (InsufficientMemoryException) when (source.FailAt > 0)
                {
                    heap.Verify();
                    if (++refused > 20) break;
                }
                if (i % 1000 == 999) heap.Collect(major: i % 2000 == 999);
            }
            if (!source.FailsFromThere) Assert.InRange(refused, 0, 1);
            heap.Collect();
            heap.Trim();
            heap.Verify();
            Assert.Equal(kept.Count, heap.CountLiveSlots());
            Assert.All(kept, node => Assert.True(heap.IsLive(node)));
        }
        Assert.Equal(0, source.HeldBytes);
        return source;
    }
}
