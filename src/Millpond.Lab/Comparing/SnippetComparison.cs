using Millpond.Lab.Launching;
using Millpond.Lab.Reports;
using Millpond.Lab.Statistics;

namespace Millpond.Lab.Comparing;

/// <summary>One side's snippet. More than one statement: each is timed apart as well.</summary>
/// <param name="Side">Plugin or not, and variables.</param>
/// <param name="Setup">Runs once, after <c>import numpy as np</c>.</param>
/// <param name="Statements">What a loop does.</param>
public sealed record SnippetSide(Side Side, string Setup, IReadOnlyList<string> Statements);

/// <summary>What a side showed. Per iteration: medians over the batches.</summary>
public sealed record SnippetSideResult
{
    /// <summary>The side's name.</summary>
    public required string Name { get; init; }

    /// <summary>What was set besides.</summary>
    public required IReadOnlyDictionary<string, string> Variables { get; init; }

    /// <summary>True when the plugin was on when the set-up had run.</summary>
    public required bool PluginEnabled { get; init; }

    /// <summary>1 / the median time of an iteration.</summary>
    public required double IterationsPerSecond { get; init; }

    /// <summary>Time of one iteration.</summary>
    public required Spread SecondsPerIteration { get; init; }

    /// <summary>The same, batch by batch.</summary>
    public required IReadOnlyList<double> BatchSecondsPerIteration { get; init; }

    /// <summary>Processor time in the program.</summary>
    public required double UserSecondsPerIteration { get; init; }

    /// <summary>Processor time in the kernel.</summary>
    public required double SystemSecondsPerIteration { get; init; }

    /// <summary>Minor faults.</summary>
    public required double FaultsPerIteration { get; init; }

    /// <summary>Time of each statement where there are several, else empty.</summary>
    public required IReadOnlyList<double> PartSecondsPerIteration { get; init; }

    /// <summary>Largest resident set.</summary>
    public required long PeakResidentBytes { get; init; }
}

/// <summary>A finished comparison of snippets.</summary>
/// <param name="Setup">The baseline's set-up.</param>
/// <param name="Snippet">The baseline's statement.</param>
/// <param name="Python">Python's version.</param>
/// <param name="NumPy">NumPy's version.</param>
/// <param name="Loops">Iterations a batch, the same on each side.</param>
/// <param name="Rounds">Batches a side.</param>
/// <param name="Sides">The sides, baseline first.</param>
/// <param name="Ratios">Time of every other side to the baseline's, batch by batch.</param>
/// <param name="Plugin">What the plugin reported.</param>
public sealed record SnippetResult(
    string Setup,
    string Snippet,
    string Python,
    string NumPy,
    int Loops,
    int Rounds,
    IReadOnlyList<SnippetSideResult> Sides,
    IReadOnlyList<SideRatio> Ratios,
    RunSummary Plugin)
{
    /// <summary>A side's ratio of times to the baseline.</summary>
    public PairedRatio RatioOf(string side) => Ratios.First(ratio => ratio.Side == side).Ratio!;

    /// <summary>The ratio of times of any two sides, batch by batch.</summary>
    public PairedRatio RatioBetween(string side, string against) => PairedRatio.Of(
        SideOf(side).BatchSecondsPerIteration, SideOf(against).BatchSecondsPerIteration)!;

    /// <summary>A side by name.</summary>
    public SnippetSideResult SideOf(string side) => Sides.First(one => one.Name == side);
}

/// <summary>Times a snippet on each side in turn, a batch each, within one long-lived Python process a side.</summary>
public static class SnippetComparison
{
    /// <summary>The key of <see cref="SideRatio.Measure"/> here.</summary>
    public const string SecondsPerIteration = "secondsPerIteration";

    /// <summary>Measures; a batch takes about <paramref name="batchSeconds"/>.</summary>
    /// <exception cref="UserException">The set-up or a snippet is wrong.</exception>
    public static SnippetResult Run(
        string python, IReadOnlyList<SnippetSide> sides, ComparisonPlan plan, double batchSeconds)
    {
        ArgumentNullException.ThrowIfNull(sides);
        ArgumentNullException.ThrowIfNull(plan);
        using ScratchFolder reports = new(goesOnSignals: true);
        List<Batch>[] batches = [.. sides.Select(_ => new List<Batch>())];
        WorkerState[] states = [];
        int loops = 0;
        while (batches[0].Count < plan.Rounds)
        {
            using WorkerSet workers = new(python, sides, plan, reports.Path);
            states = workers.WaitUntilReady();
            if (loops == 0)
                loops = Calibrate(workers.First, batchSeconds);
            int rounds = Math.Min(plan.RoundsAProcess, plan.Rounds - batches[0].Count);
            workers.Run(rounds, loops, plan, batches);
            workers.Finish();
        }
        RunSummary summary = RunSummary.Of(
            ProcessReport.ReadAll(reports.Path),
            WhyNoReport.Explain([python], Environment.GetEnvironmentVariable));
        return Summarise(sides, states, batches, loops, summary);
    }

    private static int Calibrate(SnippetWorker worker, double batchSeconds)
    {
        int loops = 1;
        worker.Run(loops);
        double seconds = worker.Run(loops).Seconds;
        while (seconds < batchSeconds / 2)
        {
            loops = Scale(loops, batchSeconds, seconds);
            seconds = worker.Run(loops).Seconds;
        }
        return Scale(loops, batchSeconds, seconds);
    }

    // At most tenfold a step: the first loops of a process are the slow ones.
    internal static int Scale(int loops, double wantedSeconds, double seconds)
    {
        double factor = seconds <= 0 ? 10 : Math.Min(10, wantedSeconds / seconds);
        return (int)Math.Clamp(Math.Round(loops * factor), 1, 1_000_000_000);
    }

    private static SnippetResult Summarise(
        IReadOnlyList<SnippetSide> sides, WorkerState[] states, List<Batch>[] batches, int loops, RunSummary summary)
    {
        SnippetSideResult[] results = [.. sides.Select((side, i) => Summarise(side, states[i], batches[i], loops))];
        IReadOnlyList<double> baseline = results[0].BatchSecondsPerIteration;
        SideRatio[] ratios =
        [
            .. results.Skip(1).Select(side => new SideRatio(
                side.Name,
                results[0].Name,
                SecondsPerIteration,
                PairedRatio.Of(side.BatchSecondsPerIteration, baseline))),
        ];
        return new(
            sides[0].Setup,
            string.Join("; ", sides[0].Statements),
            states[0].Python ?? "",
            states[0].NumPy ?? "",
            loops,
            batches[0].Count,
            results,
            ratios,
            summary);
    }

    private static SnippetSideResult Summarise(SnippetSide side, WorkerState state, List<Batch> batches, int loops)
    {
        double PerIteration(Func<Batch, double> read) => Medians.Of([.. batches.Select(read)]) / loops;
        double[] seconds = [.. batches.Select(batch => batch.Seconds / loops)];
        Spread spread = Spread.Of(seconds);
        int parts = side.Statements.Count > 1 ? side.Statements.Count : 0;
        return new()
        {
            Name = side.Side.Name,
            Variables = side.Side.Variables.ToDictionary(pair => pair.Key, pair => pair.Value),
            PluginEnabled = state.Enabled,
            IterationsPerSecond = 1 / spread.Median,
            SecondsPerIteration = spread,
            BatchSecondsPerIteration = seconds,
            UserSecondsPerIteration = PerIteration(batch => batch.UserSeconds),
            SystemSecondsPerIteration = PerIteration(batch => batch.SystemSeconds),
            FaultsPerIteration = PerIteration(batch => batch.MinorFaults),
            PartSecondsPerIteration =
                [.. Enumerable.Range(0, parts).Select(part => PerIteration(batch => batch.PartSeconds[part]))],
            PeakResidentBytes = batches.Max(batch => batch.PeakResidentBytes),
        };
    }
}

/// <summary>A worker a side.</summary>
internal sealed class WorkerSet : IDisposable
{
    private readonly List<SnippetWorker> _workers = [];

    internal WorkerSet(string python, IReadOnlyList<SnippetSide> sides, ComparisonPlan plan, string reportFolder)
    {
        // All at once: set-ups are independent, and nothing is timed yet.
        foreach (SnippetSide side in sides)
            _workers.Add(new(
                side.Side.Name,
                python,
                side.Side.MakeEnvironment(plan, reportFolder),
                new(side.Setup, side.Statements)));
    }

    internal SnippetWorker First => _workers[0];

    internal WorkerState[] WaitUntilReady() => [.. _workers.Select(worker => worker.WaitUntilReady())];

    /// <summary>Warms up, then adds <paramref name="rounds"/> batches a side to <paramref name="batches"/>.</summary>
    internal void Run(int rounds, int loops, ComparisonPlan plan, List<Batch>[] batches)
    {
        for (int round = -plan.WarmUps; round < rounds; round++)
            for (int side = 0; side < _workers.Count; side++)
            {
                plan.Progress(batches[side].Count * _workers.Count + side, plan.Rounds * _workers.Count);
                Batch batch = _workers[side].Run(loops);
                if (round >= 0)
                    batches[side].Add(batch);
            }
    }

    internal void Finish() => _workers.ForEach(worker => worker.Finish());

    public void Dispose() => _workers.ForEach(worker => worker.Dispose());
}
