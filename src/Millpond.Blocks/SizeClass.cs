using System.Numerics;

namespace Millpond.Blocks;

/// <summary>
/// Sizes in eight steps for each doubling from 64 KiB on, so that a block serves any request of its class and at most
/// 12.5 % of its addresses (not of its memory: untouched pages cost none) go unused. Pure.
/// </summary>
internal static class SizeClass
{
    private const int StepBits = 3;
    private const int LeastLog2 = 16;

    /// <summary>Classes from one size to its double.</summary>
    internal const int StepsPerDoubling = 1 << StepBits;

    /// <summary>Smallest request that is served: half of glibc's mmap threshold, below which faults are not the price.</summary>
    internal const long LeastBytes = 1L << LeastLog2;

    /// <summary>Largest request: what 47 address bits could hold.</summary>
    internal const long MostBytes = 1L << 46;

    /// <summary>Number of classes up to <see cref="MostBytes"/>.</summary>
    internal const int Count = ((46 - LeastLog2) << StepBits) + 1;

    /// <summary>The least class whose blocks hold <paramref name="bytes"/>.</summary>
    internal static int Of(long bytes)
    {
        Invariant.Assert(bytes is >= 1 and <= MostBytes);
        if (bytes <= LeastBytes) return 0;
        var below = (ulong)bytes - 1;
        var log2 = BitOperations.Log2(below);
        var step = (int)(below >> (log2 - StepBits)) & ((1 << StepBits) - 1);
        return ((log2 - LeastLog2) << StepBits) + step + 1;
    }

    /// <summary>Largest request that a block of this class holds.</summary>
    internal static long Bytes(int index)
    {
        Invariant.Assert(index is >= 0 and < Count);
        if (index == 0) return LeastBytes;
        var log2 = ((index - 1) >> StepBits) + LeastLog2;
        var step = (index - 1) & ((1 << StepBits) - 1);
        return (1L << log2) + ((step + 1L) << (log2 - StepBits));
    }
}
