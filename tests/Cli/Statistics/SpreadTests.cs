using Millpond.Lab.Statistics;

namespace Millpond.Cli.Tests.Statistics;

public sealed class SpreadTests
{
    [Fact]
    public void The_median_of_an_odd_number_of_values_is_the_middle_one() =>
        Assert.Equal(3, Spread.Of([9, 1, 3]).Median);

    [Fact]
    public void The_median_of_an_even_number_of_values_lies_between_the_middle_two() =>
        Assert.Equal(2.5, Spread.Of([4, 1, 2, 3]).Median);

    [Fact]
    public void The_deviation_is_the_median_distance_from_the_median_so_one_outlier_does_not_move_it() =>
        Assert.Equal(1, Spread.Of([1, 2, 3, 4, 1000]).Deviation);

    [Fact]
    public void The_ends_are_the_smallest_and_the_largest_value()
    {
        Spread spread = Spread.Of([5, -1, 8]);
        Assert.Equal((-1, 8), (spread.Minimum, spread.Maximum));
    }

    [Fact]
    public void A_median_of_zero_has_no_percentage() => Assert.Equal(0, Spread.Of([0, 0, 7]).DeviationPercent);

    [Fact]
    public void Nothing_has_no_median() => Assert.Throws<ArgumentException>(() => Spread.Of([]));
}
