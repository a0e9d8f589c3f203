using Millpond.Pages.Interop;

namespace Millpond.Pages;

/// <summary>Page faults and processor time of this process since its start (getrusage). Costs about 1 µs.</summary>
/// <param name="Minor">Faults served without input/output: a page was cleared or mapped.</param>
/// <param name="Major">Faults that read from a device.</param>
/// <param name="UserMicroseconds">Time in the program.</param>
/// <param name="SystemMicroseconds">Time in the kernel for it.</param>
public readonly record struct FaultCounter(long Minor, long Major, long UserMicroseconds, long SystemMicroseconds)
{
    private const int RUSAGE_SELF = 0;
    private const int RUSAGE_THREAD = 1;

    /// <summary>Reads it for all threads; zeros on Windows.</summary>
    public static FaultCounter Read() => Read(RUSAGE_SELF);

    /// <summary>Reads it for the calling thread alone; zeros where the system cannot (Linux can).</summary>
    public static FaultCounter ReadThread() => OperatingSystem.IsLinux() ? Read(RUSAGE_THREAD) : default;

    private static unsafe FaultCounter Read(int who)
    {
        if (OperatingSystem.IsWindows()) return default;
        Libc.ResourceUsage usage;
        if (Libc.getrusage(who, &usage) != 0) return default;
        return new FaultCounter(
            usage.MinorFaults,
            usage.MajorFaults,
            (usage.UserSeconds * 1_000_000) + usage.UserMicroseconds,
            (usage.SystemSeconds * 1_000_000) + usage.SystemMicroseconds);
    }
}
