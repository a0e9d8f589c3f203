namespace Millpond.Slots.Tests;

public sealed class WeakTests
{
    [Theory]
    [MemberData(nameof(AllPolicies.Names), MemberType = typeof(AllPolicies))]
    public void A_weak_handle_is_emptied_when_its_object_dies(string policy)
    {
        using var heap = new SlotHeap<Nodes>(AllPolicies.Small(policy));
        WeakHandle weak = heap.Weak(Nodes.New(heap, 0));
        heap.Collect(major: false);

        Assert.True(heap[weak].IsNone);
    }

    [Theory]
    [MemberData(nameof(AllPolicies.Names), MemberType = typeof(AllPolicies))]
    public void It_stays_while_something_keeps_its_object(string policy)
    {
        using var heap = new SlotHeap<Nodes>(AllPolicies.Small(policy));
        ObjectRef kept = Nodes.New(heap, 0);
        heap.Root(kept);
        WeakHandle weak = heap.Weak(kept);
        heap.Collect();

        Assert.Equal(kept, heap[weak]);
    }

    [Theory]
    [MemberData(nameof(AllPolicies.Names), MemberType = typeof(AllPolicies))]
    public void A_minor_empties_the_place_in_an_old_object_whose_young_target_dies(string policy)
    {
        using var heap = new SlotHeap<Nodes>(AllPolicies.Small(policy));
        ObjectRef old = Nodes.New(heap, 0, weak: 1);
        heap.Root(old);
        for (int i = 0; i < 3; i++) heap.Collect(major: false);
        ObjectRef young = Nodes.New(heap, 0);
        RootHandle handle = heap.Root(young);
        Nodes.Set(heap, old, 0, young);
        heap.Collect(major: false);
        heap.Free(handle);
        for (int i = 0; i < 3; i++) heap.Collect(major: i == 2);
        heap.Verify();

        Assert.True(Nodes.Get(heap, old, 0).IsNone);
    }

    [Fact]
    public void Two_objects_that_refer_to_each_other_weakly_both_die()
    {
        using var heap = new SlotHeap<Nodes>(AllPolicies.Small("ruby34"));
        ObjectRef one = Nodes.New(heap, 0, weak: 1), other = Nodes.New(heap, 0, weak: 1);
        Nodes.Set(heap, one, 0, other);
        Nodes.Set(heap, other, 0, one);
        heap.Collect();

        Assert.Equal(0, heap.CountLiveSlots());
    }
}
