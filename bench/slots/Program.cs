using System.Text.Json;

namespace Millpond.Slots.Bench;

/// <summary>bench/slots/run: the heap beside real Ruby and .NET. Each table is measured side by side, in turns.</summary>
internal static class Program
{
    private static readonly (string Name, string Title, Func<Report, bool> Run)[] s_tables =
    [
        ("allocate", "allocate 40-byte objects, nothing kept", AllocateBench.Run),
        ("mark", "mark a graph of 5 million objects", MarkBench.Run),
        ("trees", "tree cycles by policy", TreeBench.Run),
        ("replay", "replay a recorded life", ReplayBench.Run),
        ("overhead", "memory beside the slots", OverheadBench.Run),
        ("scaling", "the same loads with 1, 10 and 100 times the live data", ScalingBench.Run),
    ];

    private static int Main(string[] arguments)
    {
        string[] names = [.. s_tables.Select(table => table.Name)];
        if (arguments.FirstOrDefault(one => !names.Contains(one)) is { } unknown)
        {
            Console.Error.WriteLine($"{unknown}: give some of {string.Join(", ", names)}, or nothing for all");
            return 2;
        }
        var report = new Report();
        foreach ((string name, string title, Func<Report, bool> run) in s_tables)
        {
            if (arguments.Length > 0 && !arguments.Contains(name)) continue;
            report.Begin(name, title);
            run(report);
        }
        report.End();
        return 0;
    }
}

/// <summary>Prints lines as they are measured, and writes all of them as JSON.</summary>
internal sealed class Report
{
    private readonly List<(string Table, string Line, double Value, string Unit, string Must, bool? IsMet)> _lines = [];
    private string _table = "";

    internal void Begin(string table, string title)
    {
        _table = table;
        Console.WriteLine();
        Console.WriteLine($"== {title}");
    }

    /// <summary>A number that nothing is required of.</summary>
    internal void Say(string line, double value, string unit) => Add(line, value, unit, "", null);

    /// <summary>A number that must be at least so large.</summary>
    internal void AtLeast(string line, double value, double least, string unit) =>
        Add(line, value, unit, $"≥ {least:0.##}", value >= least);

    /// <summary>A number that must be at most so large.</summary>
    internal void AtMost(string line, double value, double most, string unit) =>
        Add(line, value, unit, $"≤ {most:0.##}", value <= most);

    internal static void Note(string text) => Console.WriteLine($"   {text}");

    internal void End()
    {
        string load = File.Exists("/proc/loadavg") ? File.ReadAllText("/proc/loadavg").Split(' ')[0] : "unknown";
        int missed = _lines.Count(line => line.IsMet == false), held = _lines.Count(line => line.IsMet == true);
        Console.WriteLine();
        Console.WriteLine($"{held} of {held + missed} limits held; {Environment.ProcessorCount} processors, load {load}, .NET {Environment.Version}");
        string folder = Path.Combine(Environment.GetEnvironmentVariable("MILLPOND_BENCH_RESULTS") ?? "results");
        Directory.CreateDirectory(folder);
        string path = Path.Combine(folder, "slots.json");
        using FileStream file = File.Create(path);
        using var json = new Utf8JsonWriter(file, new() { Indented = true });
        json.WriteStartObject();
        json.WriteString("measuredAt", DateTimeOffset.UtcNow);
        json.WriteString("load", load);
        json.WriteNumber("processors", Environment.ProcessorCount);
        json.WriteStartArray("lines");
        foreach (var line in _lines)
        {
            json.WriteStartObject();
            json.WriteString("table", line.Table);
            json.WriteString("line", line.Line);
            json.WriteNumber("value", line.Value);
            json.WriteString("unit", line.Unit);
            json.WriteString("must", line.Must);
            if (line.IsMet is { } met) json.WriteBoolean("isMet", met);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
        Console.WriteLine($"Written: {path}");
    }

    private void Add(string line, double value, string unit, string must, bool? isMet)
    {
        _lines.Add((_table, line, value, unit, must, isMet));
        string verdict = isMet switch { true => "met", false => "MISSED", null => "" };
        Console.WriteLine($"   {line,-52} {value,10:0.##} {unit,-12} {must,-8} {verdict}");
    }
}
