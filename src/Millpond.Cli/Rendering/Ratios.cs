using System.Globalization;
using Millpond.Lab.Comparing;
using Millpond.Lab.Statistics;
using Spectre.Console;

namespace Millpond.Cli.Rendering;

/// <summary>Ratios, intervals and verdicts in words.</summary>
internal static class Ratios
{
    internal static string Number(double ratio) =>
        ratio.ToString(ratio < 10 ? "0.000" : "0.0", CultureInfo.InvariantCulture);

    /// <summary>0.813 (0.790–0.841) faster, as markup.</summary>
    internal static string Cell(PairedRatio? ratio, MeasureUnit unit)
    {
        if (ratio is null)
            return Screen.Faint("0 on the plain side");
        string interval = ratio is { Low: { } low, High: { } high } ? $" ({Number(low)}–{Number(high)})" : "";
        string verdict = Verdict(ratio, unit);
        string coloured = ratio.Verdict switch
        {
            Lab.Statistics.Verdict.Less => Screen.Good(verdict),
            Lab.Statistics.Verdict.More => Screen.Bad(verdict),
            _ => Screen.Faint(verdict),
        };
        return Markup.Escape(Number(ratio.Median) + interval) + " " + coloured;
    }

    internal static string Verdict(PairedRatio ratio, MeasureUnit unit) => (ratio.Verdict, unit) switch
    {
        (Lab.Statistics.Verdict.Less, MeasureUnit.Seconds) => "faster",
        (Lab.Statistics.Verdict.More, MeasureUnit.Seconds) => "slower",
        (Lab.Statistics.Verdict.Less, _) => "less",
        (Lab.Statistics.Verdict.More, _) => "more",
        _ when ratio.Low is null => $"too few pairs, {PairedRatio.FewestPairs} at least",
        _ => "no difference shown",
    };

    /// <summary>The interval's meaning, said once below a table.</summary>
    internal static string Legend(PairedRatio? example) => example?.Confidence is { } confidence
        ? string.Create(
            CultureInfo.InvariantCulture,
            $"Ratio: median of {example.Pairs} pairs (interval: holds the true median with {100 * confidence:0.0} %).")
        : "Ratio: median of the pairs; too few for an interval.";
}
