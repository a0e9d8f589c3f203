namespace Millpond.Slots.Tests;

public sealed class FinalizerTests
{
    [Theory]
    [MemberData(nameof(AllPolicies.Names), MemberType = typeof(AllPolicies))]
    public void It_runs_once_after_the_collection_that_found_its_object_dead(string policy)
    {
        using var heap = new SlotHeap<Nodes>(AllPolicies.Small(policy));
        int ran = 0;
        heap.OnDeath(Nodes.New(heap, 0), _ => ran++);
        for (int i = 0; i < 4; i++) heap.Collect();

        Assert.Equal(1, ran);
    }

    [Fact]
    public void It_may_read_what_the_object_held()
    {
        using var heap = new SlotHeap<Nodes>(AllPolicies.Small("ruby34"));
        uint number = 0;
        heap.OnDeath(Nodes.New(heap, 0, number: 9), dead => number = BitConverter.ToUInt32(heap[dead][4..]));
        heap.Collect();

        Assert.Equal(9u, number);
    }

    [Fact]
    public void It_cannot_bring_its_object_back()
    {
        using var heap = new SlotHeap<Nodes>(AllPolicies.Small("ruby34"));
        heap.OnDeath(Nodes.New(heap, 0), dead => heap.Root(dead));

        var error = Assert.Throws<AggregateException>(() => heap.Collect());
        Assert.IsType<ArgumentOutOfRangeException>(Assert.Single(error.InnerExceptions));
        heap.Verify();
    }

    [Fact]
    public void One_that_throws_does_not_keep_the_others_from_running()
    {
        using var heap = new SlotHeap<Nodes>(AllPolicies.Small("ruby34"));
        int ran = 0;
        for (int i = 0; i < 3; i++)
            heap.OnDeath(Nodes.New(heap, 0), _ => throw new InvalidDataException($"{ran++}"));

        var error = Assert.Throws<AggregateException>(() => heap.Collect());
        Assert.Equal((3, 3), (ran, error.InnerExceptions.Count));
        heap.Verify();
        heap.Collect();
        Assert.Equal(0, heap.CountLiveSlots());
    }

    [Fact]
    public void It_may_allocate_and_collect()
    {
        using var heap = new SlotHeap<Nodes>(AllPolicies.Small("ruby34"));
        heap.OnDeath(Nodes.New(heap, 0), _ =>
        {
            for (int i = 0; i < 10_000; i++) heap.Allocate(40);
            heap.Collect();
            heap.Verify();
        });
        heap.Collect();
        heap.Verify();
    }

    [Fact]
    public void It_must_not_dispose_its_heap()
    {
        using var heap = new SlotHeap<Nodes>(AllPolicies.Small("ruby34"));
        heap.OnDeath(Nodes.New(heap, 0), _ => heap.Dispose());

        Assert.Throws<AggregateException>(() => heap.Collect());
        heap.Verify();
    }

    [Fact]
    public void The_payload_is_released_after_the_finalizer_and_once()
    {
        Nodes.Released.Clear();
        using var heap = new SlotHeap<Nodes>(AllPolicies.Small("ruby34"));
        int releasedBefore = -1;
        heap.OnDeath(
            Nodes.New(heap, 0, number: 3, traits: ObjectTraits.Payload), _ => releasedBefore = Nodes.Released.Count);
        heap.Collect();
        heap.Collect();

        Assert.Equal(0, releasedBefore);
        Assert.Equal([3u], Nodes.Released);
    }

    [Fact]
    public void Dispose_releases_the_payload_of_what_waits_for_its_finalizer()
    {
        Nodes.Released.Clear();
        var heap = new SlotHeap<Nodes>(AllPolicies.Small("ruby34"));
        bool ran = false;
        heap.OnDeath(Nodes.New(heap, 0, number: 3, traits: ObjectTraits.Payload), _ => ran = true);
        for (int i = 0; i < 100_000; i++) heap.Allocate(40);
        heap.Dispose();

        Assert.False(ran);
        Assert.Equal([3u], Nodes.Released);
    }
}
