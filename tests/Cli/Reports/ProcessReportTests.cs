using Millpond.Lab.Reports;

namespace Millpond.Cli.Tests.Reports;

public sealed class ProcessReportTests
{
    private const string Sound =
        """{"pid": 7, "numpy": "1.24.2", "enabled": true, "reason": null, "hits": 3, "kernel_seconds": 0.5}""";

    [Fact]
    public void A_report_is_read_by_the_plugin_s_own_keys()
    {
        ProcessReport report = Read(("7.json", Sound)).Single();
        Assert.Equal(
            (7, "1.24.2", true, 3L, 0.5),
            (report.Pid, report.NumPy, report.Enabled, report.Hits, report.KernelSeconds));
    }

    [Fact]
    public void A_file_cut_short_is_passed_over() => Assert.Single(Read(("7.json", Sound), ("8.json", Sound[..30])));

    [Fact]
    public void A_file_that_is_no_object_is_passed_over() => Assert.Empty(Read(("8.json", "[1, 2]")));

    [Fact]
    public void A_file_still_being_written_is_not_read() => Assert.Empty(Read(("7.json.part", Sound)));

    [Fact]
    public void A_missing_count_is_zero() => Assert.Equal(0, Read(("7.json", "{}")).Single().Misses);

    [Fact]
    public void A_missing_pid_is_taken_from_the_file_s_name() => Assert.Equal(41, Read(("41.json", "{}")).Single().Pid);

    private static IReadOnlyList<ProcessReport> Read(params (string Name, string Text)[] files)
    {
        using TemporaryFolder folder = new();
        foreach ((string name, string text) in files)
            folder.Write(name, text);
        return ProcessReport.ReadAll(folder.Path);
    }
}
