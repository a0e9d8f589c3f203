using Millpond.Lab.Statistics;
using Millpond.Pages.Processes;

namespace Millpond.Lab.Comparing;

/// <summary>What kind of number a measure is, and so how it is shown.</summary>
public enum MeasureUnit
{
    /// <summary>Seconds.</summary>
    Seconds,

    /// <summary>A count.</summary>
    Count,

    /// <summary>Bytes.</summary>
    Bytes,
}

/// <summary>One thing that is measured of a run.</summary>
/// <param name="Name">Its key in JSON.</param>
/// <param name="Title">Its heading.</param>
/// <param name="Unit">Its unit.</param>
/// <param name="Read">Takes it from a run.</param>
public sealed record Measure(string Name, string Title, MeasureUnit Unit, Func<ChildUsage, double> Read)
{
    /// <summary>All of them, in the order they are shown.</summary>
    public static IReadOnlyList<Measure> All { get; } =
    [
        new("wallSeconds", "wall", MeasureUnit.Seconds, run => run.WallSeconds),
        new("userSeconds", "user", MeasureUnit.Seconds, run => run.UserSeconds),
        new("systemSeconds", "system", MeasureUnit.Seconds, run => run.SystemSeconds),
        new("minorFaults", "minor faults", MeasureUnit.Count, run => run.MinorFaults),
        new("majorFaults", "major faults", MeasureUnit.Count, run => run.MajorFaults),
        new("peakResidentBytes", "peak RSS", MeasureUnit.Bytes, run => run.PeakResidentBytes),
    ];
}

/// <summary>A side's ratio to the baseline, in one measure.</summary>
/// <param name="Side">Whose.</param>
/// <param name="Against">The baseline's name.</param>
/// <param name="Measure">The measure's <see cref="Comparing.Measure.Name"/>.</param>
/// <param name="Ratio">The ratio pair by pair; null where the baseline was 0 in every pair.</param>
public sealed record SideRatio(string Side, string Against, string Measure, PairedRatio? Ratio);
