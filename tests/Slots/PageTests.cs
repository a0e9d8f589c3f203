using Millpond.Pages;

namespace Millpond.Slots.Tests;

public sealed class PageTests
{
    [Theory]
    [MemberData(nameof(AllPolicies.Rubies), MemberType = typeof(AllPolicies))]
    public void Empty_pages_go_back_warm_and_two_majors_later_for_good(string policy)
    {
        var source = new FaultySource();
        using SlotHeap<Nodes> heap = Emptied(policy, source);
        Assert.Contains(Advice.FreeLazily, source.Advices);
        int warm = source.Advices.Count(static advice => advice == Advice.FreeLazily);
        int cold = source.Advices.Count(static advice => advice == Advice.DiscardNow);
        for (int i = 0; i < 2; i++) heap.Collect();

        Assert.Equal(0, cold);
        Assert.InRange(source.Advices.Count(static advice => advice == Advice.DiscardNow), warm, int.MaxValue);
        heap.Verify();
    }

    [Theory]
    [MemberData(nameof(AllPolicies.Rubies), MemberType = typeof(AllPolicies))]
    public void Trim_gives_them_back_at_once(string policy)
    {
        var source = new FaultySource();
        using SlotHeap<Nodes> heap = Emptied(policy, source);
        int warm = source.Advices.Count(static advice => advice == Advice.FreeLazily);

        Assert.Equal(warm, heap.Trim());
        Assert.Equal(0, heap.Trim());
        heap.Verify();
    }

    [Fact]
    public void A_kernel_that_cannot_free_lazily_is_told_to_discard()
    {
        var source = new FaultySource { CanFreeLazily = false };
        using SlotHeap<Nodes> heap = Emptied("ruby402", source);

        Assert.Contains(Advice.DiscardNow, source.Advices);
        Assert.DoesNotContain(Advice.FreeLazily, source.Advices);
    }

    [Theory]
    [MemberData(nameof(AllPolicies.Rubies), MemberType = typeof(AllPolicies))]
    public void Pages_given_back_are_used_again_before_new_ones(string policy)
    {
        var source = new FaultySource();
        using SlotHeap<Nodes> heap = Emptied(policy, source);
        heap.Trim();
        (long tables, _) = heap.CountBytes();
        for (int i = 0; i < 20_000; i++) Nodes.New(heap, 1, number: 5);
        heap.Verify();

        Assert.Equal(tables, heap.CountBytes().TableBytes);
    }

    [Fact]
    public void A_page_of_one_size_becomes_a_page_of_another()
    {
        using var heap = new SlotHeap<Nodes>(AllPolicies.Small("ruby402"));
        for (int round = 0; round < 6; round++)
        {
            int bytes = round % 2 == 0 ? 640 : 40;
            RootHandle[] handles =
                [.. Enumerable.Range(0, 3000).Select(_ => heap.Root(Nodes.New(heap, 2, bytes: bytes)))];
            heap.Verify();
            foreach (RootHandle handle in handles) heap.Free(handle);
            heap.Collect();
            heap.Verify();
        }
        Assert.Equal(0, heap.CountLiveSlots());
    }

    private static SlotHeap<Nodes> Emptied(string policy, FaultySource source)
    {
        var heap = new SlotHeap<Nodes>(AllPolicies.Small(policy) with { Source = source });
        RootHandle[] handles = [.. Enumerable.Range(0, 30_000).Select(_ => heap.Root(heap.Allocate(40)))];
        foreach (RootHandle handle in handles) heap.Free(handle);
        for (int i = 0; i < 30 && !source.Advices.Contains(Advice.FreeLazily); i++)
        {
            // Not Collect: so many majors would make warm pages cold.
            for (int j = 0; j < 5_000; j++) heap.Allocate(40);
            if (i == 0 || !source.CanFreeLazily) heap.Collect();
        }
        return heap;
    }
}
