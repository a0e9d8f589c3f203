using System.Text.Json;

namespace Millpond.Lab.Stories;

/// <summary>One line of the table: some work in NumPy, and how much faster it must become.</summary>
public sealed record Case
{
    /// <summary>Its key in JSON.</summary>
    public required string Name { get; init; }

    /// <summary>Its heading.</summary>
    public required string Title { get; init; }

    /// <summary>Variables of every side, or null.</summary>
    public IReadOnlyDictionary<string, string>? Environment { get; init; }

    /// <summary>Runs once.</summary>
    public required string Setup { get; init; }

    /// <summary>What is timed.</summary>
    public required string Statement { get; init; }

    /// <summary>The largest ratio of Millpond's time to stock's that is good enough.</summary>
    public required double Must { get; init; }

    /// <summary>The most page faults an iteration may have with Millpond; null: any number.</summary>
    public double? MustFaultsPerIteration { get; init; }

    /// <summary>
    /// In how many shorter batches a batch is divided (null: one), for limits of a percent: sides that change every
    /// 20 ms meet the same noise of the machine, and the median is one of ten times as many ratios.
    /// </summary>
    public int? Divide { get; init; }

    /// <summary>The same work by hand, or null.</summary>
    public KeptWork? Kept { get; init; }
}

/// <summary>The same work with <c>out=</c> into arrays that are kept: what no allocator can beat by much.</summary>
/// <param name="Setup">Runs after the case's own.</param>
/// <param name="Parts">Its steps.</param>
/// <param name="Must">The largest ratio of Millpond's time to this that is good enough.</param>
public sealed record KeptWork(string Setup, IReadOnlyList<KeptPart> Parts, double Must);

/// <summary>One step of it.</summary>
/// <param name="Name">E.g. multiply.</param>
/// <param name="Statement">What is timed.</param>
public sealed record KeptPart(string Name, string Statement);

/// <summary>The table of cases, <c>bench/numpy/cases.json</c>, built in.</summary>
public static class CaseTable
{
    /// <summary>All cases in order.</summary>
    public static IReadOnlyList<Case> Load() =>
        JsonSerializer.Deserialize(Resources.Text("cases.json"), LabJson.Default.CaseArray)!;
}
