using Millpond.Pages;

namespace Millpond.Blocks;

/// <summary>How much memory a cache may hold, and when it must make room. Pure.</summary>
public static class Room
{
    /// <summary>A quarter of what the process may have: the proposal took half, but knew nothing of containers.</summary>
    public const double DefaultLimitShare = 0.25;

    // The last twentieth is left to others.
    private const int MarginShare = 20;

    /// <summary>The cap in bytes where none was asked for.</summary>
    public static long DefaultLimitBytes(MemoryLimit limit) => (long)(Guard.NotNull(limit).Bytes * DefaultLimitShare);

    /// <summary>Bytes of the cache to give back before a new block of <paramref name="requestBytes"/> is faulted in.</summary>
    public static long BytesToEvict(long requestBytes, long availableBytes, long limitOfProcessBytes, long cachedBytes)
    {
        if (availableBytes == long.MaxValue) return 0;
        var missing = requestBytes + (limitOfProcessBytes / MarginShare) - availableBytes;
        return Math.Clamp(missing, 0, Math.Max(0, cachedBytes));
    }
}
