using Millpond.Slots.Memory;

namespace Millpond.Slots;

public abstract partial class SlotHeap
{
    private long _sortedLength;
    private long _weakReferences, _retainedWeakReferences;

    /// <summary>The counters of the whole heap: Ruby's GC.stat. O(pools), no collection.</summary>
    public GcStat Stat()
    {
        NoteSortedLength();
        long eden = 0, tombs = 0, tombSlots = 0, allocatable = 0, taken = 0, released = 0, made = 0, freed = 0, pending = 0;
        foreach (Pool pool in _pools)
        {
            eden += pool.EdenPages;
            tombs += pool.TombPages;
            tombSlots += pool.TombSlots;
            allocatable += pool.AllocatablePages;
            taken += pool.AllocatedPages;
            released += pool.ReleasedPages;
            made += pool.AllocatedObjects;
            freed += pool.FreedObjects;
            pending += pool.PendingSlots;
        }
        return new()
        {
            MarkingTime = _clock.GetElapsedTime(0, _markTicks),
            SweepingTime = _clock.GetElapsedTime(0, _sweepTicks),
            AllocatedPages = eden + tombs + _emptyPages,
            SortedLength = _sortedLength,
            AllocatablePages = allocatable,
            AllocatableSlots = _allocatableSlots,
            AvailableSlots = _totalSlots + tombSlots,
            FinalSlots = pending,
            MarkedSlots = _markedSlots,
            EdenPages = eden,
            EmptyPages = tombs + _emptyPages,
            TotalAllocatedPages = taken - _retakenPages,
            TotalFreedPages = released,
            AllocatedObjects = made,
            FreedObjects = freed,
            MallocIncreaseBytes = _mallocIncrease,
            MallocIncreaseBytesLimit = _mallocLimit,
            MinorCollections = _minorCount,
            MajorCollections = _majorCount,
            RememberedUnprotectedObjects = _unprotectedOld,
            RememberedUnprotectedObjectsLimit = _unprotectedOldLimit,
            OldObjects = _oldObjects,
            OldObjectsLimit = _oldObjectsLimit,
            OldMallocIncreaseBytes = _oldMallocIncrease,
            OldMallocIncreaseBytesLimit = _oldMallocLimit,
        };
    }

    /// <summary>The counters of one pool: Ruby's GC.stat_heap.</summary>
    public HeapStat StatOf(int pool)
    {
        Guard.InRange((uint)pool < (uint)_pools.Length, $"give 0 to {_pools.Length - 1}", nameof(pool));
        Pool of = _pools[pool];
        return new()
        {
            SlotBytes = of.SlotBytes,
            AllocatablePages = of.AllocatablePages,
            EdenPages = of.EdenPages,
            EdenSlots = of.EdenSlots,
            TombPages = of.TombPages,
            TombSlots = of.TombSlots,
            AllocatedPages = of.AllocatedPages,
            FreedPages = of.ReleasedPages,
            ForcedMajors = of.ForcedMajors,
            ForcedMarkingFinishes = of.ForcedFinishes,
            AllocatedObjects = of.AllocatedObjects,
            FreedObjects = of.FreedObjects,
            FinalSlots = of.PendingSlots,
        };
    }

    /// <summary>The current or last collection: Ruby's GC.latest_gc_info.</summary>
    public GcInfo LatestCollection() => new()
    {
        MajorBy = _latest.Major,
        NeedMajorBy = _needMajor,
        Cause = _latest.Cause,
        ImmediateSweep = _immediateSweep,
        HasFinalizer = _pending.Count != 0,
        State = _phase switch
        {
            Phase.Marking => CollectionPhase.Marking,
            Phase.Sweeping => CollectionPhase.Sweeping,
            _ => CollectionPhase.None,
        },
        WeakReferences = _weakReferences,
        RetainedWeakReferences = _retainedWeakReferences,
    };

    // CRuby's list grows to the pages there are and may be, and never shrinks.
    private void NoteSortedLength()
    {
        long pages = 0;
        foreach (Pool pool in _pools) pages += pool.EdenPages + pool.TombPages + pool.AllocatablePages;
        _sortedLength = Math.Max(_sortedLength, pages);
    }
}
