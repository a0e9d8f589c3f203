using Millpond.Slots.Growth;

namespace Millpond.Slots.Tests;

/// <summary>Wrong calls are answered with an error, and others' code that throws leaves the heap sound.</summary>
public sealed class MisuseTests
{
    [Fact]
    public void Disposing_twice_does_nothing()
    {
        var heap = new SlotHeap<Nodes>(AllPolicies.Small("ruby34"));
        heap.Allocate(40);
        heap.Dispose();
        heap.Dispose();
    }

    [Fact]
    public void After_dispose_every_call_says_so()
    {
        var heap = new SlotHeap<Nodes>(AllPolicies.Small("ruby34"));
        ObjectRef one = heap.Allocate(40), other = heap.Allocate(40);
        heap.Dispose();

        Action[] calls =
        [
            () => heap.Allocate(40),
            () => heap.AllocateIn(0, ObjectTraits.Payload),
            () => heap.Collect(),
            () => heap.Finish(),
            () => heap.Verify(),
            () => heap.Trim(),
            () => heap.RunFinalizers(),
            () => heap.WriteBarrier(one, other),
            () => heap.Unprotect(one),
            () => heap.OnDeath(one, static _ => { }),
            () => heap.Root(one),
            () => heap.Weak(one),
            () => heap.AgeOf(one),
            () => heap.PoolOf(one),
            () => heap[one].Clear(),
            () => heap.MallocIncreased(1 << 30),
        ];
        Assert.All(calls, static call => Assert.Throws<ObjectDisposedException>(call));
        Assert.False(heap.IsLive(one));
    }

    [Fact]
    public void A_reference_that_is_no_object_is_refused()
    {
        using var heap = new SlotHeap<Nodes>(AllPolicies.Small("ruby34"));
        ObjectRef dead = heap.Allocate(40);
        heap.Collect();
        ObjectRef[] none = [dead, new(1), new(uint.MaxValue), new(77_000_000)];

        foreach (ObjectRef each in none)
        {
            Assert.False(heap.IsLive(each));
            Assert.Throws<ArgumentOutOfRangeException>(() => heap.Root(each));
            Assert.Throws<ArgumentOutOfRangeException>(() => heap.Weak(each));
            Assert.Throws<ArgumentOutOfRangeException>(() => heap.Unprotect(each));
            Assert.Throws<ArgumentOutOfRangeException>(() => heap.AgeOf(each));
            Assert.Throws<ArgumentOutOfRangeException>(() => heap[each].Clear());
        }
    }

    [Fact]
    public void A_slot_at_hand_is_no_object_yet()
    {
        using var heap = new SlotHeap<Nodes>(AllPolicies.Small("ruby34"));
        ObjectRef made = heap.Allocate(40);

        Assert.Equal((true, false), (heap.IsLive(made), heap.IsLive(new(made.Bits + 1))));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(641)]
    [InlineData(int.MaxValue)]
    public void A_size_that_no_slot_has_is_refused(int bytes)
    {
        using var heap = new SlotHeap<Nodes>(AllPolicies.Small("ruby34"));

        Assert.Throws<ArgumentOutOfRangeException>(() => heap.Allocate(bytes));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(5)]
    public void A_pool_that_is_none_is_refused(int pool)
    {
        using var heap = new SlotHeap<Nodes>(AllPolicies.Small("ruby34"));

        Assert.Throws<ArgumentOutOfRangeException>(() => heap.AllocateIn(pool));
    }

    [Fact]
    public void A_handle_is_freed_once()
    {
        using var heap = new SlotHeap<Nodes>(AllPolicies.Small("ruby34"));
        RootHandle handle = heap.Root(heap.Allocate(40));
        heap.Free(handle);

        Assert.Throws<ArgumentOutOfRangeException>(() => heap.Free(handle));
        Assert.Throws<ArgumentOutOfRangeException>(() => heap[handle]);
        Assert.Throws<ArgumentOutOfRangeException>(() => heap[new WeakHandle(3)]);
    }

    [Theory]
    [MemberData(nameof(AllPolicies.Names), MemberType = typeof(AllPolicies))]
    public void A_root_source_that_throws_loses_nothing(string policy)
    {
        foreach (SlotHeapOptions options in new[] { AllPolicies.Small(policy), AllPolicies.Stepping(policy) })
        {
            using var heap = new SlotHeap<Nodes>(options);
            var source = new ThrowingRoots();
            heap.AddRoots(source);
            ObjectRef[] kept = Chain(heap, 30);
            for (int round = 0; round < 30; round++)
            {
                source.CallsUntilThrow = round % 3;
                Record.Exception(() => heap.Collect(major: round % 2 == 0));
                heap.Verify();
                for (int i = 0; i < 300; i++)
                {
                    if (i % 100 == 0) source.CallsUntilThrow = round % 4;
                    Exception? error = Record.Exception(() => heap.Allocate(40));
                    if (error != null) Assert.IsType<InvalidDataException>(error);
                }
                heap.Verify();
            }
            source.CallsUntilThrow = -1;
            heap.Collect();
            Assert.Equal(kept.Length, heap.CountLiveSlots());
            Assert.All(kept, (node, i) => Assert.Equal((uint)i, Nodes.NumberOf(heap, node)));
        }
    }

    [Theory]
    [MemberData(nameof(AllPolicies.Names), MemberType = typeof(AllPolicies))]
    public void A_release_that_throws_stops_no_sweep(string policy)
    {
        Nodes.Released.Clear();
        using var heap = new SlotHeap<Nodes>(AllPolicies.Small(policy));
        for (uint i = 0; i < 10; i++) Nodes.New(heap, 0, number: i, traits: ObjectTraits.Payload);
        Nodes.ReleaseThrows = true;

        var error = Assert.Throws<AggregateException>(() => heap.Collect());
        Assert.IsType<InvalidDataException>(Assert.Single(error.InnerExceptions));
        Assert.Equal(10, Nodes.Released.Count);
        heap.Verify();
        heap.Collect();
        Assert.Equal(0, heap.CountLiveSlots());
    }

    [Theory]
    [MemberData(nameof(AllPolicies.Names), MemberType = typeof(AllPolicies))]
    public void An_observer_that_throws_stops_nothing(string policy)
    {
        var observer = new Observer(static () => throw new InvalidDataException());
        using var heap = new SlotHeap<Nodes>(AllPolicies.Stepping(policy) with { Observer = observer });
        ObjectRef[] kept = [.. Enumerable.Range(0, 10).Select(_ => Retry(() => Rooted(heap)))];
        for (int i = 0; i < 3000; i++) Retry(() => heap.Allocate(40));
        Assert.Throws<AggregateException>(() => heap.Collect());
        heap.Verify();

        Assert.All(kept, node => Assert.True(heap.IsLive(node)));
    }

    [Fact]
    public void An_observer_must_not_call_the_heap()
    {
        SlotHeap<Nodes>? heap = null;
        var observer = new Observer(() => heap?.Collect());
        using (heap = new(AllPolicies.Small("ruby34") with { Observer = observer }))
        {
            var error = Assert.Throws<AggregateException>(() => heap.Collect());
            Assert.All(error.InnerExceptions, static each => Assert.IsType<InvalidOperationException>(each));
            heap.Verify();
        }
    }

    [Fact]
    public void A_marking_that_was_broken_off_is_made_up_for_by_a_major()
    {
        using var heap = new SlotHeap<Nodes>(AllPolicies.Small("ruby34"));
        var source = new ThrowingRoots { CallsUntilThrow = 0 };
        heap.AddRoots(source);
        Assert.Throws<InvalidDataException>(() => heap.Collect(major: false));
        heap.Verify();
        heap.Collect(major: false);

        Assert.False(heap.IsMinor);
    }

    private static ObjectRef Rooted(SlotHeap heap)
    {
        ObjectRef made = heap.Allocate(40);
        heap.Root(made);
        return made;
    }

    private static ObjectRef Retry(Func<ObjectRef> allocate)
    {
        while (true)
        {
            try
            {
                return allocate();
            }
            catch (AggregateException)
            {
            }
        }
    }

    private static ObjectRef[] Chain(SlotHeap heap, int length)
    {
        var chain = new ObjectRef[length];
        for (int i = 0; i < length; i++)
        {
            chain[i] = Nodes.New(heap, 1, number: (uint)i);
            if (i == 0) heap.Root(chain[0]);
            else Nodes.Set(heap, chain[i - 1], 0, chain[i]);
        }
        return chain;
    }

    private sealed class ThrowingRoots : IRootSource
    {
        public int CallsUntilThrow { get; set; } = -1;

        public void EnumerateRoots(RootSink sink)
        {
            if (CallsUntilThrow-- == 0) throw new InvalidDataException("roots");
        }
    }

    private sealed class Observer(Action act) : IHeapObserver
    {
        public void CollectionBegins(in HeapView heap, in CollectionStart start) => act();

        public void Marked(in HeapView heap, in MarkDecision decision) => act();

        public void PoolSwept(in HeapView heap, in PoolView pool, in PoolDecision decision) => act();

        public void CollectionEnds(in HeapView heap, int pagesGivenBack) => act();

        public void PageAdded(in HeapView heap, in PoolView pool, PageOrigin origin) => act();
    }
}
