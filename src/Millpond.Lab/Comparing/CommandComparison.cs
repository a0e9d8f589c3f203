using Millpond.Lab.Launching;
using Millpond.Lab.Reports;
using Millpond.Lab.Statistics;
using Millpond.Pages.Processes;

namespace Millpond.Lab.Comparing;

/// <summary>One side of a finished comparison.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Variables">What was set besides.</param>
/// <param name="Runs">Every counted run, in order.</param>
/// <param name="Measures">The spread of each measure.</param>
public sealed record CommandSide(
    string Name,
    IReadOnlyDictionary<string, string> Variables,
    IReadOnlyList<ChildUsage> Runs,
    IReadOnlyDictionary<string, Spread> Measures);

/// <summary>A finished comparison of whole processes.</summary>
/// <param name="Command">What was run.</param>
/// <param name="Rounds">Counted rounds.</param>
/// <param name="WarmUps">Rounds before.</param>
/// <param name="Sides">The sides, baseline first.</param>
/// <param name="Ratios">Every other side to the baseline, in every measure.</param>
/// <param name="Plugin">What the plugin reported, over all counted rounds.</param>
public sealed record CommandResult(
    IReadOnlyList<string> Command,
    int Rounds,
    int WarmUps,
    IReadOnlyList<CommandSide> Sides,
    IReadOnlyList<SideRatio> Ratios,
    RunSummary Plugin);

/// <summary>Runs a command on each side in turn, A B A B …, each time as a fresh process.</summary>
public static class CommandComparison
{
    /// <summary>Measures. Output of the command is discarded.</summary>
    /// <exception cref="UserException">
    /// A run failed: the message holds the last lines it wrote on standard error.
    /// </exception>
    public static CommandResult Run(IReadOnlyList<string> command, ComparisonPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        using ScratchFolder warmUpReports = new();
        using ScratchFolder reports = new();
        int total = plan.Rounds + plan.WarmUps;
        List<ChildUsage>[] runs = [.. plan.Sides.Select(_ => new List<ChildUsage>())];
        for (int round = 0; round < total; round++)
            for (int side = 0; side < plan.Sides.Count; side++)
            {
                plan.Progress(round * plan.Sides.Count + side, total * plan.Sides.Count);
                bool counts = round >= plan.WarmUps;
                ScratchFolder folder = counts ? reports : warmUpReports;
                ChildUsage usage = RunOnce(command, plan.Sides[side], plan, folder.Path);
                if (counts)
                    runs[side].Add(usage);
            }
        RunSummary summary = RunSummary.Of(
            ProcessReport.ReadAll(reports.Path),
            WhyNoReport.Explain(command, Environment.GetEnvironmentVariable));
        CommandSide[] sides = [.. plan.Sides.Zip(runs, Summarise)];
        return new(command, plan.Rounds, plan.WarmUps, sides, Compare(sides), summary);
    }

    private static ChildUsage RunOnce(
        IReadOnlyList<string> command, Side side, ComparisonPlan plan, string reportFolder)
    {
        using ScratchFile complaints = new();
        using ChildProcess child = ChildProcess.Start(new()
        {
            Arguments = command,
            Environment = side.MakeEnvironment(plan, reportFolder),
            Input = ChildStream.Null,
            Output = ChildStream.Null,
            Error = ChildStream.File(complaints.Path),
        });
        ChildExit exit = child.Wait();
        return exit.Status.IsSuccess
            ? exit.Usage
            : throw new UserException(
                $"the command failed on side {side.Name} with {exit.Status}; its last words were:\n{complaints.Tail()}",
                UserException.Failed);
    }

    private static CommandSide Summarise(Side side, List<ChildUsage> runs) => new(
        side.Name,
        side.Variables.ToDictionary(pair => pair.Key, pair => pair.Value),
        runs,
        Measure.All.ToDictionary(measure => measure.Name, measure => Spread.Of([.. runs.Select(measure.Read)])));

    private static SideRatio[] Compare(CommandSide[] sides) =>
    [
        .. from side in sides.Skip(1)
           from measure in Measure.All
           let ratio = PairedRatio.Of([.. side.Runs.Select(measure.Read)], [.. sides[0].Runs.Select(measure.Read)])
           select new SideRatio(side.Name, sides[0].Name, measure.Name, ratio),
    ];
}
