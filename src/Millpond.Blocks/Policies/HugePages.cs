namespace Millpond.Blocks;

/// <summary>How much of a block is asked to be huge pages. Pure.</summary>
internal static class HugePages
{
    /// <summary>
    /// A last, partly used huge page may waste a sixteenth of the block. NumPy's own advice has no such bound, but its
    /// blocks are not aligned either: a program with many arrays of 4.1 MiB would grow by half.
    /// </summary>
    private const int WasteShare = 16;

    /// <summary>Chunks from the block's start on that should be huge, for a block used up to <paramref name="bytes"/>.</summary>
    internal static int ChunksFor(long bytes)
    {
        Invariant.Assert(bytes > 0);
        var whole = (int)(bytes >> ExtentMap.ChunkBits);
        var rest = bytes & (ExtentMap.ChunkBytes - 1);
        return rest != 0 && (ExtentMap.ChunkBytes - rest) * WasteShare <= bytes ? whole + 1 : whole;
    }
}
