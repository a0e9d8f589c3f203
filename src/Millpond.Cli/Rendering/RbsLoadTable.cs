using System.Globalization;
using Millpond.Lab.RbsLoads;
using Spectre.Console;

namespace Millpond.Cli.Rendering;

/// <summary>Story 2 as a table: each sharing under each policy, real Rubies below, and the cause in a sentence.</summary>
internal static class RbsLoadTable
{
    internal static void Write(RbsLoadStoryResult story, IReadOnlyList<string> written) =>
        Screen.Show(console =>
        {
            Draw(console, story);
            console.WriteLine("Written: " + string.Join(", ", written));
        });

    internal static void Draw(IAnsiConsole console, RbsLoadStoryResult story)
    {
        console.WriteLine(Text(
            $"{story.Files:N0} files, {story.Bytes:N0} bytes, of {story.Folder}; {story.Loads} loads in each case."));
        Table table = Screen.Table(
            "policy", "shared", "tried", "loads/s", "minor", "major", "pages by slot size", "heap MiB", "retained MiB");
        foreach (RbsLoadResult one in story.Results)
            table.AddRow(
                one.Case.Policy,
                Shared(one.Case.Sharing),
                one.Case.Remedy == RbsLoadCase.NoRemedy ? "" : one.Case.Remedy,
                Text($"{one.LoadsPerSecond.Median:0.##} ± {one.LoadsPerSecond.DeviationPercent:0} %"),
                Text($"{one.MinorPerLoad:0.#}"),
                Text($"{one.MajorPerLoad:0.#}"),
                string.Join(" ", one.Pages),
                Text($"{one.HeapBytes / 1048576.0:0.#}"),
                Text($"{one.Retained.Sum(each => each.Bytes) / 1048576.0:0.#}"));
        foreach (LiveRbsResult live in story.Live)
            table.AddRow(
                $"real Ruby {live.Ruby}",
                $"as rbs {live.Rbs}",
                "",
                Text($"{live.LoadsPerSecond.Median:0.##} ± {live.LoadsPerSecond.DeviationPercent:0} %"),
                Text($"{live.MinorPerLoad:0.#}"),
                Text($"{live.MajorPerLoad:0.#}"),
                string.Join(" ", live.Pages),
                "",
                "");
        console.Write(table);
        console.WriteLine(Text(
            $"One shared empty hash saves {story.HashSharingSavesBytes / 1048576.0:0.##} MiB of a kept environment."));
        if (Cause(story) is { } sentence)
            console.WriteLine(sentence);
        foreach (string reason in story.Absent)
            console.WriteLine("Not run: " + reason);
    }

    private static string? Cause(RbsLoadStoryResult story) => story.Results
        .Where(one => one.Sentence is not null && one.Case.Remedy == RbsLoadCase.NoRemedy)
        .OrderByDescending(one => one.MinorPerLoad)
        .Select(one => $"Under {one.Case.Policy}: {one.Sentence}")
        .FirstOrDefault();

    private static string Shared(RbsSharing sharing) => sharing switch
    {
        RbsSharing.Nothing => "nothing",
        RbsSharing.Arrays => "arrays",
        _ => "arrays, hashes",
    };

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
