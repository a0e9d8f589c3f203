using Millpond.Slots.Growth;

namespace Millpond.Slots.Tests;

internal static class AllPolicies
{
    public static TheoryData<string> Names => [.. GrowthPolicies.Names];

    /// <summary>Those of CRuby.</summary>
    public static TheoryData<string> Rubies =>
        [.. GrowthPolicies.Names.Where(static name => name.StartsWith("ruby", StringComparison.Ordinal))];

    /// <summary>Pages of 4 KiB and few initial slots, so that small programs collect.</summary>
    public static SlotHeapOptions Small(string policy) => new()
    {
        Policy = GrowthPolicies.ByName(policy, SmallSettings),
        Layout = LayoutOf(policy, 4096),
        ReservedBytesMax = 64 << 20,
    };

    /// <summary>The same, where old objects alone bring no major.</summary>
    public static SlotHeapOptions Calm(string policy)
    {
        GcSettings settings = SmallSettings with { OldObjectLimitFactor = 1e9, UnprotectedLimitRatio = 1e9 };
        return Small(policy) with { Policy = GrowthPolicies.ByName(policy, settings) };
    }

    /// <summary>The same, marking one object between two allocations, in majors that come all the time.</summary>
    public static SlotHeapOptions Stepping(string policy)
    {
        SlotHeapOptions small = Small(policy);
        GcSettings settings = SmallSettings with { OldObjectLimitFactor = 0, UnprotectedLimitRatio = 0 };
        return small with { Policy = new SteppingPolicy(GrowthPolicies.ByName(policy, settings)) };
    }

    public static HeapLayout LayoutOf(string policy, int pageBytes) => policy == "ruby31"
        ? new(pageBytes, 8, 40)
        : new(pageBytes, 8, 40, 80, 160, 320, 640);

    private static GcSettings SmallSettings => new()
    {
        InitSlots = [50, 50, 50, 50, 50],
        FreeSlots = 50,
        MallocLimitBytes = 10_000,
        MallocLimitBytesMax = 20_000,
        OldMallocLimitBytes = 10_000,
        OldMallocLimitBytesMax = 40_000,
    };

    private sealed class SteppingPolicy(GrowthPolicy inner) : GrowthPolicy
    {
        public override string Name => inner.Name;

        public override HeapRules Rules { get; } = inner.Rules with { AllocationsPerMarkStep = 1 };

        public override bool MustGrow(in HeapView heap, in PoolView pool) => inner.MustGrow(heap, pool);

        public override Exhaustion OnExhausted(in HeapView heap, in PoolView pool, bool collected) =>
            inner.OnExhausted(heap, pool, collected);

        public override MarkDecision OnMarked(in HeapView heap, in PoolView pool0)
        {
            MarkDecision decision = inner.OnMarked(heap, pool0);
            return decision with { NeedMajor = decision.NeedMajor | MajorReasons.OldGen };
        }

        public override long FreeSlotsToReclaim(in HeapView heap, in PoolView pool) =>
            inner.FreeSlotsToReclaim(heap, pool);

        public override PoolDecision OnPoolSwept(in HeapView heap, in PoolView pool) => inner.OnPoolSwept(heap, pool);

        public override int EmptyPagesToKeep(in HeapView heap) => inner.EmptyPagesToKeep(heap);

        public override long MarkStep(long markedSlots, long pooledSlots) => 1;
    }
}
