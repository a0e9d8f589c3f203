using Millpond.Slots.Ruby;

namespace Millpond.Slots;

/// <summary>
/// The counters of one pool, with the meanings of Ruby's GC.stat_heap. <see cref="ToRuby"/> gives them a release's keys.
/// </summary>
public sealed record HeapStat
{
    /// <summary>Bytes in a slot.</summary>
    public required int SlotBytes { get; init; }

    /// <summary>Pages it may take (before 3.4).</summary>
    public long AllocatablePages { get; init; }

    /// <summary>Pages in use.</summary>
    public long EdenPages { get; init; }

    /// <summary>Their slots.</summary>
    public long EdenSlots { get; init; }

    /// <summary>Its own pages without an object (before 3.4).</summary>
    public long TombPages { get; init; }

    /// <summary>Their slots.</summary>
    public long TombSlots { get; init; }

    /// <summary>Pages ever taken for it.</summary>
    public long AllocatedPages { get; init; }

    /// <summary>Pages ever given back by it.</summary>
    public long FreedPages { get; init; }

    /// <summary>Major collections it asked for.</summary>
    public long ForcedMajors { get; init; }

    /// <summary>Times it made incremental marking end at once, for want of a free slot.</summary>
    public long ForcedMarkingFinishes { get; init; }

    /// <summary>Objects ever allocated in it.</summary>
    public long AllocatedObjects { get; init; }

    /// <summary>Objects of it ever freed.</summary>
    public long FreedObjects { get; init; }

    /// <summary>Dead objects that wait for their finalizer.</summary>
    public long FinalSlots { get; init; }

    /// <summary>Objects, the dead ones that no sweep has found yet included.</summary>
    public long LiveSlots => AllocatedObjects - FreedObjects - FinalSlots;

    /// <summary>Slots without an object.</summary>
    public long FreeSlots => EdenSlots - LiveSlots - FinalSlots;

    /// <summary>The keys of a release's GC.stat_heap, in its order; none for 3.1, which has no such call.</summary>
    public IReadOnlyList<KeyValuePair<string, long>> ToRuby(RubyRelease release)
    {
        int minor = Guard.NotNull(release).Minor;
        if (minor < 32) return [];
        var table = new List<KeyValuePair<string, long>>(12) { new("slot_size", SlotBytes) };
        if (minor >= 40)
            table.AddRange(
                [new("heap_live_slots", LiveSlots), new("heap_free_slots", FreeSlots), new("heap_final_slots", FinalSlots)]);
        if (minor < 34) table.Add(new("heap_allocatable_pages", AllocatablePages));
        table.Add(new("heap_eden_pages", EdenPages));
        table.Add(new("heap_eden_slots", EdenSlots));
        if (minor < 34) table.AddRange([new("heap_tomb_pages", TombPages), new("heap_tomb_slots", TombSlots)]);
        table.Add(new("total_allocated_pages", AllocatedPages));
        if (minor < 34) table.Add(new("total_freed_pages", FreedPages));
        table.Add(new("force_major_gc_count", ForcedMajors));
        if (minor < 33) return table;
        table.Add(new("force_incremental_marking_finish_count", ForcedMarkingFinishes));
        table.Add(new("total_allocated_objects", AllocatedObjects));
        table.Add(new("total_freed_objects", FreedObjects));
        return table;
    }
}
