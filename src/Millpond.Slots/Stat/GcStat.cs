using Millpond.Slots.Ruby;

namespace Millpond.Slots;

/// <summary>
/// The counters of a heap, with the meanings of Ruby's GC.stat. Slots and objects are counts of slots of any size.
/// <see cref="ToRuby"/> gives them the keys of a release.
/// </summary>
public sealed record GcStat
{
    /// <summary>Collections begun: <c>count</c>.</summary>
    public long Collections => MinorCollections + MajorCollections;

    /// <summary>Time spent marking.</summary>
    public TimeSpan MarkingTime { get; init; }

    /// <summary>Time spent sweeping.</summary>
    public TimeSpan SweepingTime { get; init; }

    /// <summary>Pages held: eden and empty ones.</summary>
    public long AllocatedPages { get; init; }

    /// <summary>The most pages held and allowed at once, for which CRuby keeps a sorted list (before 3.4).</summary>
    public long SortedLength { get; init; }

    /// <summary>Pages that all pools may take (before 3.4).</summary>
    public long AllocatablePages { get; init; }

    /// <summary>Slots that any pool may take (3.4 on).</summary>
    public long AllocatableSlots { get; init; }

    /// <summary>Slots of all pages in use; before 3.4 of the pools' empty pages too.</summary>
    public long AvailableSlots { get; init; }

    /// <summary>Objects, the dead ones that no sweep has found yet included.</summary>
    public long LiveSlots => AllocatedObjects - FreedObjects - FinalSlots;

    /// <summary>Slots without an object.</summary>
    public long FreeSlots => AvailableSlots - LiveSlots - FinalSlots;

    /// <summary>Dead objects that wait for their finalizer.</summary>
    public long FinalSlots { get; init; }

    /// <summary>Objects marked by the current or last collection; old ones are counted by minor ones too.</summary>
    public long MarkedSlots { get; init; }

    /// <summary>Pages in use.</summary>
    public long EdenPages { get; init; }

    /// <summary>Pages without an object: tomb pages before 3.4, empty pages from then on.</summary>
    public long EmptyPages { get; init; }

    /// <summary>Pages ever taken.</summary>
    public long TotalAllocatedPages { get; init; }

    /// <summary>Pages ever given back.</summary>
    public long TotalFreedPages { get; init; }

    /// <summary>Objects ever allocated.</summary>
    public long AllocatedObjects { get; init; }

    /// <summary>Objects ever freed.</summary>
    public long FreedObjects { get; init; }

    /// <summary>Bytes malloc'd since the last collection.</summary>
    public long MallocIncreaseBytes { get; init; }

    /// <summary>How many bring a collection.</summary>
    public long MallocIncreaseBytesLimit { get; init; }

    /// <summary>Minor collections.</summary>
    public long MinorCollections { get; init; }

    /// <summary>Major collections.</summary>
    public long MajorCollections { get; init; }

    /// <summary>Unprotected objects that minor collections look through.</summary>
    public long RememberedUnprotectedObjects { get; init; }

    /// <summary>How many bring a major.</summary>
    public long RememberedUnprotectedObjectsLimit { get; init; }

    /// <summary>Old objects.</summary>
    public long OldObjects { get; init; }

    /// <summary>How many bring a major.</summary>
    public long OldObjectsLimit { get; init; }

    /// <summary>Bytes malloc'd since the last major collection.</summary>
    public long OldMallocIncreaseBytes { get; init; }

    /// <summary>How many bring a major.</summary>
    public long OldMallocIncreaseBytesLimit { get; init; }

    /// <summary>The keys of a release's GC.stat, in its order. What Millpond's heap never does (compaction) is 0.</summary>
    public IReadOnlyList<KeyValuePair<string, long>> ToRuby(RubyRelease release)
    {
        int minor = Guard.NotNull(release).Minor;
        var table = new List<KeyValuePair<string, long>>(32)
        {
            new("count", Collections),
            new("time", (long)(MarkingTime + SweepingTime).TotalMilliseconds),
        };
        if (minor >= 33)
        {
            table.Add(new("marking_time", (long)MarkingTime.TotalMilliseconds));
            table.Add(new("sweeping_time", (long)SweepingTime.TotalMilliseconds));
        }
        AddPages(table, minor);
        table.AddRange(
        [
            new("total_allocated_pages", TotalAllocatedPages),
            new("total_freed_pages", TotalFreedPages),
            new("total_allocated_objects", AllocatedObjects),
            new("total_freed_objects", FreedObjects),
            new("malloc_increase_bytes", MallocIncreaseBytes),
            new("malloc_increase_bytes_limit", MallocIncreaseBytesLimit),
            new("minor_gc_count", MinorCollections),
            new("major_gc_count", MajorCollections),
            new("compact_count", 0),
            new("read_barrier_faults", 0),
            new("total_moved_objects", 0),
            new("remembered_wb_unprotected_objects", RememberedUnprotectedObjects),
            new("remembered_wb_unprotected_objects_limit", RememberedUnprotectedObjectsLimit),
            new("old_objects", OldObjects),
            new("old_objects_limit", OldObjectsLimit),
            new("oldmalloc_increase_bytes", OldMallocIncreaseBytes),
            new("oldmalloc_increase_bytes_limit", OldMallocIncreaseBytesLimit),
        ]);
        return table;
    }

    private void AddPages(List<KeyValuePair<string, long>> table, int minor)
    {
        table.Add(new("heap_allocated_pages", AllocatedPages));
        if (minor < 34)
        {
            table.Add(new("heap_sorted_length", SortedLength));
            table.Add(new("heap_allocatable_pages", AllocatablePages));
        }
        else
        {
            table.Add(new("heap_empty_pages", EmptyPages));
            table.Add(new("heap_allocatable_slots", AllocatableSlots));
        }
        table.Add(new("heap_available_slots", AvailableSlots));
        table.Add(new("heap_live_slots", LiveSlots));
        table.Add(new("heap_free_slots", FreeSlots));
        table.Add(new("heap_final_slots", FinalSlots));
        table.Add(new("heap_marked_slots", MarkedSlots));
        table.Add(new("heap_eden_pages", EdenPages));
        if (minor < 34) table.Add(new("heap_tomb_pages", EmptyPages));
    }
}
