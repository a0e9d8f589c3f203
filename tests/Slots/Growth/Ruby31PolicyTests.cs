using Millpond.Slots.Growth;
using static Millpond.Slots.Tests.Growth.InventedViews;

namespace Millpond.Slots.Tests.Growth;

public sealed class Ruby31PolicyTests
{
    private static readonly Ruby31Policy s_policy = new();

    // 16 KiB pages: 409 slots.
    private static readonly HeapView s_heap = Heap with { BaseSlotsPerPage = 409 };
    private static readonly PoolView s_pool = Pool160 with { SlotBytes = 40, Multiple = 1, EdenPages = 26 };

    [Fact]
    public void A_pool_that_may_take_pages_does() =>
        Assert.Equal(
            Exhaustion.Grow, s_policy.OnExhausted(s_heap, s_pool with { AllocatablePages = 1 }, collected: false));

    [Fact]
    public void One_that_may_not_collects() =>
        Assert.Equal(Exhaustion.Collect, s_policy.OnExhausted(s_heap, s_pool, collected: false));

    [Fact]
    public void A_pending_major_goes_before_growth() =>
        Assert.Equal(
            Exhaustion.Collect,
            s_policy.OnExhausted(
                s_heap with { NeedMajor = MajorReasons.NoFree },
                s_pool with { AllocatablePages = 9 },
                collected: true));

    [Fact]
    public void Enough_free_slots_change_nothing()
    {
        MarkDecision decision = s_policy.OnMarked(s_heap, s_pool);

        Assert.Equal((null, MajorReasons.None), (decision.AllocatablePages, decision.NeedMajor));
        Assert.Equal(60_000, decision.OldObjectsLimit);
    }

    [Fact]
    public void A_full_heap_grows_by_two_thirds_at_the_end_of_a_major()
    {
        HeapView full = s_heap with { IsMajor = true, TotalSlots = 10_634, MarkedSlots = 10_634 };

        Assert.Equal(17, s_policy.OnMarked(full, s_pool).AllocatablePages);
    }

    [Fact]
    public void So_it_does_after_a_minor_that_follows_a_major_closely() =>
        Assert.NotNull(s_policy.OnMarked(Full(s_heap) with { LastMajorCount = 13 }, s_pool).AllocatablePages);

    [Fact]
    public void Later_it_asks_for_a_major_first()
    {
        MarkDecision decision = s_policy.OnMarked(Full(s_heap), s_pool);

        Assert.Equal((null, MajorReasons.NoFree), (decision.AllocatablePages, decision.NeedMajor));
    }

    [Fact]
    public void Limits_are_set_anew_by_a_major()
    {
        MarkDecision decision = s_policy.OnMarked(s_heap with { IsMajor = true }, s_pool);

        Assert.Equal((80_000, 200), (decision.OldObjectsLimit, decision.UnprotectedObjectsLimit));
    }

    [Fact]
    public void A_pools_sweep_decides_nothing() =>
        Assert.Equal(PoolVerdict.NotNow, s_policy.OnPoolSwept(s_heap, s_pool).Why);
}
