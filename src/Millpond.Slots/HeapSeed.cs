namespace Millpond.Slots;

/// <summary>
/// A heap at rest, right after a collection: how many pages and objects each pool has, and where its counters and limits
/// stand. What Ruby's GC.stat and GC.stat_heap say is enough to make one.
/// </summary>
public sealed record HeapSeed
{
    /// <summary>Each pool of the layout.</summary>
    public required IReadOnlyList<PoolSeed> Pools { get; init; }

    /// <summary>Minor collections so far.</summary>
    public long MinorCollections { get; init; }

    /// <summary>Major collections so far; the last collection was one.</summary>
    public long MajorCollections { get; init; }

    /// <summary>Slots marked by the last collection.</summary>
    public long MarkedSlots { get; init; }

    /// <summary>Live objects that are old; the others are young.</summary>
    public long OldObjects { get; init; }

    /// <summary>How many bring a major.</summary>
    public long OldObjectsLimit { get; init; }

    /// <summary>Live objects that are unprotected and uncollectible.</summary>
    public long UnprotectedObjects { get; init; }

    /// <summary>How many bring a major.</summary>
    public long UnprotectedObjectsLimit { get; init; }

    /// <summary>Slots that any pool may take (3.4 on).</summary>
    public long AllocatableSlots { get; init; }

    /// <summary>Pages without an object, for any pool (3.4 on).</summary>
    public int EmptyPages { get; init; }

    /// <summary>Bytes malloc'd since the last collection.</summary>
    public long MallocIncreaseBytes { get; init; }

    /// <summary>How many bring a collection.</summary>
    public long MallocLimitBytes { get; init; }

    /// <summary>Bytes malloc'd since the last major.</summary>
    public long OldMallocIncreaseBytes { get; init; }

    /// <summary>How many bring a major.</summary>
    public long OldMallocLimitBytes { get; init; }
}

/// <summary>One pool of a <see cref="HeapSeed"/>.</summary>
public sealed record PoolSeed
{
    /// <summary>Pages in use.</summary>
    public required int EdenPages { get; init; }

    /// <summary>Objects in them.</summary>
    public required long LiveObjects { get; init; }

    /// <summary>Pages it may take (before 3.4).</summary>
    public int AllocatablePages { get; init; }

    /// <summary>Objects ever allocated in it.</summary>
    public long AllocatedObjects { get; init; }

    /// <summary>Pages ever taken for it.</summary>
    public long AllocatedPages { get; init; }

    /// <summary>Pages ever given back by it.</summary>
    public long ReleasedPages { get; init; }

    /// <summary>Majors it has asked for.</summary>
    public long ForcedMajors { get; init; }

    /// <summary>Times it made incremental marking end at once.</summary>
    public long ForcedFinishes { get; init; }
}
