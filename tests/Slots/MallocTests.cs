using Millpond.Slots.Growth;

namespace Millpond.Slots.Tests;

/// <summary>Collections that memory outside the slots brings; the numbers are CRuby's.</summary>
public sealed class MallocTests
{
    [Fact]
    public void Bytes_above_the_limit_bring_a_collection()
    {
        var log = new Log();
        using var heap = new SlotHeap<Nodes>(new() { Observer = log });
        heap.MallocIncreased(16 << 20);
        int before = log.Starts.Count;
        heap.MallocIncreased(1);

        Assert.Equal(0, before);
        Assert.Equal(CollectionCause.Malloc, Assert.Single(log.Starts).Cause);
    }

    [Fact]
    public void Bytes_given_back_count_against_it()
    {
        var log = new Log();
        using var heap = new SlotHeap<Nodes>(new() { Observer = log });
        for (int i = 0; i < 100; i++)
        {
            heap.MallocIncreased(10 << 20);
            heap.MallocIncreased(-(10 << 20));
        }

        Assert.Empty(log.Starts);
    }

    [Fact]
    public void What_dead_objects_held_counts_against_it_too()
    {
        using var heap = new SlotHeap<Nodes>(new());
        Nodes.New(heap, 0, traits: ObjectTraits.Payload);
        heap.MallocIncreased(1000);
        heap.Collect();
        heap.Verify();
    }

    [Fact]
    public void Since_the_last_major_they_make_the_next_collection_one()
    {
        var log = new Log();
        using var heap = new SlotHeap<Nodes>(new() { Observer = log });
        heap.MallocIncreased((16 << 20) + 1);
        heap.Collect(major: false);

        Assert.Equal([MajorReasons.None, MajorReasons.OldMalloc], log.Starts.Select(static start => start.Major));
    }

    [Fact]
    public void In_a_finalizer_they_collect_nothing()
    {
        var log = new Log();
        using var heap = new SlotHeap<Nodes>(new() { Observer = log });
        heap.OnDeath(Nodes.New(heap, 0), _ => heap.MallocIncreased(1L << 40));
        heap.Collect();

        Assert.Single(log.Starts);
    }

    [Fact]
    public void Under_stress_every_allocation_collects()
    {
        var log = new Log();
        using var heap = new SlotHeap<Nodes>(new() { Observer = log, Policy = GrowthPolicies.ByName("ruby33") });
        heap.Allocate(40);
        heap.Stress = true;
        for (int i = 0; i < 10; i++) heap.Allocate(40);
        heap.Stress = false;
        heap.Allocate(40);

        Assert.Equal(10, log.Starts.Count(static start => start.Cause == CollectionCause.Stress));
    }

    private sealed class Log : IHeapObserver
    {
        public List<CollectionStart> Starts { get; } = [];

        public void CollectionBegins(in HeapView heap, in CollectionStart start) => Starts.Add(start);

        public void Marked(in HeapView heap, in MarkDecision decision)
        {
        }

        public void PoolSwept(in HeapView heap, in PoolView pool, in PoolDecision decision)
        {
        }

        public void CollectionEnds(in HeapView heap, int pagesGivenBack)
        {
        }

        public void PageAdded(in HeapView heap, in PoolView pool, PageOrigin origin)
        {
        }
    }
}
