using Millpond.Lab.Heaps.Programs;
using Millpond.Slots.Growth;
using Millpond.Slots.Ruby;

namespace Millpond.Lab.Heaps;

/// <summary>
/// Story 2 in the engine: ten syntax trees are built and dropped, with an empty hash of its own for every node and with
/// one that all share, under every policy. Sharing saves memory and, under Ruby 3.3, makes it slow.
/// </summary>
public static class HeapStory
{
    private const int Trees = 10, Nodes = 20_000;
    private const string Shared = "ast_cycles_shared", Unshared = "ast_cycles_unshared";

    /// <summary>One line of the table: a Ruby's objects, a policy, and what else was tried.</summary>
    private sealed record Line(RubyRelease Release, string Policy, string Note = "", GcSettings? Settings = null, int WarmUps = 0);

    // The last three are what the original account tried.
    private static readonly Line[] s_lines =
    [
        new(RubyRelease.Ruby31, "ruby31"),
        new(RubyRelease.Ruby32, "ruby32"),
        new(RubyRelease.Ruby33, "ruby33"),
        new(RubyRelease.Ruby34, "ruby34"),
        new(RubyRelease.Ruby34, "ruby349"),
        new(RubyRelease.Ruby40, "ruby40"),
        new(RubyRelease.Ruby40, "ruby402"),
        new(RubyRelease.Ruby33, "fixed"),
        new(RubyRelease.Ruby33, "membalancer"),
        new(RubyRelease.Ruby33, "millpond"),
        new(RubyRelease.Ruby33, "ruby33", "HEAP_2_INIT_SLOTS=100000",
            GcSettings.Default with { InitSlots = [10_000, 10_000, 100_000] }),
        new(RubyRelease.Ruby33, "ruby33", "FREE_SLOTS ratios .4/.6/.8",
            GcSettings.Default with { FreeSlotsMinRatio = 0.4, FreeSlotsGoalRatio = 0.6, FreeSlotsMaxRatio = 0.8 }),
        new(RubyRelease.Ruby33, "ruby33", "after a warm-up of 20 trees", WarmUps: 2),
    ];

    /// <summary>Runs everything: some seconds of one core.</summary>
    /// <param name="progress">Told what runs, and the share that is done.</param>
    public static HeapStoryResult Run(Action<string, double>? progress = null)
    {
        List<StoryRun> runs = [];
        // The first runs of all are slower: the code is being compiled.
        foreach (string program in (string[])[Unshared, Shared])
            for (int i = 0; i < 3; i++) RunOne(program, s_lines[2]);
        foreach (Line line in s_lines)
        {
            progress?.Invoke(line.Policy, (double)runs.Count / (2 * s_lines.Length));
            foreach (string program in (string[])[Unshared, Shared])
                runs.Add(Fastest([.. Enumerable.Range(0, 3).Select(_ => RunOne(program, line))]));
        }
        var result = new HeapStoryResult(Trees, Nodes, runs, "");
        return result with
        {
            Sentence = StorySentence.Of(
                result.Of("ruby33", shared: true), result.Of("ruby33", shared: false), result.Of("millpond", shared: true), Trees),
        };
    }

    // What else the machine does only ever adds to a run.
    private static StoryRun Fastest(StoryRun[] runs) => runs.MinBy(run => run.Seconds)!;

    private static StoryRun RunOne(string program, Line line)
    {
        var recorder = new StoryRecorder();
        GrowthPolicy policy = GrowthPolicies.ByName(line.Policy, line.Settings);
        using RubyHeap ruby = new(line.Release, line.Settings, recorder, policy);
        HeapProgram body = HeapProgram.Find(program);
        for (int i = 0; i < line.WarmUps; i++) body.Run(ruby);
        recorder.Begin(ruby);
        body.Run(ruby);
        return recorder.End(program, line.Policy, line.Note, ruby);
    }
}
