namespace Millpond.Slots.Growth;

/// <summary>What follows from the end of marking.</summary>
/// <param name="FreeablePages">Pages that the sweep may give back.</param>
/// <param name="NeedMajor">Reasons, added to those there are, why the next collection must be major.</param>
/// <param name="OldObjectsLimit">Old objects that bring a major, from now on.</param>
/// <param name="UnprotectedObjectsLimit">Unprotected uncollectible objects that bring one.</param>
/// <param name="AllocatablePages">Pages that pool 0 may take (3.1); null: as before.</param>
/// <param name="AllocatableSlots">Slots that any pool may take; null: as before.</param>
public readonly record struct MarkDecision(
    long FreeablePages,
    MajorReasons NeedMajor,
    long OldObjectsLimit,
    long UnprotectedObjectsLimit,
    int? AllocatablePages = null,
    long? AllocatableSlots = null);

/// <summary>What follows from the end of a pool's sweep.</summary>
/// <param name="Why">The rule that applied.</param>
/// <param name="AllocatablePages">Pages that the pool may take from now on (before 3.4).</param>
/// <param name="AllocatableSlots">Slots that any pool may take from now on (3.4 on).</param>
/// <param name="NeedMajor">Whether the next collection must be major.</param>
/// <param name="FreeSlotsWanted">Free slots below which the pool is short.</param>
public readonly record struct PoolDecision(
    PoolVerdict Why, int AllocatablePages, long AllocatableSlots, bool NeedMajor, long FreeSlotsWanted);

/// <summary>Why a pool grew after its sweep, or did not.</summary>
public enum PoolVerdict
{
    /// <summary>Enough slots are free: no growth.</summary>
    EnoughFree,

    /// <summary>Short of free slots, and it may grow.</summary>
    Grew,

    /// <summary>Short, and the next collection must be major to find out whether anything old is dead.</summary>
    AskedForMajor,

    /// <summary>Short, but its live objects do not grow in number.</summary>
    NotGrowing,

    /// <summary>Short, but it may still take pages.</summary>
    MayStillGrow,

    /// <summary>The policy leaves growth to another moment.</summary>
    NotNow,
}

/// <summary>What to do when a pool has no free slot.</summary>
public enum Exhaustion
{
    /// <summary>Take a page.</summary>
    Grow,

    /// <summary>Collect.</summary>
    Collect,

    /// <summary>Collect everything.</summary>
    CollectAll,

    /// <summary>The policy allows no more memory: the allocation fails.</summary>
    Refuse,
}
