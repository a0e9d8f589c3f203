using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Millpond.Lab.Doctor;
using Millpond.Lab.Reports;
using Spectre.Console;

namespace Millpond.Cli.Rendering;

/// <summary>The doctor's findings.</summary>
internal static class DoctorTable
{
    internal static void Write(DoctorFindings findings) => Screen.Show(console => Draw(console, findings));

    private static void Draw(IAnsiConsole console, DoctorFindings findings)
    {
        Table table = new Table { Border = TableBorder.Rounded, ShowHeaders = false }.AddColumns("", "", "");
        foreach ((string what, bool? isWell, string found) in Rows(findings))
            table.AddRow(what, Mark(isWell), Markup.Escape(found));
        console.Write(table);
        WriteObservers(console, findings.Observers);
        if (findings.Advice.Count == 0)
            console.WriteLine("Nothing needs to be set.");
        foreach (string advice in findings.Advice)
            console.MarkupLine("[yellow]•[/] " + Markup.Escape(advice));
    }

    private static IEnumerable<(string What, bool? IsWell, string Found)> Rows(DoctorFindings found)
    {
        MemoryFinding memory = found.Memory;
        yield return ("machine", null, $"{found.Machine.Processor ?? found.Machine.Architecture}, "
            + $"{found.Machine.Processors} processors, {Sizes.Text(found.Machine.PhysicalBytes)}");
        yield return ("kernel", null, found.Machine.Kernel);
        yield return ("lazy freeing", found.LazyFree.Works, found.LazyFree.Evidence);
        yield return ("huge pages", found.HugePages.Mode is "always" or "madvise",
            $"{found.HugePages.Mode}, {Sizes.Text(found.HugePages.PageBytes)} each, "
                + $"defrag {found.HugePages.Defrag ?? "unknown"}");
        yield return ("executable memory", found.ExecutableMemory, found.ExecutableMemory ? "allowed" : "refused");
        yield return ("cgroup", null, memory.CgroupKind
            + (memory.LimitBytes is { } limit ? $", limit {Sizes.Text(limit)}" : ", no limit"));
        yield return ("overcommit", memory.OvercommitMode != 2, memory.OvercommitMode switch
        {
            0 => "0: by a rule of thumb",
            1 => "1: always",
            2 => "2: never",
            _ => "unknown",
        });
        yield return ("address space", memory.AddressSpaceLimitBytes is null,
            memory.AddressSpaceLimitBytes is { } space ? Sizes.Text(space) : "unlimited");
        yield return ("memory pressure", found.Pressure.IsAvailable, found.Pressure.IsAvailable
            ? $"some {Percent(found.Pressure.SomePercent)}, full {Percent(found.Pressure.FullPercent)} of the last 10 s"
            : "not told");
        yield return Python(found.Python);
        yield return Plugin(found.Python);
    }

    private static (string What, bool? IsWell, string Found) Python(PythonFinding python) => python.Path is null
        ? ("Python", false, python.Error ?? "none")
        : ("Python", true,
            $"{python.Version} at {python.Path}, NumPy {python.NumPy}{(python.HasGil ? "" : ", no GIL")}");

    private static (string What, bool? IsWell, string Found) Plugin(PythonFinding python)
    {
        if (python.Plugin is not { } plugin)
            return ("plugin", false, python.Error ?? "did not answer");
        string served = IsTrue(plugin, "handler_patched")
            ? "serves every thread from NumPy's default handler, swapped in place"
            : $"NumPy's handler is {python.Handler ?? "unknown"}";
        return IsTrue(plugin, "enabled")
            ? ("plugin", true, $"on under millpond run; {served}")
            : ("plugin", false, $"off: {plugin["reason"]}");
    }

    private static bool IsTrue(JsonObject plugin, string key) => plugin[key]?.GetValueKind() == JsonValueKind.True;

    private static void WriteObservers(IAnsiConsole console, IReadOnlyList<Observer> observers)
    {
        long full = observers.Max(observer => observer.CountsBytes);
        Table table = new Table { Border = TableBorder.Rounded }
            .AddColumns("[bold]who looks[/]", "[bold]at[/]", $"[bold]counts, of {Sizes.Text(full)} warm[/]",
                "[bold]acts at[/]", "[bold]and then[/]", "[bold]what to set[/]");
        foreach (Observer observer in observers)
            table.AddRow(
                Markup.Escape(observer.Name),
                Markup.Escape(observer.Measures),
                Amount(observer.CountsBytes, full),
                observer.ActsAtBytes is { } bytes ? Sizes.Text(bytes) : "–",
                Markup.Escape(observer.Decides),
                Markup.Escape(observer.WhatToSet));
        console.Write(table);
    }

    private static string Amount(long bytes, long full) =>
        bytes == 0 ? "none" : bytes == full ? "all" : Sizes.Text(bytes);

    private static string Mark(bool? isWell) => isWell switch
    {
        true => Screen.Good("ok"),
        false => Screen.Bad("no"),
        null => "",
    };

    private static string Percent(double? percent) =>
        percent is { } value ? value.ToString("0.0", CultureInfo.InvariantCulture) + " %" : "unknown";
}
