using System.Text.Json.Nodes;

namespace Millpond.Lab.Doctor;

/// <summary>All that <c>millpond doctor</c> found.</summary>
public sealed record DoctorFindings
{
    /// <summary>The machine.</summary>
    public required MachineFinding Machine { get; init; }

    /// <summary>Lazy freeing: what the whole cache stands on.</summary>
    public required LazyFreeFinding LazyFree { get; init; }

    /// <summary>Transparent huge pages.</summary>
    public required HugePagesFinding HugePages { get; init; }

    /// <summary>The memory this process may have.</summary>
    public required MemoryFinding Memory { get; init; }

    /// <summary>Pressure stall information.</summary>
    public required PressureFinding Pressure { get; init; }

    /// <summary>
    /// Whether a program may make memory executable: that keeps small arrays out of the plugin at no cost.
    /// </summary>
    public required bool ExecutableMemory { get; init; }

    /// <summary>Python, NumPy and the plugin in it.</summary>
    public required PythonFinding Python { get; init; }

    /// <summary>Who else looks at memory, and what they would make of a full cache.</summary>
    public required IReadOnlyList<Observer> Observers { get; init; }

    /// <summary>What to set, one sentence each; empty when all is well.</summary>
    public required IReadOnlyList<string> Advice { get; init; }
}

/// <summary>The machine.</summary>
/// <param name="Kernel">The kernel's release.</param>
/// <param name="Architecture">E.g. x64.</param>
/// <param name="Processor">Its model, where the kernel names it.</param>
/// <param name="Processors">How many.</param>
/// <param name="PhysicalBytes">Memory.</param>
public sealed record MachineFinding(
    string Kernel, string Architecture, string? Processor, int Processors, long PhysicalBytes);

/// <summary>Whether MADV_FREE does what it says.</summary>
/// <param name="Works">True, false, or null where it could not be tried.</param>
/// <param name="Evidence">How that is known.</param>
public sealed record LazyFreeFinding(bool? Works, string Evidence);

/// <summary>Transparent huge pages, as the kernel is set.</summary>
/// <param name="Mode">always, madvise, never, or absent where the kernel has none.</param>
/// <param name="Defrag">What a fault may wait for.</param>
/// <param name="PageBytes">The size of one.</param>
/// <param name="NumPyAsks">False where NUMPY_MADVISE_HUGEPAGE=0 is set.</param>
public sealed record HugePagesFinding(string Mode, string? Defrag, long PageBytes, bool NumPyAsks);

/// <summary>Limits on memory.</summary>
/// <param name="CgroupKind">v1, v2 or none.</param>
/// <param name="LimitBytes">The cgroup's limit; null if it has none.</param>
/// <param name="MayHaveBytes">The smaller of that limit and physical memory.</param>
/// <param name="OvercommitMode">0 heuristic, 1 always, 2 never; null if not known.</param>
/// <param name="AddressSpaceLimitBytes">RLIMIT_AS; null if unlimited.</param>
public sealed record MemoryFinding(
    string CgroupKind, long? LimitBytes, long MayHaveBytes, int? OvercommitMode, long? AddressSpaceLimitBytes);

/// <summary>Pressure stall information on memory.</summary>
/// <param name="IsAvailable">False without /proc/pressure/memory.</param>
/// <param name="SomePercent">Share of the last 10 s in which some task waited for memory.</param>
/// <param name="FullPercent">Share in which all did.</param>
public sealed record PressureFinding(bool IsAvailable, double? SomePercent, double? FullPercent);

/// <summary>Python, and the plugin in it.</summary>
/// <param name="Path">How it was started; null if none with NumPy was found.</param>
/// <param name="Version">Python's version.</param>
/// <param name="NumPy">NumPy's version.</param>
/// <param name="Handler">The name of NumPy's data-memory handler in the main thread.</param>
/// <param name="HasGil">False on a free-threaded build.</param>
/// <param name="Plugin">The plugin's own diagnosis, as it gave it.</param>
/// <param name="Error">Why there is none.</param>
public sealed record PythonFinding(
    string? Path, string? Version, string? NumPy, string? Handler, bool HasGil, JsonObject? Plugin, string? Error);
