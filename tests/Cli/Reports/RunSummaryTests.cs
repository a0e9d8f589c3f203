using Millpond.Lab.Reports;

namespace Millpond.Cli.Tests.Reports;

public sealed class RunSummaryTests
{
    private static readonly ProcessReport s_busy = new()
    {
        Pid = 1,
        Enabled = true,
        Hits = 400,
        Misses = 2,
        ReusedBytes = 33_715_493_478,
        RefaultsAvoided = 8_000_000,
        PeakCachedBytes = 152L << 20,
    };

    [Fact]
    public void The_line_says_what_was_reused_avoided_and_kept() => Assert.Equal(
        "millpond: 1,200 of 1,206 large arrays reused (94.2 GiB), 24,000,000 page faults avoided, "
            + "largest cache 152 MiB, 3 processes",
        RunSummary.Of([s_busy, s_busy, s_busy], "").ToLine());

    [Fact]
    public void One_process_has_a_peak_of_its_own() =>
        Assert.EndsWith(
            "cache peak 152 MiB, 1 process", RunSummary.Of([s_busy], "").ToLine(), StringComparison.Ordinal);

    [Fact]
    public void Bytes_that_were_not_counted_are_not_told() => Assert.StartsWith(
        "millpond: 400 of 402 large arrays reused, 8,000,000 page faults",
        RunSummary.Of([s_busy with { ReusedBytes = null }], "").ToLine(),
        StringComparison.Ordinal);

    [Fact]
    public void Peaks_of_different_processes_are_not_added() => Assert.Equal(
        152L << 20, RunSummary.Of([s_busy, s_busy with { PeakCachedBytes = 5 }], "").PeakCachedBytes);

    [Fact]
    public void A_process_with_the_plugin_off_does_not_count_as_one() =>
        Assert.Equal(1, RunSummary.Of([s_busy, new() { Pid = 2, Reason = "tracemalloc" }], "").EnabledProcesses);

    [Fact]
    public void Without_large_arrays_the_line_claims_nothing() => Assert.Equal(
        "millpond: no array was large enough to be kept, 1 process",
        RunSummary.Of([new() { Pid = 1, Enabled = true }], "").ToLine());

    [Fact]
    public void Off_in_every_process_gives_each_reason_once() => Assert.Equal(
        "millpond: not in use: tracemalloc is watching memory",
        RunSummary.Of([Off("tracemalloc is watching memory"), Off("tracemalloc is watching memory")], "").ToLine());

    [Fact]
    public void Without_any_report_the_line_says_why() =>
        Assert.Equal("millpond: not in use: nobody came", RunSummary.Of([], "nobody came").ToLine());

    [Theory]
    [InlineData(0, "0 B")]
    [InlineData(1023, "1023 B")]
    [InlineData(1536, "1.5 KiB")]
    [InlineData(159383552, "152 MiB")]
    [InlineData(101146480435, "94.2 GiB")]
    public void Sizes_keep_about_three_figures(long bytes, string text) => Assert.Equal(text, Sizes.Text(bytes));

    private static ProcessReport Off(string reason) => new() { Pid = 1, Reason = reason };
}
