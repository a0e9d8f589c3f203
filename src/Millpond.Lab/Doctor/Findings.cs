using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using Millpond.Lab.Launching;
using Millpond.Pages.Processes;

namespace Millpond.Lab.Doctor;

/// <summary>Gathers what the doctor looks at.</summary>
public static class Findings
{
    /// <summary>Looks at this machine, and starts Python once.</summary>
    /// <param name="python">The Python asked for, or null.</param>
    /// <param name="installation">Where the plugin is; it may be missing.</param>
    public static DoctorFindings Gather(string? python, Installation installation)
    {
        ArgumentNullException.ThrowIfNull(installation);
        KernelFiles kernel = new();
        MemoryFinding memory = Memory(kernel);
        PythonFinding found = Python(python, installation);
        DoctorFindings findings = new()
        {
            Machine = Machine(kernel),
            LazyFree = LazyFree(kernel),
            HugePages = HugePages(kernel),
            Memory = memory,
            Pressure = kernel.Pressure(),
            ExecutableMemory = Flag(found.Plugin, "machine_code"),
            Python = found,
            Observers = Observers.Judge(new(
                memory.MayHaveBytes, CacheBytes(found.Plugin, memory), memory.CgroupKind, memory.AddressSpaceLimitBytes)),
            Advice = [],
        };
        return findings with { Advice = Doctor.Advice.For(findings) };
    }

    internal static MachineFinding Machine(KernelFiles kernel)
    {
        string? model = kernel.Text("proc/cpuinfo")?.Split('\n')
            .FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))?.Split(':', 2)[1].Trim();
        return new(
            kernel.Text("proc/sys/kernel/osrelease") ?? Environment.OSVersion.VersionString,
            RuntimeInformation.OSArchitecture.ToString().ToLowerInvariant(),
            model,
            Environment.ProcessorCount,
            kernel.Kibibytes("proc/meminfo", "MemTotal:") ?? 0);
    }

    internal static HugePagesFinding HugePages(KernelFiles kernel)
    {
        const string Folder = "sys/kernel/mm/transparent_hugepage/";
        return new(
            kernel.Choice(Folder + "enabled"),
            kernel.Choice(Folder + "defrag"),
            kernel.Number(Folder + "hpage_pmd_size"),
            Environment.GetEnvironmentVariable("NUMPY_MADVISE_HUGEPAGE") != "0");
    }

    private static LazyFreeFinding LazyFree(KernelFiles kernel) => new(
        null, $"kernel {kernel.Text("proc/sys/kernel/osrelease")}, not tried");

    private static MemoryFinding Memory(KernelFiles kernel)
    {
        (string kind, long? limit) = kernel.Cgroup();
        long physical = kernel.Kibibytes("proc/meminfo", "MemTotal:") ?? 0;
        return new(
            kind,
            limit,
            limit is { } bytes && (physical == 0 || bytes < physical) ? bytes : physical,
            (int?)kernel.Number("proc/sys/vm/overcommit_memory"),
            kernel.AddressSpaceLimit());
    }

    private static PythonFinding Python(string? asked, Installation installation)
    {
        PythonFound found;
        try
        {
            found = PythonFinder.Find(asked);
        }
        catch (UserException error) when (asked is null)
        {
            return new(null, null, null, null, true, null, error.Message);
        }
        using ScratchFolder reports = new();
        EnvironmentBlock environment =
            new PluginSettings().ApplyTo(EnvironmentBlock.OfThisProcess(), installation, reports.Path);
        CapturedCommand answer = CapturedCommand.Run([found.Path, "-c", Resources.Text("probe.py")], environment);
        return Read(found, answer);
    }

    private static PythonFinding Read(PythonFound found, CapturedCommand answer)
    {
        try
        {
            if (JsonNode.Parse(answer.Output) is JsonObject said)
                return new(
                    found.Executable,
                    found.Version,
                    found.NumPyVersion,
                    (string?)said["handler"],
                    (bool?)said["gil"] ?? true,
                    said["plugin"]?.DeepClone() as JsonObject,
                    (string?)said["error"]);
        }
        catch (JsonException)
        {
            // Python said something else, or nothing: its last words explain it below.
        }
        string error = $"Python ended with {answer.Exit.Status}: {answer.ErrorTail.ReplaceLineEndings(" ")}";
        return new(found.Executable, found.Version, found.NumPyVersion, null, true, null, error);
    }

    private static bool? Flag(JsonObject? plugin, string key) => plugin?[key]?.GetValueKind() switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => null,
    };

    // Without the plugin's word: a quarter, the largest share that it would take by itself.
    private static long CacheBytes(JsonObject? plugin, MemoryFinding memory) =>
        plugin?["limit_bytes"] is { } limit && limit.GetValueKind() == JsonValueKind.Number
            ? limit.GetValue<long>()
            : memory.MayHaveBytes / 4;
}
