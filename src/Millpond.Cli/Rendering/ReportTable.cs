using System.Globalization;
using Millpond.Lab.Reports;
using Millpond.Lab.Stories;
using Spectre.Console;

namespace Millpond.Cli.Rendering;

/// <summary>All processes of a run.</summary>
internal static class ReportTable
{
    internal static string Text(RunSummary summary)
    {
        if (summary.Processes.Count == 0)
            return "";
        Table table = Screen.Table(
            "pid", "plugin", "reused", "new", "faults avoided", "cache peak",
            "given back", "kernel took", "madvise", "in it", "limit");
        foreach (ProcessReport process in summary.Processes)
            table.AddRow(
                process.Pid.ToString(CultureInfo.InvariantCulture),
                Markup.Escape(process.Enabled ? process.Policy ?? "on" : "off"),
                Count(process.Hits),
                Count(process.Misses),
                Count(process.RefaultsAvoided),
                Sizes.Text(process.PeakCachedBytes),
                Sizes.Text(process.PurgedBytes),
                Sizes.Text(process.LostBytes),
                Count(process.AdviseCalls),
                Durations.Text(process.KernelSeconds),
                Sizes.Text(process.LimitBytes));
        return Screen.Text(console => console.Write(table));
    }

    private static string Count(long count) => count.ToString("N0", CultureInfo.InvariantCulture);
}
