namespace Millpond.Slots.Growth;

/// <summary>What a policy sees of the heap when it decides. All counts are those of this moment.</summary>
public readonly record struct HeapView
{
    /// <summary>Collections begun, the current one included.</summary>
    public required long Count { get; init; }

    /// <summary>The count when the last major began.</summary>
    public required long LastMajorCount { get; init; }

    /// <summary>Whether the current collection marks everything.</summary>
    public required bool IsMajor { get; init; }

    /// <summary>Why the next collection must be major.</summary>
    public required MajorReasons NeedMajor { get; init; }

    /// <summary>Slots of all eden pages; before 3.4 of the pools' empty pages too.</summary>
    public required long TotalSlots { get; init; }

    /// <summary>Slots reached by the current or last marking.</summary>
    public required long MarkedSlots { get; init; }

    /// <summary>Old objects, and how many bring a major.</summary>
    public required long OldObjects { get; init; }

    /// <summary>Old objects that bring a major.</summary>
    public required long OldObjectsLimit { get; init; }

    /// <summary>Uncollectible unprotected objects.</summary>
    public required long UnprotectedObjects { get; init; }

    /// <summary>How many of them bring a major.</summary>
    public required long UnprotectedObjectsLimit { get; init; }

    /// <summary>Slots that any pool may still take (3.4 on).</summary>
    public required long AllocatableSlots { get; init; }

    /// <summary>Pages that each pool may still take, summed as base slots (before 3.4).</summary>
    public required long AllocatablePoolSlots { get; init; }

    /// <summary>Pages without an object, kept for any pool.</summary>
    public required int EmptyPages { get; init; }

    /// <summary>Pages that this collection may give back and has not.</summary>
    public required long FreeablePages { get; init; }

    /// <summary>The initial slots of all pools, and of one.</summary>
    public required long InitSlotsSum { get; init; }

    /// <summary>Base slots in a page.</summary>
    public required int BaseSlotsPerPage { get; init; }

    /// <summary>Eden pages of all pools.</summary>
    public required int EdenPages { get; init; }

    /// <summary>Bytes of all eden and empty pages.</summary>
    public required long HeapBytes { get; init; }

    /// <summary>Bytes of the slots in use after the last sweep of their pool.</summary>
    public required long LiveBytes { get; init; }

    /// <summary>Those slots.</summary>
    public long LiveSlots { get; init; }

    /// <summary>Bytes in a page.</summary>
    public int PageBytes { get; init; }

    /// <summary>Pages given back lazily, which the kernel may not have taken yet.</summary>
    public int WarmPages { get; init; }

    /// <summary>Bytes of all pages ever written to: what was paid for in page faults.</summary>
    public long TouchedBytes { get; init; }

    /// <summary>What collections have cost and found.</summary>
    public CostView Costs { get; init; }

    /// <summary>Slot bytes allocated since the current collection began.</summary>
    public required long AllocatedBytes { get; init; }

    /// <summary>Seconds of the current or last collection so far, marking and sweeping.</summary>
    public required double CollectionSeconds { get; init; }

    /// <summary>Seconds of the program since that collection began, without the collection's own.</summary>
    public required double MutatorSeconds { get; init; }

    /// <summary>Majors are more than 3 collections apart in CRuby's rules.</summary>
    public long CountSinceMajor => Count - LastMajorCount;
}

/// <summary>What a policy sees of one pool.</summary>
public readonly record struct PoolView
{
    /// <summary>The pool's number, 0 the smallest slots.</summary>
    public required int Index { get; init; }

    /// <summary>Bytes in a slot.</summary>
    public required int SlotBytes { get; init; }

    /// <summary>Base slots in a slot: 1, 2, 4, 8, 16.</summary>
    public required int Multiple { get; init; }

    /// <summary>Slots the pool may take before it collects.</summary>
    public required long InitSlots { get; init; }

    /// <summary>Pages in use.</summary>
    public required int EdenPages { get; init; }

    /// <summary>Their slots.</summary>
    public required long EdenSlots { get; init; }

    /// <summary>The pool's own pages without an object (before 3.4).</summary>
    public required int TombPages { get; init; }

    /// <summary>Their slots.</summary>
    public required long TombSlots { get; init; }

    /// <summary>Pages the pool may still take (before 3.4).</summary>
    public required int AllocatablePages { get; init; }

    /// <summary>Slots that the current sweep found holding a dead object.</summary>
    public required long FreedSlots { get; init; }

    /// <summary>Slots that it found free already.</summary>
    public required long EmptySlots { get; init; }

    /// <summary>Free slots of empty pages that it has taken back since.</summary>
    public required long ReclaimedSlots { get; init; }

    /// <summary>Whether its pages are being swept.</summary>
    public required bool IsSweeping { get; init; }

    /// <summary>Objects allocated in this pool since the heap began.</summary>
    public required long AllocatedObjects { get; init; }

    /// <summary>Objects allocated in this pool when the current collection began.</summary>
    public required long AllocatedObjectsBefore { get; init; }

    /// <summary>Slots of its eden and empty pages.</summary>
    public long TotalSlots => EdenSlots + TombSlots;

    /// <summary>Slots that the sweep leaves free.</summary>
    public long SweptSlots => FreedSlots + EmptySlots + ReclaimedSlots;
}
