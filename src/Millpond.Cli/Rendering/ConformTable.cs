using System.Globalization;
using Millpond.Lab.Heaps;
using Spectre.Console;

namespace Millpond.Cli.Rendering;

/// <summary>Real Ruby's collections and pages beside Millpond's, and how many rows agree.</summary>
internal static class ConformTable
{
    internal static void Write(ConformResult result) => Screen.Show(console => Draw(console, result));

    private static void Draw(IAnsiConsole console, ConformResult result)
    {
        Table table = Screen.Table(
            "program", "Ruby", "settings", "minor", "major", "eden pages", "eden slots", "verdict");
        foreach (ConformRow row in result.Rows)
            table.AddRow(
                row.Program,
                Markup.Escape(row.Platform.StartsWith("wasm", StringComparison.Ordinal) ? row.Ruby + " wasm" : row.Ruby),
                Markup.Escape(string.Join(" ", row.Settings.Select(one => $"{Short(one.Key)}={one.Value}"))),
                Cell(row.Minor),
                Cell(row.Major),
                string.Join(" ", row.EdenPages.Select(Cell)),
                string.Join(" ", row.EdenSlots.Select(Error)),
                Verdict(row));
        console.Write(table);
        console.WriteLine("real:Millpond; one column of pages for each size of slot; slots: the error in per cent");
        foreach (ConformShare share in result.Shares)
            console.MarkupLine(Markup.Escape(string.Create(
                CultureInfo.InvariantCulture,
                $"{share.Kept,4} of {share.Rows} rows: {share.What} (required {share.RequiredShare:P0}): "))
                + (share.IsMet ? Screen.Good("met") : Screen.Bad("missed")));
    }

    private static string Short(string name) => name.Replace("RUBY_GC_", "", StringComparison.Ordinal);

    private static string Cell(Pair pair) => pair.Error == 0 ? $"{pair.Real}" : $"{pair.Real}:{pair.Ours}";

    private static string Error(Pair pair) => pair.Real == 0
        ? $"{pair.Ours}"
        : (100.0 * (pair.Ours - pair.Real) / pair.Real).ToString("+0.0;-0.0;0", CultureInfo.InvariantCulture);

    private static string Verdict(ConformRow row) => (row.IsClose, row.IsNear, row.ArePagesClose) switch
    {
        (true, _, true) => Screen.Good("close"),
        (true, _, false) => "counts close",
        (false, true, _) => "near",
        _ => Screen.Bad("apart"),
    };
}
