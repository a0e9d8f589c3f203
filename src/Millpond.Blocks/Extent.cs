using System.Runtime.InteropServices;

namespace Millpond.Blocks;

/// <summary>
/// One block: a run of 2 MiB chunks of the reserved range. Kept beside the memory, in a table indexed by the block's
/// first chunk, so that a block's number is its address. Who may touch what:
/// <list type="bullet">
/// <item><see cref="State"/>: anyone, by compare-exchange only; a successful exchange makes its maker the owner.</item>
/// <item><see cref="Next"/>: whoever pushes the block on its bin; read by others as a hint that the exchange checks.</item>
/// <item><see cref="Chunks"/>, <see cref="Class"/>, <see cref="DataOffset"/>: written under the address lock while Unmapped.</item>
/// <item>all else: the owner of the state.</item>
/// </list>
/// </summary>
[StructLayout(LayoutKind.Sequential, Size = ByteSize)]
internal struct Extent
{
    /// <summary>One cache line, so that two blocks never share one.</summary>
    internal const int ByteSize = 64;

    /// <summary>A <see cref="BlockState"/>.</summary>
    internal int State;

    /// <summary>Length in chunks.</summary>
    internal int Chunks;

    /// <summary>Index of its <see cref="SizeClass"/>.</summary>
    internal int Class;

    /// <summary>First chunk of the next block in the bin, plus one; 0 ends the bin.</summary>
    internal int Next;

    /// <summary>Where the caller's data begins, in bytes from the block's start.</summary>
    internal int DataOffset;

    /// <summary>Chunks from the start on that were asked to be huge pages.</summary>
    internal int HugeChunks;

    /// <summary>What the caller asked for, while Live.</summary>
    internal long RequestBytes;

    /// <summary>From the block's start: bytes that may hold something other than zero; all beyond read as zero.</summary>
    internal long DirtyBytes;

    /// <summary>Of <see cref="DirtyBytes"/>: what was in memory when it was last looked at; -1 before the first look.</summary>
    internal long TouchedBytes;

    /// <summary>When it was freed, in the clock's ticks.</summary>
    internal long FreedAt;

    /// <summary>Bytes of <see cref="DirtyBytes"/> that are in huge pages.</summary>
    internal readonly long HugeBytes => Math.Min(DirtyBytes, HugeChunks * ExtentMap.ChunkBytes);
}
