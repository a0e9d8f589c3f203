using System.Text.Json.Nodes;

namespace Millpond.Lab.Doctor;

/// <summary>What to set, from what was found. Pure.</summary>
public static class Advice
{
    /// <summary>One sentence each: what is so, and what to do; empty when all is well.</summary>
    public static IReadOnlyList<string> For(DoctorFindings findings)
    {
        ArgumentNullException.ThrowIfNull(findings);
        List<string> advice = [];
        if (findings.LazyFree.Works == false)
            advice.Add("Lazy freeing does not work here, so the cache is off: use Linux 4.14 or newer.");
        if (findings.HugePages.Mode is "absent" or "never")
            advice.Add("Huge pages are off, so warm pages cost more: as root, "
                + "echo madvise > /sys/kernel/mm/transparent_hugepage/enabled");
        else if (!findings.HugePages.NumPyAsks)
            advice.Add("NUMPY_MADVISE_HUGEPAGE=0 keeps huge pages from NumPy and the plugin: unset it.");
        if (findings.Memory.OvercommitMode == 2)
            advice.Add("The kernel does not overcommit (vm.overcommit_memory=2), so what is kept counts as used: "
                + "keep --limit small, or set it to 0.");
        if (findings.Memory.AddressSpaceLimitBytes is not null)
            advice.Add("Address space is limited (RLIMIT_AS), so less can be reserved: "
                + "raise ulimit -v if the cache stays small.");
        if (!findings.Pressure.IsAvailable)
            advice.Add("The kernel does not tell its memory pressure: "
                + "boot with psi=1 to let the cache give way sooner.");
        if (!findings.ExecutableMemory)
            advice.Add("Executable memory is refused, so small arrays pass through managed code, 6 to 11 % slower: "
                + "allow it (systemd: MemoryDenyWriteExecute=no), or raise --threshold.");
        if (findings.Python.Error is { } error)
            advice.Add($"The plugin did not answer: {error}");
        advice.AddRange(Warnings(findings.Python.Plugin));
        return advice;
    }

    private static IEnumerable<string> Warnings(JsonObject? plugin) =>
        plugin?["warnings"] is JsonArray warnings ? warnings.Select(one => $"The plugin says: {one}") : [];
}
