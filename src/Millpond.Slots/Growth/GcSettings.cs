using System.Collections.Immutable;

namespace Millpond.Slots.Growth;

/// <summary>CRuby's settings of the collector, each with its default.</summary>
public sealed record GcSettings
{
    /// <summary>10,000: GC_HEAP_INIT_SLOTS.</summary>
    public const long DefaultInitSlots = 10_000;

    // More slots than the largest heap has; below it no sum of slots overflows.
    private const long SlotsMax = 1L << 40;

    /// <summary>CRuby's defaults.</summary>
    public static GcSettings Default { get; } = new();

    /// <summary>Slots that each pool may take before it collects; a pool not named has <see cref="DefaultInitSlots"/>.
    /// RUBY_GC_HEAP_{n}_INIT_SLOTS, one for all pools in 3.1 and 3.2.</summary>
    public ImmutableArray<long> InitSlots { get; init; } = [];

    /// <summary>Free slots wanted after a collection at least (RUBY_GC_HEAP_FREE_SLOTS).</summary>
    public long FreeSlots { get; init; } = 4096;

    /// <summary>How much a heap may grow at once (RUBY_GC_HEAP_GROWTH_FACTOR).</summary>
    public double GrowthFactor { get; init; } = 1.8;

    /// <summary>The same in slots; 0 is no limit (RUBY_GC_HEAP_GROWTH_MAX_SLOTS).</summary>
    public long GrowthMaxSlots { get; init; }

    /// <summary>Share of free slots below which the heap grows (RUBY_GC_HEAP_FREE_SLOTS_MIN_RATIO).</summary>
    public double FreeSlotsMinRatio { get; init; } = 0.20;

    /// <summary>Share of free slots that growth aims at (RUBY_GC_HEAP_FREE_SLOTS_GOAL_RATIO).</summary>
    public double FreeSlotsGoalRatio { get; init; } = 0.40;

    /// <summary>Share of free slots above which pages are given back (RUBY_GC_HEAP_FREE_SLOTS_MAX_RATIO).</summary>
    public double FreeSlotsMaxRatio { get; init; } = 0.65;

    /// <summary>Times the old objects of a major collection that bring the next
    /// (RUBY_GC_HEAP_OLDOBJECT_LIMIT_FACTOR).</summary>
    public double OldObjectLimitFactor { get; init; } = 2.0;

    /// <summary>Unprotected objects, as a share of the old ones, that are always allowed, from 3.3 on
    /// (RUBY_GC_HEAP_REMEMBERED_WB_UNPROTECTED_OBJECTS_LIMIT_RATIO).</summary>
    public double UnprotectedLimitRatio { get; init; } = 0.01;

    /// <summary>Bytes outside slots that bring a collection (RUBY_GC_MALLOC_LIMIT); it grows up to its Max.</summary>
    public long MallocLimitBytes { get; init; } = 16L << 20;

    /// <summary>RUBY_GC_MALLOC_LIMIT_MAX; 0 is no limit.</summary>
    public long MallocLimitBytesMax { get; init; } = 32L << 20;

    /// <summary>RUBY_GC_MALLOC_LIMIT_GROWTH_FACTOR.</summary>
    public double MallocLimitGrowth { get; init; } = 1.4;

    /// <summary>Bytes outside slots since the last major that bring the next (RUBY_GC_OLDMALLOC_LIMIT).</summary>
    public long OldMallocLimitBytes { get; init; } = 16L << 20;

    /// <summary>RUBY_GC_OLDMALLOC_LIMIT_MAX; 0 is no limit.</summary>
    public long OldMallocLimitBytesMax { get; init; } = 128L << 20;

    /// <summary>RUBY_GC_OLDMALLOC_LIMIT_GROWTH_FACTOR.</summary>
    public double OldMallocLimitGrowth { get; init; } = 1.2;

    /// <summary>Initial slots of a pool.</summary>
    public long InitSlotsOf(int pool) =>
        !InitSlots.IsDefault && (uint)pool < (uint)InitSlots.Length
            ? Math.Clamp(InitSlots[pool], 0, SlotsMax) : DefaultInitSlots;
}
