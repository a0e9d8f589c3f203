using Millpond.Pages;

namespace Millpond.Blocks;

/// <summary>How much memory a cache may hold, and when it must make room. Pure.</summary>
public static class Room
{
    /// <summary>A quarter of what the process may have: the proposal took half, but knew nothing of containers.</summary>
    public const double DefaultLimitShare = 0.25;

    // The last twentieth is left to others.
    private const int MarginShare = 20;

    // Of a process near its limit, nothing may be where the kernel cannot take it.
    private const int HotMarginShare = 8;

    // A program that does nothing else faults in about 4 GiB a second; looking twice as often as that fills what is left.
    private const double GrowthBytesPerMillisecond = 8.0 * (1 << 30) / 1000;

    /// <summary>Nobody looks less often than this while anything is held.</summary>
    public const double LookMillisecondsMax = 250;

    /// <summary>How old a reading of the memory left may be, and how long a sleeper may sleep: 5 to 250 ms.</summary>
    public static double LookMilliseconds(long availableBytes) =>
        Math.Clamp(availableBytes / GrowthBytesPerMillisecond, 5, LookMillisecondsMax);

    /// <summary>
    /// Most that may be hot. Hot memory cannot be reclaimed: a process that meets its limit while it holds some is killed,
    /// where it would have lived without a cache. Half of what is left, less an eighth of the limit.
    /// </summary>
    public static long HotBytesMax(long availableBytes, long limitOfProcessBytes) => availableBytes == long.MaxValue
        ? long.MaxValue
        : Math.Max(0, (availableBytes - (limitOfProcessBytes / HotMarginShare)) / 2);

    /// <summary>The cap in bytes where none was asked for.</summary>
    public static long DefaultLimitBytes(MemoryLimit limit) => (long)(Guard.NotNull(limit).Bytes * DefaultLimitShare);

    /// <summary>Bytes of the cache to give back before a new block of <paramref name="requestBytes"/> is faulted in.</summary>
    public static long BytesToEvict(long requestBytes, long availableBytes, long limitOfProcessBytes, long cachedBytes)
    {
        Invariant.Assert(requestBytes > 0);
        if (availableBytes == long.MaxValue) return 0;
        var missing = requestBytes + (limitOfProcessBytes / MarginShare) - availableBytes;
        return Math.Clamp(missing, 0, Math.Max(0, cachedBytes));
    }
}
