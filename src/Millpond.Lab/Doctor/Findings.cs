using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using Millpond.Blocks;
using Millpond.Lab.Launching;
using Millpond.Pages;
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
            LazyFree = LazyFree(KernelProbe.LazyFree()),
            HugePages = HugePages(kernel),
            Memory = memory,
            Pressure = kernel.Pressure(),
            ExecutableMemory = CodePage.TryCreate([0]).Exists,
            Python = found,
            Observers = Observers.Judge(new(
                memory.MayHaveBytes,
                CacheBytes(found.Plugin, memory),
                memory.CgroupKind,
                memory.AddressSpaceLimitBytes)),
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
        return new(
            TransparentHugePages.Mode,
            kernel.Choice("sys/kernel/mm/transparent_hugepage/defrag"),
            (long)TransparentHugePages.Bytes,
            Environment.GetEnvironmentVariable("NUMPY_MADVISE_HUGEPAGE") != "0");
    }

    internal static LazyFreeFinding LazyFree(LazyFreeEffect effect) => effect switch
    {
        LazyFreeEffect.Reclaimed => new(true, "pages stayed warm, and the kernel took them when asked to"),
        LazyFreeEffect.Accepted => new(true, "pages stayed warm; this kernel cannot be asked to take them (< 5.4)"),
        LazyFreeEffect.FreesAtOnce => new(false, "the kernel drops the pages at once: nothing stays warm"),
        LazyFreeEffect.LosesWrites => new(false, "a page written after the advice lost its content"),
        LazyFreeEffect.Refused => new(false, "the kernel does not know MADV_FREE"),
        _ => new(null, "there was no memory for the trial"),
    };

    private static MemoryFinding Memory(KernelFiles kernel)
    {
        MemoryLimit limit = MemoryLimit.Read();
        long addressSpaceBytes = MemoryLimit.AddressSpaceBytes();
        return new(
            kernel.CgroupKind(),
            limit.UsagePath is null ? null : limit.Bytes,
            limit.Bytes,
            (int?)kernel.Number("proc/sys/vm/overcommit_memory"),
            addressSpaceBytes == long.MaxValue ? null : addressSpaceBytes);
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

    // Without the plugin's word: the share that it takes by itself.
    private static long CacheBytes(JsonObject? plugin, MemoryFinding memory) =>
        plugin?["limit_bytes"] is JsonValue said && said.TryGetValue(out long limitBytes) && limitBytes > 0
            ? limitBytes
            : (long)(memory.MayHaveBytes * Room.DefaultLimitShare);
}
