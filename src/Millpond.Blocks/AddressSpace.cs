namespace Millpond.Blocks;

/// <summary>How many addresses to reserve. Pure.</summary>
internal static class AddressSpace
{
    // Every block begins on a 2 MiB boundary, so small blocks use up to 32 times their size in addresses.
    private const int PhysicalMultiple = 16;

    private const long LeastBytes = 64L << 20;

    private const long MostBytes = 16L << 40;

    /// <summary>Sizes to try, largest first, down to 64 MiB.</summary>
    internal static IEnumerable<long> Sizes(long? wanted, long physicalBytes, long addressSpaceBytes)
    {
        var bytes = wanted ?? Math.Clamp(RoundUpToPowerOfTwo(physicalBytes) * PhysicalMultiple, 64L << 30, MostBytes);
        // Under RLIMIT_AS reserved addresses count: leave most of them to the program.
        if (wanted is null && addressSpaceBytes != long.MaxValue) bytes = Math.Min(bytes, addressSpaceBytes / 4);
        bytes = bytes / ExtentMap.ChunkBytes * ExtentMap.ChunkBytes;
        if (wanted is not null && bytes > 0) yield return bytes;
        for (; wanted is null && bytes >= LeastBytes; bytes = bytes / 2 / ExtentMap.ChunkBytes * ExtentMap.ChunkBytes)
        {
            yield return bytes;
        }
    }

    private static long RoundUpToPowerOfTwo(long bytes) => (long)System.Numerics.BitOperations.RoundUpToPowerOf2((ulong)bytes);
}
