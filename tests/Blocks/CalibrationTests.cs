using Millpond.Pages;

namespace Millpond.Blocks.Tests;

public sealed unsafe class CalibrationTests
{
    [Fact]
    public void Costs_of_this_machine_are_plausible()
    {
        var costs = Calibration.Measure(PageSource.System, TimeProvider.System)!.Value;
        Assert.All([costs.WarmSmall, costs.WarmHuge, costs.ColdSmall, costs.ColdHuge], static cost =>
            Assert.InRange(cost, 0.5, 50_000));
    }

    [Fact]
    public void On_small_pages_faulting_costs_more_than_a_memory_copy_does() =>
        Assert.True(Calibration.Measure(PageSource.System, TimeProvider.System)!.Value.ColdSmall > 20);

    [Theory]
    [InlineData("Reserve")]
    [InlineData("Commit")]
    [InlineData("FreeLazily")]
    [InlineData("DiscardNow")]
    public void What_cannot_be_tried_is_not_known(string refused)
    {
        var source = new FakePageSource { Refused = Enum.Parse<Call>(refused) };
        Assert.Null(Calibration.Measure(source, TimeProvider.System));
    }

    [Theory]
    [InlineData("Commit")]
    [InlineData("Huge")]
    [InlineData("FreeLazily")]
    public void Memory_goes_back_whatever_happens(string refused)
    {
        var source = new FakePageSource { Refused = Enum.Parse<Call>(refused) };
        _ = Calibration.Measure(source, TimeProvider.System);
        Assert.Equal(1, source.Count(Call.Release));
    }

    [Fact]
    public void Without_huge_pages_they_cost_what_small_ones_do()
    {
        var costs = Calibration.Measure(new FakePageSource { HugePageBytes = 0 }, TimeProvider.System)!.Value;
        Assert.Equal((costs.WarmSmall, costs.ColdSmall), (costs.WarmHuge, costs.ColdHuge));
    }

    [Fact]
    public void Costs_given_are_not_measured()
    {
        using var test = new TestCache();
        test.Free(test.Allocate(TestCache.Mebibyte));
        test.Cache.Maintain();
        Assert.Equal(1, test.Source.Count(Call.Reserve));
    }

    [Fact]
    public void Costs_are_measured_once_when_first_something_is_held()
    {
        using var test = new TestCache(change: static options => options with { Costs = null });
        test.Cache.Maintain();
        test.Free(test.Allocate(TestCache.Mebibyte));
        for (var round = 0; round < 3; round++) test.Cache.Maintain();
        Assert.Equal(2, test.Source.Count(Call.Reserve));
    }
}
