using System.Text.Json;
using System.Text.Json.Nodes;

namespace Millpond.Lab.Reports;

/// <summary>What one Python process wrote when it ended: whether the plugin was on in it, and its counts.</summary>
public sealed record ProcessReport
{
    /// <summary>Process id.</summary>
    public required int Pid { get; init; }

    /// <summary>Python's version.</summary>
    public string? Python { get; init; }

    /// <summary>NumPy's version.</summary>
    public string? NumPy { get; init; }

    /// <summary>True when the plugin served arrays.</summary>
    public bool Enabled { get; init; }

    /// <summary>Why it did not.</summary>
    public string? Reason { get; init; }

    /// <summary>Requests answered with a block that had been freed before.</summary>
    public long Hits { get; init; }

    /// <summary>Requests that needed new memory.</summary>
    public long Misses { get; init; }

    /// <summary>Bytes of the requests that were hits; null where the plugin does not count them.</summary>
    public long? ReusedBytes { get; init; }

    /// <summary>Page faults that reuse saved.</summary>
    public long RefaultsAvoided { get; init; }

    /// <summary>The most that the cache ever kept.</summary>
    public long PeakCachedBytes { get; init; }

    /// <summary>Bytes given back to the kernel.</summary>
    public long PurgedBytes { get; init; }

    /// <summary>Kept bytes that the kernel took.</summary>
    public long LostBytes { get; init; }

    /// <summary>Calls of madvise.</summary>
    public long AdviseCalls { get; init; }

    /// <summary>Time in those calls.</summary>
    public double KernelSeconds { get; init; }

    /// <summary>The cap that held.</summary>
    public long LimitBytes { get; init; }

    /// <summary>The policy that decided.</summary>
    public string? Policy { get; init; }

    /// <summary>Reads every report in <paramref name="folder"/>; a file cut short by a kill is passed over.</summary>
    public static IReadOnlyList<ProcessReport> ReadAll(string folder)
    {
        List<ProcessReport> reports = [];
        foreach (string path in Directory.EnumerateFiles(folder, "*.json").Order(StringComparer.Ordinal))
            if (TryRead(path) is { } report)
                reports.Add(report);
        return reports;
    }

    private static ProcessReport? TryRead(string path)
    {
        try
        {
            return JsonNode.Parse(File.ReadAllText(path)) is JsonObject json ? From(json, path) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static ProcessReport From(JsonObject json, string path) => new()
    {
        Pid = (int)Number(json, "pid", int.TryParse(Path.GetFileNameWithoutExtension(path), out int pid) ? pid : 0),
        Python = Text(json, "python"),
        NumPy = Text(json, "numpy"),
        Enabled = json["enabled"]?.GetValueKind() == JsonValueKind.True,
        Reason = Text(json, "reason"),
        Hits = Count(json, "hits"),
        Misses = Count(json, "misses"),
        ReusedBytes = json.ContainsKey("reused_bytes") ? Count(json, "reused_bytes") : null,
        RefaultsAvoided = Count(json, "refaults_avoided"),
        PeakCachedBytes = Count(json, "peak_cached_bytes"),
        PurgedBytes = Count(json, "purged_bytes"),
        LostBytes = Count(json, "lost_bytes"),
        AdviseCalls = Count(json, "advise_calls"),
        KernelSeconds = Number(json, "kernel_seconds", 0),
        LimitBytes = Count(json, "limit_bytes"),
        Policy = Text(json, "policy"),
    };

    private static string? Text(JsonObject json, string key) => json[key] switch
    {
        null => null,
        JsonNode node when node.GetValueKind() == JsonValueKind.String => node.GetValue<string>(),
        JsonNode node => node.ToJsonString(),
    };

    private static long Count(JsonObject json, string key) => (long)Number(json, key, 0);

    private static double Number(JsonObject json, string key, double absent) =>
        json[key] is { } node && node.GetValueKind() == JsonValueKind.Number ? node.GetValue<double>() : absent;
}
