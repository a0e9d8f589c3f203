using Millpond.Lab.Comparing;
using Millpond.Lab.Launching;
using Millpond.Lab.Statistics;

namespace Millpond.Lab.Stories;

/// <summary>How long to measure.</summary>
/// <param name="Rounds">Batches a side.</param>
/// <param name="BatchSeconds">Length of a batch.</param>
public sealed record Effort(int Rounds, double BatchSeconds)
{
    /// <summary>About ten seconds a case.</summary>
    public static Effort Full { get; } = new(15, 0.2);

    /// <summary>About two seconds a case: the fewest rounds with an interval to spare.</summary>
    public static Effort Quick { get; } = new(7, 0.1);
}

/// <summary>A case, measured.</summary>
/// <param name="Case">What was asked.</param>
/// <param name="Time">Millpond's time to stock's.</param>
/// <param name="FaultsPerIteration">With Millpond.</param>
/// <param name="ToKept">Millpond's time to that of the work by hand, or null.</param>
/// <param name="Measured">All sides.</param>
public sealed record CaseResult(
    Case Case, PairedRatio Time, double FaultsPerIteration, PairedRatio? ToKept, SnippetResult Measured)
{
    /// <summary>True when every limit of the case was kept.</summary>
    public bool IsMet => Misses.Count == 0;

    /// <summary>The limits that were not kept, in words.</summary>
    public IReadOnlyList<string> Misses => Case.MissesOf(Time.Median, FaultsPerIteration, ToKept?.Median);
}

/// <summary>Where the time of the mail's expression goes on one side.</summary>
/// <param name="Side">Which.</param>
/// <param name="TotalSeconds">An iteration.</param>
/// <param name="Parts">Each ufunc's own time, measured with <c>out=</c> into kept arrays.</param>
/// <param name="KernelSeconds">The kernel's time, nearly all of it clearing pages.</param>
public sealed record TimeSplit(
    string Side, double TotalSeconds, IReadOnlyList<NamedSeconds> Parts, double KernelSeconds)
{
    /// <summary>What is left over; below zero when the parts were slower by themselves.</summary>
    public double UnexplainedSeconds => TotalSeconds - KernelSeconds - Parts.Sum(part => part.Seconds);
}

/// <summary>A part's time.</summary>
public sealed record NamedSeconds(string Name, double Seconds);

/// <summary>Story 1, measured on this machine.</summary>
/// <param name="Python">Python's version.</param>
/// <param name="NumPy">NumPy's version.</param>
/// <param name="Splits">The mail's expression, stock and Millpond.</param>
/// <param name="Cases">The table.</param>
public sealed record NumPyStoryResult(
    string Python, string NumPy, IReadOnlyList<TimeSplit> Splits, IReadOnlyList<CaseResult> Cases);

/// <summary>Story 1: freed arrays stay warm, in this machine's real NumPy.</summary>
public static class NumPyStory
{
    private const string Kept = "kept";
    private const int RoundsAProcess = 3;

    /// <summary>
    /// Measures every case; <paramref name="progress"/> is told the case's index and its share that is done.
    /// </summary>
    public static NumPyStoryResult Run(
        PythonFound python,
        Installation installation,
        IReadOnlyList<Case> cases,
        Effort effort,
        Action<int, double> progress)
    {
        ArgumentNullException.ThrowIfNull(python);
        ArgumentNullException.ThrowIfNull(cases);
        CaseResult[] results =
        [
            .. cases.Select((one, index) =>
                Measure(one, python.Path, installation, effort, share => progress(index, share))),
        ];
        CaseResult? mail = results.FirstOrDefault(one => one.Case.Kept is not null);
        return new(python.Version, python.NumPyVersion, Split(mail), results);
    }

    /// <summary>The limits of a case that a measurement does not keep, in words.</summary>
    internal static IReadOnlyList<string> MissesOf(this Case one, double time, double faults, double? toKept)
    {
        List<string> misses = [];
        if (time > one.Must)
            misses.Add("time");
        if (faults > one.MustFaultsPerIteration)
            misses.Add("faults");
        if (toKept > one.Kept?.Must)
            misses.Add("out=");
        return misses;
    }

    private static CaseResult Measure(
        Case one, string python, Installation installation, Effort effort, Action<double> progress)
    {
        IReadOnlyList<Side> sides = Side.Make(one.Environment?.ToArray() ?? [], [], [], []);
        List<SnippetSide> snippets = [.. sides.Select(side => new SnippetSide(side, one.Setup, [one.Statement]))];
        if (one.Kept is { } kept)
            snippets.Add(new(
                sides[0] with { Name = Kept },
                one.Setup + "\n" + kept.Setup,
                [.. kept.Parts.Select(part => part.Statement)]));
        int divide = one.Divide ?? 1;
        ComparisonPlan plan = new()
        {
            Sides = sides,
            Installation = installation,
            Rounds = effort.Rounds * divide,
            WarmUps = divide,
            IsStock = true,
            RoundsAProcess = RoundsAProcess * divide,
            Progress = (done, all) => progress((double)done / all),
        };
        SnippetResult measured = SnippetComparison.Run(python, snippets, plan, effort.BatchSeconds / divide);
        SnippetSideResult ours = measured.SideOf(Side.Millpond);
        return new(
            one,
            measured.RatioOf(Side.Millpond),
            ours.FaultsPerIteration,
            one.Kept is null ? null : measured.RatioBetween(Side.Millpond, Kept),
            measured);
    }

    private static TimeSplit[] Split(CaseResult? mail)
    {
        if (mail is null)
            return [];
        IReadOnlyList<double> seconds = mail.Measured.SideOf(Kept).PartSecondsPerIteration;
        NamedSeconds[] parts = [.. mail.Case.Kept!.Parts.Select((part, i) => new NamedSeconds(part.Name, seconds[i]))];
        return
        [
            .. mail.Measured.Sides.Where(side => side.Name != Kept).Select(side => new TimeSplit(
                side.Name, side.SecondsPerIteration.Median, parts, side.SystemSecondsPerIteration)),
        ];
    }
}
