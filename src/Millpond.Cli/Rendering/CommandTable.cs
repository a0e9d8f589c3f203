using System.Globalization;
using Millpond.Lab.Comparing;
using Millpond.Lab.Reports;
using Millpond.Lab.Statistics;
using Millpond.Lab.Stories;
using Spectre.Console;

namespace Millpond.Cli.Rendering;

/// <summary>Whole processes compared: spreads, then ratios.</summary>
internal static class CommandTable
{
    internal static void Write(CommandResult result) => Screen.Show(console => Draw(console, result));

    private static void Draw(IAnsiConsole console, CommandResult result)
    {
        Table spreads = Screen.Table(["median (min–max) ± MAD", .. result.Sides.Select(side => side.Name)]);
        foreach (Measure measure in Measure.All)
            spreads.AddRow([
                measure.Title,
                .. result.Sides.Select(side => Markup.Escape(Cell(side.Measures[measure.Name], measure.Unit))),
            ]);
        console.Write(spreads);
        Table ratios = Screen.Table([
            $"ratio to {result.Sides[0].Name}", .. result.Sides.Skip(1).Select(side => side.Name)]);
        foreach (Measure measure in Measure.All)
            ratios.AddRow([
                measure.Title,
                .. result.Ratios.Where(ratio => ratio.Measure == measure.Name)
                    .Select(ratio => Ratios.Cell(ratio.Ratio, measure.Unit)),
            ]);
        console.Write(ratios);
        console.WriteLine(Ratios.Legend(result.Ratios[0].Ratio));
        console.WriteLine(result.Plugin.ToLine());
    }

    internal static string Number(double value, MeasureUnit unit) => unit switch
    {
        MeasureUnit.Seconds => Durations.Text(value),
        MeasureUnit.Bytes => Sizes.Text(value),
        _ => value.ToString("N0", CultureInfo.InvariantCulture),
    };

    private static string Cell(Spread spread, MeasureUnit unit) =>
        $"{Number(spread.Median, unit)} ({Number(spread.Minimum, unit)}–{Number(spread.Maximum, unit)}) "
        + $"± {spread.DeviationPercent.ToString("0.0", CultureInfo.InvariantCulture)} %";
}
