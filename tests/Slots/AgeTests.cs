namespace Millpond.Slots.Tests;

public sealed class AgeTests
{
    [Theory]
    [MemberData(nameof(AllPolicies.Names), MemberType = typeof(AllPolicies))]
    public void An_object_is_old_after_three_collections(string policy)
    {
        using var heap = new SlotHeap<Nodes>(AllPolicies.Small(policy));
        ObjectRef kept = Nodes.New(heap, 0);
        heap.Root(kept);
        int[] ages = new int[5];
        for (int i = 0; i < ages.Length; i++)
        {
            ages[i] = heap.AgeOf(kept);
            heap.Collect(major: i == 2);
        }

        Assert.Equal([0, 1, 2, 3, 3], ages);
    }

    [Theory]
    [MemberData(nameof(AllPolicies.Names), MemberType = typeof(AllPolicies))]
    public void One_born_nearly_old_is_old_after_one(string policy)
    {
        using var heap = new SlotHeap<Nodes>(AllPolicies.Small(policy));
        ObjectRef kept = Nodes.New(heap, 0, traits: ObjectTraits.NearlyOld);
        heap.Root(kept);
        heap.Collect(major: false);

        Assert.Equal(3, heap.AgeOf(kept));
    }

    [Theory]
    [MemberData(nameof(AllPolicies.Names), MemberType = typeof(AllPolicies))]
    public void An_old_object_without_a_reference_lives_until_the_next_major(string policy)
    {
        using var heap = new SlotHeap<Nodes>(AllPolicies.Calm(policy));
        ObjectRef old = Nodes.New(heap, 0);
        RootHandle handle = heap.Root(old);
        for (int i = 0; i < 4; i++) heap.Collect(major: i == 3);
        heap.Free(handle);
        heap.Collect(major: false);
        bool livedOn = heap.IsLive(old);
        heap.Collect();

        Assert.Equal((true, false), (livedOn, heap.IsLive(old)));
    }

    [Theory]
    [InlineData("ruby31", 3)]
    [InlineData("ruby32", 3)]
    [InlineData("ruby33", 1)]
    [InlineData("ruby402", 1)]
    public void An_old_parent_makes_its_child_old_before_3_3_only(string policy, int age)
    {
        using var heap = new SlotHeap<Nodes>(AllPolicies.Small(policy));
        ObjectRef parent = Nodes.New(heap, 1);
        heap.Root(parent);
        for (int i = 0; i < 3; i++) heap.Collect(major: false);
        ObjectRef child = Nodes.New(heap, 0);
        Nodes.Set(heap, parent, 0, child);
        heap.Collect(major: false);

        Assert.Equal(age, heap.AgeOf(child));
    }

    [Theory]
    [MemberData(nameof(AllPolicies.Names), MemberType = typeof(AllPolicies))]
    public void What_is_unprotected_never_ages_and_needs_no_barrier(string policy)
    {
        using var heap = new SlotHeap<Nodes>(AllPolicies.Small(policy));
        ObjectRef unprotected = Nodes.New(heap, 1, traits: ObjectTraits.Unprotected);
        heap.Root(unprotected);
        for (int i = 0; i < 5; i++) heap.Collect(major: false);
        ObjectRef young = Nodes.New(heap, 0, number: 5);
        Nodes.SetWithoutBarrier(heap, unprotected, 0, young);
        heap.Collect(major: false);
        heap.Verify();

        Assert.Equal((0, 5u), (heap.AgeOf(unprotected), Nodes.NumberOf(heap, young)));
    }

    [Theory]
    [MemberData(nameof(AllPolicies.Names), MemberType = typeof(AllPolicies))]
    public void An_old_object_that_loses_its_protection_stays_and_is_looked_through(string policy)
    {
        using var heap = new SlotHeap<Nodes>(AllPolicies.Small(policy));
        ObjectRef old = Nodes.New(heap, 1);
        heap.Root(old);
        for (int i = 0; i < 3; i++) heap.Collect(major: false);
        heap.Unprotect(old);
        ObjectRef young = Nodes.New(heap, 0, number: 5);
        Nodes.SetWithoutBarrier(heap, old, 0, young);
        heap.Collect(major: false);
        heap.Verify();

        Assert.Equal(5u, Nodes.NumberOf(heap, young));
    }
}
