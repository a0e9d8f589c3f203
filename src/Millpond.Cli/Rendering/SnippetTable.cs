using System.Globalization;
using Millpond.Lab.Comparing;
using Millpond.Lab.Stories;
using Spectre.Console;

namespace Millpond.Cli.Rendering;

/// <summary>A snippet on each side.</summary>
internal static class SnippetTable
{
    internal static void Write(SnippetResult result) => Screen.Show(console => Draw(console, result));

    private static void Draw(IAnsiConsole console, SnippetResult result)
    {
        string baseline = result.Sides[0].Name;
        Table table = Screen.Table(
            "side", "iterations/s ± MAD", "an iteration", "in the kernel", "faults each", $"ratio to {baseline}");
        foreach (SnippetSideResult side in result.Sides)
            table.AddRow(
                Markup.Escape(side.Name),
                $"{Rate(side.IterationsPerSecond)} ± {Percent(side.SecondsPerIteration.DeviationPercent)}",
                Durations.Text(side.SecondsPerIteration.Median),
                Durations.Text(side.SystemSecondsPerIteration),
                Faults(side.FaultsPerIteration),
                side == result.Sides[0]
                    ? ""
                    : Ratios.Cell(result.RatioOf(side.Name), MeasureUnit.Seconds));
        console.Write(table);
        console.WriteLine(
            $"{Ratios.Legend(result.Ratios[0].Ratio)} {result.Loops:N0} iterations a batch; "
            + $"Python {result.Python}, NumPy {result.NumPy}.");
        console.WriteLine(result.Plugin.ToLine());
    }

    internal static string Faults(double faults) =>
        faults.ToString(faults is > 0 and < 10 ? "0.00" : "N0", CultureInfo.InvariantCulture);

    private static string Rate(double rate) =>
        rate.ToString(rate < 100 ? "0.0" : "N0", CultureInfo.InvariantCulture);

    private static string Percent(double percent) => percent.ToString("0.0", CultureInfo.InvariantCulture) + " %";
}
