namespace Millpond.Slots.Tests;

/// <summary>A write barrier that a program forgot is found by Verify before anything is collected in use.</summary>
public sealed class WriteBarrierTests
{
    [Theory]
    [MemberData(nameof(AllPolicies.Names), MemberType = typeof(AllPolicies))]
    public void Left_out_for_an_old_object_it_is_missed(string policy)
    {
        using var heap = new SlotHeap<Nodes>(AllPolicies.Calm(policy));
        ObjectRef old = MakeOld(heap);
        Nodes.SetWithoutBarrier(heap, old, 0, Nodes.New(heap, 0));

        var error = Assert.Throws<InvariantException>(heap.Verify);
        Assert.Contains("missing write barrier", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(AllPolicies.Names), MemberType = typeof(AllPolicies))]
    public void Left_out_and_collected_the_lost_object_is_found(string policy)
    {
        using var heap = new SlotHeap<Nodes>(AllPolicies.Calm(policy));
        ObjectRef old = MakeOld(heap);
        Nodes.SetWithoutBarrier(heap, old, 0, Nodes.New(heap, 0));
        heap.Collect(major: false);

        var error = Assert.Throws<InvariantException>(heap.Verify);
        Assert.Contains("collected in use", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(AllPolicies.Names), MemberType = typeof(AllPolicies))]
    public void Left_out_for_a_weak_reference_it_is_missed(string policy)
    {
        using var heap = new SlotHeap<Nodes>(AllPolicies.Calm(policy));
        ObjectRef old = MakeOld(heap);
        ObjectRef young = Nodes.New(heap, 0);
        heap.Root(young);
        Nodes.SetWithoutBarrier(heap, old, 1, young);

        Assert.Throws<InvariantException>(heap.Verify);
    }

    // Not 3.2: it marks to the end when it goes on marking at all.
    [Theory]
    [InlineData("ruby31")]
    [InlineData("ruby33")]
    [InlineData("ruby349")]
    [InlineData("ruby402")]
    public void Left_out_while_marking_goes_on_it_is_missed(string policy)
    {
        using var heap = new SlotHeap<Nodes>(AllPolicies.Stepping(policy));
        var kept = new List<ObjectRef>();
        for (int i = 0; i < 6000; i++)
        {
            ObjectRef made = Nodes.New(heap, 1);
            if (i % 3 != 0) continue;
            heap.Root(made);
            kept.Add(made);
        }
        bool isMissed = false;
        for (int i = 0; i < 100_000 && !isMissed; i++)
        {
            ObjectRef white = heap.Allocate(40);
            if (!heap.IsMarkingInSteps) continue;
            // Some of them are looked through by now.
            foreach (ObjectRef each in kept) Nodes.SetWithoutBarrier(heap, each, 0, white);
            isMissed = Record.Exception(heap.Verify) is InvariantException;
            foreach (ObjectRef each in kept) Nodes.SetWithoutBarrier(heap, each, 0, ObjectRef.None);
        }

        Assert.True(isMissed);
    }

    [Theory]
    [MemberData(nameof(AllPolicies.Names), MemberType = typeof(AllPolicies))]
    public void Said_it_keeps_the_young_object(string policy)
    {
        using var heap = new SlotHeap<Nodes>(AllPolicies.Calm(policy));
        ObjectRef old = MakeOld(heap);
        ObjectRef young = Nodes.New(heap, 0, number: 7);
        Nodes.Set(heap, old, 0, young);
        heap.Collect(major: false);
        heap.Verify();

        Assert.Equal(7u, Nodes.NumberOf(heap, young));
    }

    private static ObjectRef MakeOld(SlotHeap heap)
    {
        ObjectRef made = Nodes.New(heap, 1, weak: 1);
        heap.Root(made);
        for (int i = 0; i < 4; i++) heap.Collect(major: i == 3);
        Assert.Equal(3, heap.AgeOf(made));
        return made;
    }
}
