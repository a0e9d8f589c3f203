using System.Globalization;
using Millpond.Lab.Heaps;
using Millpond.Lab.Reports;
using Millpond.Lab.Stories;
using Spectre.Console;

namespace Millpond.Cli.Rendering;

/// <summary>Story 2: every policy's collections, time and pages, then the sentence.</summary>
internal static class HeapStoryTable
{
    internal static void Write(HeapStoryResult story) => Screen.Show(console => Draw(console, story));

    internal static void Draw(IAnsiConsole console, HeapStoryResult story)
    {
        Table table = Screen.Table(
            "policy", "hashes", "minor", "major", "time", "collecting", "peak heap", "live", "pages by slot size");
        foreach (StoryRun run in story.Runs)
            table.AddRow(
                Markup.Escape(run.Title),
                run.IsShared ? "shared" : "own",
                run.Minor.ToString("N0", CultureInfo.InvariantCulture),
                run.Major.ToString("N0", CultureInfo.InvariantCulture),
                Durations.Text(run.Seconds),
                Durations.Text(run.CollectionSeconds),
                Sizes.Text(run.PeakHeapBytes),
                Sizes.Text(run.LiveBytes),
                string.Join("  ", run.Pools.Select(pool => $"{pool.SlotBytes}: {pool.PeakPages}")));
        console.Write(table);
        console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"Each run builds and drops {story.Trees} trees of {story.Nodes:N0} nodes; the fastest of three. Pages: the most each pool had."));
        console.WriteLine(story.Sentence);
    }
}
