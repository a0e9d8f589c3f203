using Millpond.Slots.Growth;

namespace Millpond.Slots.Tests.Growth;

/// <summary>Heaps and pools that a test says the numbers of: 64 KiB pages, CRuby's defaults.</summary>
internal static class InventedViews
{
    /// <summary>A heap of 100,000 slots, half of them marked by a minor, the fifth since the last major.</summary>
    public static HeapView Heap { get; } = new()
    {
        Count = 15,
        LastMajorCount = 10,
        IsMajor = false,
        NeedMajor = MajorReasons.None,
        TotalSlots = 100_000,
        MarkedSlots = 50_000,
        OldObjects = 40_000,
        OldObjectsLimit = 60_000,
        UnprotectedObjects = 100,
        UnprotectedObjectsLimit = 400,
        AllocatableSlots = 0,
        AllocatablePoolSlots = 0,
        EmptyPages = 0,
        FreeablePages = 0,
        InitSlotsSum = 50_000,
        BaseSlotsPerPage = 1638,
        EdenPages = 100,
        HeapBytes = 100 << 16,
        LiveBytes = 50 << 16,
        AllocatedBytes = 0,
        CollectionSeconds = 0,
        MutatorSeconds = 0,
    };

    /// <summary>Pool 160 of the story: 25 pages, 10,225 slots.</summary>
    public static PoolView Pool160 { get; } = new()
    {
        Index = 2,
        SlotBytes = 160,
        Multiple = 4,
        InitSlots = 10_000,
        EdenPages = 25,
        EdenSlots = 10_225,
        TombPages = 0,
        TombSlots = 0,
        AllocatablePages = 0,
        FreedSlots = 0,
        EmptySlots = 0,
        ReclaimedSlots = 0,
        IsSweeping = false,
        AllocatedObjects = 0,
        AllocatedObjectsBefore = 0,
    };

    public static HeapView Major { get; } = Heap with { IsMajor = true, LastMajorCount = 15 };

    /// <summary>A minor that follows a major closely.</summary>
    public static HeapView Young { get; } = Heap with { LastMajorCount = 13 };

    /// <summary>99,000 of 100,000 slots marked.</summary>
    public static HeapView Full(in HeapView heap) => heap with { MarkedSlots = 99_000 };
}
