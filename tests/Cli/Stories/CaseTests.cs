using Millpond.Lab.Comparing;
using Millpond.Lab.Stories;

namespace Millpond.Cli.Tests.Stories;

public sealed class CaseTests
{
    private static readonly Case s_case = new()
    {
        Name = "x",
        Title = "x",
        Setup = "",
        Statement = "x",
        Must = 0.82,
        MustFaultsPerIteration = 50,
        Kept = new("", [], 1.05),
    };

    [Theory]
    [InlineData(0.82, 50, 1.05, "")]
    [InlineData(0.83, 50, 1.05, "time")]
    [InlineData(0.5, 51, 1.0, "faults")]
    [InlineData(0.9, 99, 1.2, "time, faults, out=")]
    public void Each_limit_is_judged_by_itself(double time, double faults, double toKept, string misses) =>
        Assert.Equal(misses, string.Join(", ", s_case.MissesOf(time, faults, toKept)));

    [Fact]
    public void A_limit_that_is_not_set_cannot_be_missed() =>
        Assert.Empty((s_case with { MustFaultsPerIteration = null, Kept = null }).MissesOf(0.5, 1e9, null));

    [Fact]
    public void The_table_that_is_built_in_can_be_read() => Assert.Equal(9, CaseTable.Load().Count);

    [Fact]
    public void The_first_case_is_the_mail_s_expression_in_three_parts() =>
        Assert.Equal(["multiply", "square", "add"], CaseTable.Load()[0].Kept!.Parts.Select(part => part.Name));

    [Theory]
    [InlineData(10, 0.2, 0.1, 20)]
    [InlineData(1, 0.2, 0.00001, 10)]
    [InlineData(7, 0.2, 0, 70)]
    [InlineData(1, 0.2, 5, 1)]
    public void Loops_are_scaled_to_the_wanted_time_at_most_tenfold(
        int loops, double wanted, double took, int scaled) =>
        Assert.Equal(scaled, SnippetComparison.Scale(loops, wanted, took));

    [Theory]
    [InlineData(0, "0 s")]
    [InlineData(0.0000005, "500 ns")]
    [InlineData(0.00437, "4.37 ms")]
    [InlineData(0.0356, "35.6 ms")]
    [InlineData(1.5, "1.50 s")]
    [InlineData(-0.00294, "-2.94 ms")]
    public void Durations_keep_three_figures(double seconds, string text) =>
        Assert.Equal(text, Durations.Text(seconds));
}
