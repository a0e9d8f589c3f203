using Millpond.Slots.Growth;

namespace Millpond.Slots.Tests.Growth;

/// <summary>The shared arithmetic, with numbers that real Rubies gave.</summary>
public sealed class FormulaTests
{
    private static readonly GcSettings s_defaults = GcSettings.Default;

    [Fact]
    public void A_full_pool_grows_by_two_thirds() => Assert.Equal(16, Pages(free: 0, total: 10_225, used: 25));

    [Fact]
    public void A_half_free_pool_that_is_asked_to_grow_grows_by_a_tenth() =>
        Assert.Equal(10, Pages(free: 50_000, total: 100_000, used: 100));

    [Fact]
    public void A_pool_always_grows_by_a_page() => Assert.Equal(1, Pages(free: 400, total: 409, used: 1));

    [Fact]
    public void A_pool_without_slots_takes_the_minimum() => Assert.Equal(25, Pages(free: 0, total: 0, used: 0));

    [Fact]
    public void A_pool_that_aims_at_no_ratio_grows_by_the_factor() =>
        Assert.Equal(80, Pages(free: 0, total: 40_900, used: 100, new() { FreeSlotsGoalRatio = 0 }));

    [Fact]
    public void Growth_is_at_most_the_factor() =>
        Assert.Equal(20, Pages(free: 0, total: 40_900, used: 100, new() { GrowthFactor = 1.2 }));

    [Fact]
    public void Growth_in_pages_is_at_most_the_largest_in_slots_counted_as_base_slots() =>
        Assert.Equal(1, Pages(free: 0, total: 40_900, used: 100, new() { GrowthMaxSlots = 1000 }));

    [Theory]
    [InlineData(5, 10_645, 7_088)]
    [InlineData(2, 30_295, 20_193)]
    [InlineData(22_165 - 17_963, 22_165, 7_773)]
    [InlineData(30_345 - 26_152, 30_345, 13_241)]
    [InlineData(43_979 - 39_779, 43_979, 22_319)]
    [InlineData(66_473 - 62_275, 66_473, 37_318)]
    public void From_3_4_on_what_may_be_taken_is_counted_in_slots(long free, long total, long expected) =>
        Assert.Equal(expected, RubyFormulas.SlotsToExpand(free, total, 10_000, s_defaults));

    [Fact]
    public void A_heap_without_slots_may_take_the_initial_ones() =>
        Assert.Equal(10_000, RubyFormulas.SlotsToExpand(0, 0, 10_000, s_defaults));

    [Fact]
    public void Growth_in_slots_is_at_most_the_largest() =>
        Assert.Equal(500, RubyFormulas.SlotsToExpand(0, 10_000, 10_000, s_defaults with { GrowthMaxSlots = 500 }));

    [Theory]
    [InlineData(65_000, 0)]
    [InlineData(65_000 + 1_638, 1)]
    [InlineData(90_000, 15)]
    public void Whole_pages_above_the_max_ratio_go_back(long free, long pages) =>
        Assert.Equal(pages, RubyFormulas.FreeablePages(free, 100_000, 10_000, InventedViews.Heap, s_defaults));

    [Fact]
    public void The_initial_slots_stay() =>
        Assert.Equal(0, RubyFormulas.FreeablePages(45_000, 50_000, 50_000, InventedViews.Heap, s_defaults));

    [Theory]
    [InlineData(40_000, 100, MajorReasons.None)]
    [InlineData(39_999, 100, MajorReasons.OldGen)]
    [InlineData(40_000, 99, MajorReasons.Shady)]
    [InlineData(0, 0, MajorReasons.OldGen | MajorReasons.Shady)]
    public void Objects_above_their_limits_ask_for_a_major(
        long oldLimit, long unprotectedLimit, MajorReasons expected) =>
        Assert.Equal(expected, RubyFormulas.Pressure(InventedViews.Heap, oldLimit, unprotectedLimit));

    private static int Pages(long free, long total, int used, GcSettings? settings = null) =>
        RubyFormulas.PagesToExtend(free, total, used, 25, InventedViews.Pool160, 1638, settings ?? s_defaults);
}
