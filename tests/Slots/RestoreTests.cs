using Millpond.Slots.Ruby;

namespace Millpond.Slots.Tests;

public sealed class RestoreTests
{
    private static readonly HeapSeed s_seed = new()
    {
        Pools =
        [
            new() { EdenPages = 6, LiveObjects = 6176, AllocatablePages = 1, AllocatedObjects = 9611, AllocatedPages = 6 },
            new() { EdenPages = 2, LiveObjects = 444, AllocatablePages = 11, AllocatedObjects = 1565, AllocatedPages = 2 },
            new() { EdenPages = 3, LiveObjects = 681, AllocatablePages = 22, AllocatedObjects = 1151, AllocatedPages = 3 },
            new() { EdenPages = 1, LiveObjects = 0, AllocatablePages = 49, AllocatedObjects = 12, AllocatedPages = 1 },
            new() { EdenPages = 1, LiveObjects = 0, AllocatablePages = 99, AllocatedObjects = 9, AllocatedPages = 1 },
        ],
        MajorCollections = 3,
        MarkedSlots = 7257,
        OldObjects = 7248,
        OldObjectsLimit = 14496,
        UnprotectedObjectsLimit = 72,
        MallocIncreaseBytes = 896,
        MallocLimitBytes = 16 << 20,
        OldMallocIncreaseBytes = 896,
        OldMallocLimitBytes = 16 << 20,
    };

    [Fact]
    public void A_restored_heap_says_what_the_seed_said()
    {
        using RubyHeap ruby = Restored();
        GcStat stat = ruby.Heap.Stat();
        Assert.Equal((7301, 7248, 13, 182, 12348, 3, 896), (
            stat.LiveSlots, stat.OldObjects, stat.EdenPages, stat.AllocatablePages, stat.AllocatedObjects,
            stat.Collections, stat.MallocIncreaseBytes));
    }

    [Fact]
    public void It_holds_together()
    {
        using RubyHeap ruby = Restored();
        ruby.Heap.Verify();
    }

    [Fact]
    public void Its_objects_survive()
    {
        using RubyHeap ruby = Restored();
        ruby.Heap.Collect();
        Assert.Equal(7301, ruby.Heap.Stat().LiveSlots);
    }

    [Fact]
    public void A_heap_in_use_cannot_be_restored()
    {
        using RubyHeap ruby = new(RubyRelease.Ruby33);
        ruby.NewSmall();
        Assert.Throws<ArgumentOutOfRangeException>(() => ruby.Restore(s_seed));
    }

    [Fact]
    public void Nor_one_with_other_pools()
    {
        using RubyHeap ruby = new(RubyRelease.Ruby31);
        Assert.Throws<ArgumentOutOfRangeException>(() => ruby.Restore(s_seed));
    }

    private static RubyHeap Restored()
    {
        RubyHeap ruby = new(RubyRelease.Ruby33);
        ruby.Restore(s_seed);
        return ruby;
    }
}
