using System.Globalization;
using Millpond.Lab.Comparing;
using Millpond.Lab.Stories;
using Spectre.Console;

namespace Millpond.Cli.Rendering;

/// <summary>Story 1: where the mail's expression spends its time, and the table of cases.</summary>
internal static class LabTable
{
    internal static void Write(LabResult result, IReadOnlyList<string> written) =>
        Screen.Show(console => Draw(console, result, written));

    private static void Draw(IAnsiConsole console, LabResult result, IReadOnlyList<string> written)
    {
        if (result.NumPyStory is { } story)
            Draw(console, result, story);
        if (result.HeapStory is { } heaps)
            HeapStoryTable.Draw(console, heaps);
        if (result.RbsStory is { } loads)
            RbsLoadTable.Draw(console, loads);
        foreach (string reason in result.NotRun)
            console.WriteLine("Not run: " + reason);
        console.WriteLine($"Written: {string.Join(", ", written)}");
    }

    private static void Draw(IAnsiConsole console, LabResult result, NumPyStoryResult story)
    {
        console.WriteLine(
            $"NumPy {story.NumPy} on Python {story.Python}, Linux {result.Machine.Kernel}, "
            + $"{result.Machine.Processors} processors, huge pages {result.HugePages.Mode}.");
        if (story.Splits.Count > 0)
            console.Write(Split(story));
        console.Write(Cases(story));
        int met = story.Cases.Count(one => one.IsMet);
        console.WriteLine($"{met} of {story.Cases.Count} cases keep every limit.");
    }

    private static Table Split(NumPyStoryResult story)
    {
        CaseResult mail = story.Cases.First(one => one.Case.Kept is not null);
        Table table = Screen.Table([mail.Case.Title, .. story.Splits.Select(split => split.Side)]);
        foreach (string part in mail.Case.Kept!.Parts.Select(one => one.Name))
            table.AddRow([
                part,
                .. story.Splits.Select(split => Share(split, split.Parts.First(one => one.Name == part).Seconds)),
            ]);
        table.AddRow(["page clearing (kernel)", .. story.Splits.Select(split => Share(split, split.KernelSeconds))]);
        table.AddRow(["unexplained", .. story.Splits.Select(split => Share(split, split.UnexplainedSeconds))]);
        table.AddRow([Screen.Bold("all"), .. story.Splits.Select(split => Durations.Text(split.TotalSeconds))]);
        return table;
    }

    private static Table Cases(NumPyStoryResult story)
    {
        Table table = Screen.Table("case", "stock → Millpond", "must", "got", "faults each", "to out=", "verdict");
        foreach (CaseResult one in story.Cases)
            table.AddRow(
                Markup.Escape(one.Case.Title),
                string.Join(" → ", Sides(one).Select(side => Durations.Text(side.SecondsPerIteration.Median))),
                Limit(one.Case.Must),
                Markup.Escape(Got(one)),
                string.Join(" → ", Sides(one).Select(side => SnippetTable.Faults(side.FaultsPerIteration)))
                    + (one.Case.MustFaultsPerIteration is { } most ? $" (≤ {SnippetTable.Faults(most)})" : ""),
                one.ToKept is { } kept ? $"{Ratios.Number(kept.Median)} ({Limit(one.Case.Kept!.Must)})" : "",
                one.IsMet ? Screen.Good("met") : Screen.Bad("missed: " + string.Join(", ", one.Misses)));
        return table;
    }

    private static SnippetSideResult[] Sides(CaseResult one) =>
        [one.Measured.SideOf(Side.Plain), one.Measured.SideOf(Side.Millpond)];

    private static string Limit(double ratio) => "≤ " + ratio.ToString("0.00", CultureInfo.InvariantCulture);

    private static string Got(CaseResult one) => one.Time is { Low: { } low, High: { } high }
        ? $"{Ratios.Number(one.Time.Median)} ({Ratios.Number(low)}–{Ratios.Number(high)})"
        : Ratios.Number(one.Time.Median);

    private static string Share(TimeSplit split, double seconds) => Markup.Escape(string.Create(
        CultureInfo.InvariantCulture, $"{Durations.Text(seconds),8} {100 * seconds / split.TotalSeconds,5:0.0} %"));
}
