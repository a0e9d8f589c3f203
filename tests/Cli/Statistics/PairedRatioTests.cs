using CsCheck;
using Millpond.Lab.Statistics;

namespace Millpond.Cli.Tests.Statistics;

public sealed class PairedRatioTests
{
    // From a table of the sign test: the largest k with 2 · P(Bin(n, 1/2) < k) <= 0.05.
    [Theory]
    [InlineData(1, 0)]
    [InlineData(5, 0)]
    [InlineData(6, 1)]
    [InlineData(8, 1)]
    [InlineData(9, 2)]
    [InlineData(10, 2)]
    [InlineData(12, 3)]
    [InlineData(15, 4)]
    [InlineData(20, 6)]
    [InlineData(50, 18)]
    [InlineData(100, 40)]
    public void The_interval_s_rank_is_that_of_the_sign_test(int pairs, int rank) =>
        Assert.Equal(rank, PairedRatio.Ranks(pairs).Rank);

    [Fact]
    public void The_confidence_is_the_one_really_reached() =>
        Assert.Equal(0.978515625, PairedRatio.Ranks(10).Confidence, 12);

    [Fact]
    public void The_largest_number_of_pairs_allowed_has_an_interval() =>
        Assert.InRange(PairedRatio.Ranks(1000).Rank, 460, 475);

    [Fact]
    public void Ratios_are_taken_pair_by_pair_not_of_medians() =>
        Assert.Equal(0.5, PairedRatio.Of([1, 10, 100], [2, 20, 200])!.Median);

    [Fact]
    public void Five_pairs_show_nothing_however_clear()
    {
        PairedRatio ratio = PairedRatio.Of([1, 1, 1, 1, 1], [9, 9, 9, 9, 9])!;
        Assert.Equal((null, Verdict.NotShown), (ratio.Low, ratio.Verdict));
    }

    [Fact]
    public void Six_pairs_that_are_all_faster_show_it() =>
        Assert.Equal(Verdict.Less, PairedRatio.Of([1, 1, 1, 1, 1, 1], [2, 3, 2, 3, 2, 3])!.Verdict);

    [Fact]
    public void Six_pairs_with_one_the_other_way_do_not_show_it() =>
        Assert.Equal(Verdict.NotShown, PairedRatio.Of([1, 1, 1, 1, 1, 4], [2, 3, 2, 3, 2, 3])!.Verdict);

    [Fact]
    public void Slower_in_every_pair_is_more() =>
        Assert.Equal(Verdict.More, PairedRatio.Of([3, 3, 3, 3, 3, 3], [2, 2, 2, 2, 2, 2])!.Verdict);

    [Fact]
    public void Equal_in_every_pair_shows_no_difference() =>
        Assert.Equal(Verdict.NotShown, PairedRatio.Of([2, 2, 2, 2, 2, 2], [2, 2, 2, 2, 2, 2])!.Verdict);

    [Fact]
    public void Pairs_whose_baseline_is_zero_have_no_ratio() => Assert.Equal(1, PairedRatio.Of([5, 4], [0, 2])!.Pairs);

    [Fact]
    public void Without_a_baseline_above_zero_there_is_no_ratio_at_all() => Assert.Null(PairedRatio.Of([5, 4], [0, 0]));

    [Fact]
    public void A_value_without_its_baseline_is_refused() =>
        Assert.Throws<ArgumentException>(() => PairedRatio.Of([1, 2], [1]));

    [Fact]
    public void The_median_always_lies_in_its_interval() =>
        Gen.Double[0.01, 100].Array[PairedRatio.FewestPairs, 60].Sample(values =>
        {
            PairedRatio ratio = PairedRatio.Of(values, [.. values.Select(_ => 1.0)])!;
            return ratio.Low <= ratio.Median && ratio.Median <= ratio.High
                && ratio.Confidence >= PairedRatio.WantedConfidence;
        });

    // The claim itself, counted: of 400 made-up comparisons without any difference, at most 5 % may show one.
    [Fact]
    public void Noise_alone_is_rarely_taken_for_a_difference()
    {
        Random random = new(20261122);
        int mistakes = Enumerable.Range(0, 400).Count(_ =>
        {
            double[] first = [.. Enumerable.Range(0, 10).Select(_ => 1 + random.NextDouble())];
            double[] second = [.. Enumerable.Range(0, 10).Select(_ => 1 + random.NextDouble())];
            return PairedRatio.Of(first, second)!.Verdict != Verdict.NotShown;
        });
        Assert.InRange(mistakes, 1, 20);
    }
}
