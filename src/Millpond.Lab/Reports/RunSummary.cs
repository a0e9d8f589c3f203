using System.Globalization;

namespace Millpond.Lab.Reports;

/// <summary>All processes of one run, added up.</summary>
public sealed record RunSummary
{
    private RunSummary(IReadOnlyList<ProcessReport> processes) => Processes = processes;

    /// <summary>The reports, one a process that imported NumPy.</summary>
    public IReadOnlyList<ProcessReport> Processes { get; }

    /// <summary>Processes in which the plugin was on.</summary>
    public int EnabledProcesses => Processes.Count(process => process.Enabled);

    /// <summary>Why it was on in none; null if it was on in one at least.</summary>
    public string? Reason { get; private init; }

    /// <summary>Large arrays that got a block used before.</summary>
    public long Hits => Processes.Sum(process => process.Hits);

    /// <summary>Large arrays that needed new memory.</summary>
    public long Misses => Processes.Sum(process => process.Misses);

    /// <summary>Bytes of the hits; null where a plugin did not count them.</summary>
    public long? ReusedBytes => Processes.Any(process => process.Enabled && process.ReusedBytes is null)
        ? null
        : Processes.Sum(process => process.ReusedBytes ?? 0);

    /// <summary>Page faults saved.</summary>
    public long RefaultsAvoided => Processes.Sum(process => process.RefaultsAvoided);

    /// <summary>The largest cache of any one process: peaks at different times cannot be added.</summary>
    public long PeakCachedBytes => Processes.Select(process => process.PeakCachedBytes).DefaultIfEmpty().Max();

    /// <summary>Adds up <paramref name="processes"/>; <paramref name="silence"/> explains why there is none.</summary>
    public static RunSummary Of(IReadOnlyList<ProcessReport> processes, string silence)
    {
        string[] reasons = [.. processes.Select(process => process.Reason).OfType<string>().Distinct()];
        string? reason = processes.Any(process => process.Enabled) ? null
            : reasons.Length > 0 ? string.Join("; ", reasons)
            : silence;
        return new(processes) { Reason = reason };
    }

    /// <summary>The one line that ends a run.</summary>
    public string ToLine()
    {
        if (Reason is not null)
            return $"millpond: not in use: {Reason}";
        CultureInfo plain = CultureInfo.InvariantCulture;
        string processes = EnabledProcesses == 1 ? "1 process" : $"{EnabledProcesses} processes";
        if (Hits + Misses == 0)
            return $"millpond: no array was large enough to be kept, {processes}";
        string size = ReusedBytes is { } bytes ? $" ({Sizes.Text(bytes)})" : "";
        string peak = EnabledProcesses == 1 ? "cache peak" : "largest cache";
        return string.Create(plain, $"millpond: {Hits:N0} of {Hits + Misses:N0} large arrays reused{size}, ")
            + string.Create(plain, $"{RefaultsAvoided:N0} page faults avoided, {peak} {Sizes.Text(PeakCachedBytes)}, ")
            + processes;
    }
}

/// <summary>Bytes for people.</summary>
public static class Sizes
{
    private static readonly string[] s_units = ["B", "KiB", "MiB", "GiB", "TiB"];

    /// <summary>Three figures or so, in the largest binary unit that leaves at least 1: 152 MiB, 94.2 GiB.</summary>
    public static string Text(double bytes)
    {
        int unit = 0;
        for (; Math.Abs(bytes) >= 1024 && unit < s_units.Length - 1; unit++)
            bytes /= 1024;
        string format = unit == 0 || Math.Abs(bytes) >= 100 ? "0" : "0.0";
        return bytes.ToString(format, CultureInfo.InvariantCulture) + " " + s_units[unit];
    }
}
