using Millpond.Lab.Ruby;
using Millpond.Slots;

namespace Millpond.Lab.Heaps;

/// <summary>The state of a real Ruby's heap before a program, for Millpond's heap to begin in.</summary>
internal static class RowSeed
{
    internal static HeapSeed Of(CollectorState before)
    {
        IReadOnlyDictionary<string, long> stat = before.Stat;
        return new()
        {
            Pools = before.Heaps is [] ? [OnlyPool(stat)] : Pools(before),
            MinorCollections = stat["minor_gc_count"],
            MajorCollections = stat["major_gc_count"],
            MarkedSlots = stat["heap_marked_slots"],
            OldObjects = stat["old_objects"],
            OldObjectsLimit = stat["old_objects_limit"],
            UnprotectedObjects = stat["remembered_wb_unprotected_objects"],
            UnprotectedObjectsLimit = stat["remembered_wb_unprotected_objects_limit"],
            AllocatableSlots = Get(stat, "heap_allocatable_slots"),
            EmptyPages = (int)Get(stat, "heap_empty_pages"),
            MallocIncreaseBytes = stat["malloc_increase_bytes"],
            MallocLimitBytes = stat["malloc_increase_bytes_limit"],
            OldMallocIncreaseBytes = stat["oldmalloc_increase_bytes"],
            OldMallocLimitBytes = stat["oldmalloc_increase_bytes_limit"],
        };
    }

    private static PoolSeed OnlyPool(IReadOnlyDictionary<string, long> stat) => new()
    {
        EdenPages = (int)stat["heap_eden_pages"],
        LiveObjects = stat["heap_live_slots"],
        AllocatablePages = (int)stat["heap_allocatable_pages"],
        AllocatedObjects = stat["total_allocated_objects"],
        AllocatedPages = stat["total_allocated_pages"],
        ReleasedPages = stat["total_freed_pages"],
    };

    // 3.2 does not say how many objects a pool has. Where it has one pool, all are in it.
    private static PoolSeed[] Pools(CollectorState before)
    {
        bool counted = before.Heaps[0].ContainsKey("total_allocated_objects");
        long pages = before.Heaps.Sum(heap => heap["heap_eden_pages"]);
        return
        [
            .. before.Heaps.Select(heap => new PoolSeed
            {
                EdenPages = (int)heap["heap_eden_pages"],
                LiveObjects = counted
                    ? heap["total_allocated_objects"] - heap["total_freed_objects"] - Get(heap, "heap_final_slots")
                    : before.Stat["heap_live_slots"] * heap["heap_eden_pages"] / pages,
                AllocatablePages = (int)Get(heap, "heap_allocatable_pages"),
                AllocatedObjects = counted
                    ? heap["total_allocated_objects"]
                    : before.Stat["total_allocated_objects"] * heap["heap_eden_pages"] / pages,
                AllocatedPages = heap["total_allocated_pages"],
                ReleasedPages = Get(heap, "total_freed_pages"),
                ForcedMajors = heap["force_major_gc_count"],
                ForcedFinishes = Get(heap, "force_incremental_marking_finish_count"),
            }),
        ];
    }

    private static long Get(IReadOnlyDictionary<string, long> counts, string key) => counts.GetValueOrDefault(key);
}
