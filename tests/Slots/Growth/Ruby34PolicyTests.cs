using Millpond.Slots.Growth;
using static Millpond.Slots.Tests.Growth.InventedViews;

namespace Millpond.Slots.Tests.Growth;

/// <summary>CRuby 3.4 and 4.0, and their corrections.</summary>
public sealed class Ruby34PolicyTests
{
    private static readonly PoolView s_full = Pool160 with { EdenPages = 75, EdenSlots = 30_675 };

    [Theory]
    [InlineData(9_999, false, true)]
    [InlineData(10_000, false, false)]
    [InlineData(9_999, true, false)]
    public void A_pool_below_its_initial_slots_takes_a_page_unless_it_is_swept(
        long slots, bool isSweeping, bool expected) =>
        Assert.Equal(
            expected, Policy("ruby34").MustGrow(Heap, Pool160 with { EdenSlots = slots, IsSweeping = isSweeping }));

    [Theory]
    [InlineData("ruby34", 0, 5, Exhaustion.Collect)]
    [InlineData("ruby34", 1, 0, Exhaustion.Grow)]
    [InlineData("ruby40", 0, 5, Exhaustion.Grow)]
    [InlineData("ruby40", 0, 0, Exhaustion.Collect)]
    public void Any_pool_takes_what_the_heap_may_and_in_4_0_empty_pages_too(
        string policy, long slots, int emptyPages, Exhaustion expected) =>
        Assert.Equal(
            expected,
            Policy(policy).OnExhausted(
                Heap with { AllocatableSlots = slots, EmptyPages = emptyPages }, Pool160, collected: false));

    [Theory]
    [InlineData("ruby34")]
    [InlineData("ruby402")]
    public void Too_few_free_slots_ask_for_a_major(string policy) =>
        Assert.Equal(MajorReasons.NoFree, Policy(policy).OnMarked(Full(Heap), Pool160).NeedMajor);

    [Fact]
    public void They_do_not_while_any_slot_may_be_taken() =>
        Assert.Equal(
            MajorReasons.None, Policy("ruby34").OnMarked(Full(Heap) with { AllocatableSlots = 1 }, Pool160).NeedMajor);

    [Theory]
    [InlineData("ruby34", null)]
    [InlineData("ruby349", null)]
    [InlineData("ruby40", 7_773L)]
    [InlineData("ruby402", 7_773L)]
    public void In_4_0_the_end_of_a_major_lets_the_heap_grow(string policy, long? slots) =>
        Assert.Equal(
            slots,
            Policy(policy).OnMarked(
                Major with { TotalSlots = 22_165, MarkedSlots = 17_963 }, Pool160).AllocatableSlots);

    [Fact]
    public void A_hundredth_of_the_old_objects_may_be_unprotected() =>
        Assert.Equal(400, Policy("ruby34").OnMarked(Major, Pool160).UnprotectedObjectsLimit);

    [Fact]
    public void Of_enough_free_slots_nothing_follows() =>
        Assert.Equal(
            PoolVerdict.EnoughFree, Policy("ruby34").OnPoolSwept(Heap, s_full with { FreedSlots = 6_135 }).Why);

    [Theory]
    [InlineData(10_645, 5, 7_088)]
    [InlineData(18_013, 0, 12_008)]
    [InlineData(30_295, 2, 20_193)]
    public void A_full_pool_lets_the_heap_grow_by_two_thirds_of_it(long slots, long freed, long expected) =>
        Assert.Equal(
            expected,
            Policy("ruby34").OnPoolSwept(
                Young, Pool160 with { EdenSlots = slots, FreedSlots = freed }).AllocatableSlots);

    [Fact]
    public void What_pools_ask_for_adds_up() =>
        Assert.Equal(
            1_000 + 20_450,
            Policy("ruby34").OnPoolSwept(Major with { AllocatableSlots = 1_000 }, s_full).AllocatableSlots);

    [Fact]
    public void In_4_0_nothing_is_added_while_enough_may_be_taken()
    {
        PoolDecision decision = Policy("ruby40").OnPoolSwept(Major with { AllocatableSlots = 6_135 }, s_full);

        Assert.Equal((PoolVerdict.MayStillGrow, 6_135), (decision.Why, decision.AllocatableSlots));
    }

    [Theory]
    [InlineData("ruby34", 10_000, true)]
    [InlineData("ruby40", 10_000, true)]
    [InlineData("ruby349", 10_000, false)]
    [InlineData("ruby402", 10_000, false)]
    [InlineData("ruby349", 6_134, true)]
    [InlineData("ruby402", 6_134, true)]
    public void Long_after_a_major_a_full_pool_asks_for_one_and_the_correction_only_when_too_little_may_be_taken(
        string policy, long allocatable, bool expected) =>
        Assert.Equal(
            expected, Policy(policy).OnPoolSwept(Heap with { AllocatableSlots = allocatable }, s_full).NeedMajor);

    [Theory]
    [InlineData("ruby34", 2_000, 2_001, PoolVerdict.NotGrowing)]
    [InlineData("ruby34", 2_001, 2_000, PoolVerdict.AskedForMajor)]
    [InlineData("ruby34", 0, 0, PoolVerdict.AskedForMajor)]
    public void A_pool_grows_in_number_when_more_slots_were_freed_than_were_free(
        string policy, long freed, long empty, PoolVerdict expected) =>
        Assert.Equal(
            expected, Policy(policy).OnPoolSwept(Heap, s_full with { FreedSlots = freed, EmptySlots = empty }).Why);

    [Theory]
    [InlineData("ruby34", PoolVerdict.Grew)]
    [InlineData("ruby40", PoolVerdict.NotGrowing)]
    public void A_pool_without_slots_is_growing_before_4_0_only(string policy, PoolVerdict expected) =>
        Assert.Equal(expected, Policy(policy).OnPoolSwept(Major, Pool160 with { EdenPages = 0, EdenSlots = 0 }).Why);

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 4)]
    [InlineData(1_638, 4)]
    [InlineData(1_639, 8)]
    public void In_3_4_four_times_the_pages_that_may_be_taken_stay_empty(long slots, int pages) =>
        Assert.Equal(
            pages, Policy("ruby34").EmptyPagesToKeep(Heap with { AllocatableSlots = slots, EmptyPages = 100 }));

    [Theory]
    [InlineData(100, 30, 70)]
    [InlineData(20, 30, 0)]
    public void In_4_0_those_stay_that_the_last_marking_did_not_find_to_be_too_much(
        int empty, long freeable, int pages) =>
        Assert.Equal(
            pages, Policy("ruby40").EmptyPagesToKeep(Heap with { EmptyPages = empty, FreeablePages = freeable }));

    [Theory]
    [InlineData(50_000, 0, 100_000)]
    [InlineData(50_000, 1_024, 33_333)]
    public void A_step_marks_so_much_that_marking_ends_before_the_reserve_does(long marked, long pooled, long expected) =>
        Assert.Equal(expected, Policy("ruby34").MarkStep(marked, pooled));

    private static GrowthPolicy Policy(string name) => GrowthPolicies.ByName(name);
}
