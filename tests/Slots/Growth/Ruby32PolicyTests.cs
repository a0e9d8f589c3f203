using Millpond.Slots.Growth;
using static Millpond.Slots.Tests.Growth.InventedViews;

namespace Millpond.Slots.Tests.Growth;

/// <summary>CRuby 3.2 and 3.3.</summary>
public sealed class Ruby32PolicyTests
{
    private static readonly Ruby32Policy s_32 = Ruby32Policy.Ruby32(GcSettings.Default);
    private static readonly Ruby32Policy s_33 = Ruby32Policy.Ruby33(GcSettings.Default);

    // A pool of which a fifth is more than its initial slots.
    private static readonly PoolView s_full = Pool160 with { EdenPages = 150, EdenSlots = 61_350 };

    [Fact]
    public void A_pool_of_temporaries_is_found_empty_and_never_grows()
    {
        PoolDecision decision = s_33.OnPoolSwept(Heap, Pool160 with { FreedSlots = 10_031 });

        Assert.Equal((PoolVerdict.EnoughFree, 0), Outcome(decision));
        Assert.Equal(2_045, decision.FreeSlotsWanted);
    }

    [Fact]
    public void In_3_3_a_fifth_of_the_initial_slots_is_wanted_at_least() =>
        Assert.Equal(2_000, s_33.FreeSlotsToReclaim(Heap, Pool160 with { EdenSlots = 408, EdenPages = 1 }));

    [Fact]
    public void In_3_2_the_initial_slots_are_wanted() => Assert.Equal(10_000, s_32.FreeSlotsToReclaim(Heap, Pool160));

    [Fact]
    public void In_3_2_a_small_pool_may_take_what_misses_from_its_initial_slots()
    {
        PoolDecision decision = s_32.OnPoolSwept(Heap, Pool160 with { FreedSlots = 4_000 });

        Assert.Equal((PoolVerdict.EnoughFree, 15), (decision.Why, decision.AllocatablePages));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void After_a_major_a_full_pool_grows_by_two_thirds(bool is33) =>
        Assert.Equal(
            (PoolVerdict.Grew, 100), Outcome(Policy(is33).OnPoolSwept(Major, s_full with { FreedSlots = 0 })));

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void After_a_minor_that_follows_a_major_closely_too(bool is33) =>
        Assert.Equal(PoolVerdict.Grew, Policy(is33).OnPoolSwept(Young, s_full).Why);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Later_it_asks_for_a_major_first(bool is33)
    {
        PoolDecision decision = Policy(is33).OnPoolSwept(Heap, s_full with { FreedSlots = 6_000 });

        Assert.Equal((PoolVerdict.AskedForMajor, 0), Outcome(decision));
        Assert.True(decision.NeedMajor);
    }

    [Fact]
    public void In_3_3_a_pool_below_its_initial_slots_grows_after_any_collection() =>
        Assert.Equal(PoolVerdict.Grew, s_33.OnPoolSwept(Heap, Pool160 with { EdenPages = 10, EdenSlots = 4_090 }).Why);

    [Fact]
    public void In_3_3_a_pool_that_may_still_take_pages_does_not_grow() =>
        Assert.Equal(
            (PoolVerdict.MayStillGrow, 3), Outcome(s_33.OnPoolSwept(Heap, s_full with { AllocatablePages = 3 })));

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_pool_whose_free_slots_are_old_ones_is_not_growing(bool is33)
    {
        PoolDecision decision = Policy(is33).OnPoolSwept(Heap, s_full with { FreedSlots = 2_000, EmptySlots = 2_001 });

        Assert.Equal((PoolVerdict.NotGrowing, false), (decision.Why, decision.NeedMajor));
    }

    [Fact]
    public void In_3_3_a_pool_without_pages_may_take_its_initial_slots() =>
        Assert.Equal(25, s_33.OnPoolSwept(Major, Pool160 with { EdenPages = 0, EdenSlots = 0 }).AllocatablePages);

    [Theory]
    [InlineData(false, MajorReasons.None, 1, Exhaustion.Grow)]
    [InlineData(false, MajorReasons.None, 0, Exhaustion.Collect)]
    [InlineData(false, MajorReasons.OldGen, 1, Exhaustion.Collect)]
    [InlineData(true, MajorReasons.OldGen, 1, Exhaustion.Grow)]
    [InlineData(true, MajorReasons.OldGen, 0, Exhaustion.Collect)]
    public void A_pending_major_goes_before_growth(bool collected, MajorReasons need, int pages, Exhaustion expected) =>
        Assert.Equal(
            expected,
            s_33.OnExhausted(Heap with { NeedMajor = need }, Pool160 with { AllocatablePages = pages }, collected));

    [Fact]
    public void Too_few_free_slots_ask_for_a_major() =>
        Assert.Equal(MajorReasons.NoFree, s_33.OnMarked(Full(Heap), Pool160).NeedMajor);

    [Fact]
    public void Pages_that_pools_may_still_take_count_as_free() =>
        Assert.Equal(
            MajorReasons.None, s_33.OnMarked(Full(Heap) with { AllocatablePoolSlots = 50_000 }, Pool160).NeedMajor);

    [Fact]
    public void Closely_after_a_major_they_set_the_limits_instead()
    {
        MarkDecision decision = s_33.OnMarked(Full(Young), Pool160);

        Assert.Equal((MajorReasons.None, 80_000), (decision.NeedMajor, decision.OldObjectsLimit));
    }

    [Fact]
    public void At_least_4096_slots_shall_be_free() =>
        Assert.Equal(
            MajorReasons.NoFree,
            s_33.OnMarked(Heap with { TotalSlots = 10_000, MarkedSlots = 6_000, OldObjects = 0 }, Pool160).NeedMajor);

    [Theory]
    [InlineData(true, 400)]
    [InlineData(false, 200)]
    public void From_3_3_on_a_hundredth_of_the_old_objects_may_be_unprotected(bool is33, long limit) =>
        Assert.Equal(limit, Policy(is33).OnMarked(Major, Pool160).UnprotectedObjectsLimit);

    [Theory]
    [InlineData(true, 0)]
    [InlineData(false, 4)]
    public void The_initial_slots_that_stay_are_those_of_all_pools_from_3_3_on(bool is33, long pages) =>
        Assert.Equal(
            pages,
            Policy(is33).OnMarked(Heap with { TotalSlots = 30_000, MarkedSlots = 3_000 }, Pool160).FreeablePages);

    private static Ruby32Policy Policy(bool is33) => is33 ? s_33 : s_32;

    private static (PoolVerdict Why, int Pages) Outcome(PoolDecision decision) =>
        (decision.Why, decision.AllocatablePages);
}
