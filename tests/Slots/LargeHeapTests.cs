using Millpond.Slots.Growth;

namespace Millpond.Slots.Tests;

public sealed class LargeHeapTests
{
    [Theory]
    [InlineData("ruby33")]
    [InlineData("ruby402")]
    public void A_chain_of_ten_million_objects_is_marked(string policy)
    {
        const int Length = 10_000_000;
        using var heap = new SlotHeap<Nodes>(new() { Policy = GrowthPolicies.ByName(policy) });
        RootHandle last = heap.Root(ObjectRef.None);
        for (uint i = 0; i < Length; i++)
        {
            ObjectRef made = Nodes.New(heap, 1, number: i);
            Nodes.Set(heap, made, 0, heap[last]);
            heap[last] = made;
        }
        heap.Collect();
        Assert.Equal(Length, heap.CountLiveSlots());
        uint expected = Length;
        for (ObjectRef node = heap[last]; !node.IsNone; node = Nodes.Get(heap, node, 0))
            if (Nodes.NumberOf(heap, node) != --expected) Assert.Fail($"node {expected} is another");
        Assert.Equal(0u, expected);
        heap.Free(last);
        heap.Collect();

        Assert.Equal(0, heap.CountLiveSlots());
    }

    [Fact]
    public void Objects_behind_two_gibibytes_are_as_good_as_others()
    {
        using var heap = new SlotHeap<Nodes>(new()
        {
            // One pool that grows as it likes; most slots are never written, so most memory is never there.
            Policy = GrowthPolicies.ByName("ruby34", new() { InitSlots = [1, 1, 1, 1, 4_000_000] }),
            ReservedBytesMax = 5L << 30,
        });
        var kept = new List<ObjectRef>();
        for (uint i = 0; i < 3_700_000; i++)
        {
            // As Nodes.New, but nothing of the slot is read.
            ObjectRef made = heap.AllocateIn(4);
            if (i % 100_000 != 99_999) continue;
            BitConverter.TryWriteBytes(heap[made][4..], i);
            heap.Root(made);
            kept.Add(made);
        }
        heap.Collect();
        heap.Verify();

        Assert.Equal(kept.Count, heap.CountLiveSlots());
        Assert.All(kept, (node, i) => Assert.Equal((uint)((i + 1) * 100_000) - 1, Nodes.NumberOf(heap, node)));
        Assert.True(Distance(heap, kept[0], kept[^1]) > int.MaxValue);
    }

    [Fact]
    public void What_is_kept_beside_the_slots_is_at_most_two_percent()
    {
        using var heap = new SlotHeap<Nodes>(new());
        for (int i = 0; i < 1_000_000; i++) heap.Root(heap.Allocate(40));
        heap.Collect();

        (long tables, long slots) = heap.CountBytes();
        Assert.InRange((double)tables / slots, 0.0, 0.02);
    }

    private static unsafe long Distance(SlotHeap heap, ObjectRef one, ObjectRef other) =>
        Math.Abs(heap.AddressOf(other) - heap.AddressOf(one));
}
