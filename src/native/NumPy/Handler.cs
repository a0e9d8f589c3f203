using System.Runtime.InteropServices;
using Millpond.Blocks;
using Millpond.Pages;

namespace Millpond.NumPy;

/// <summary>
/// NumPy's allocator functions (NEP 49: the context comes first). What is small, or not ours, goes to the functions
/// that were there before, by a few instructions of machine code where the system allows it (<see cref="Stubs"/>).
/// The size given to free is not trusted, and ownership is by address.
/// </summary>
internal static unsafe class Handler
{
    /// <summary>
    /// 128 KiB: from there on glibc's static rule maps and unmaps each block, and a hit here costs less than one of its
    /// 32 faults (docs/benchmarks.md has the measurement).
    /// </summary>
    internal const long DefaultThresholdBytes = 128 << 10;

    private static BlockCache s_cache = null!;
    private static CodePage s_code;
    private static StubData s_plain;
    private static long s_threshold = DefaultThresholdBytes;

    internal static bool IsMachineCode => s_code.Exists;

    /// <summary>Bytes from which on requests are ours; not below what the cache serves.</summary>
    internal static void SetThreshold(long bytes)
    {
        s_threshold = Math.Max(1, bytes);
        s_plain.Threshold = (nuint)s_threshold;
        if (s_code.Exists) ((StubData*)s_code.Data)->Threshold = (nuint)s_threshold;
    }

    /// <summary>Keeps NumPy's own functions. False when others were given before.</summary>
    internal static bool TrySetOriginals(void** originals)
    {
        for (var index = 0; index < 4; index++)
        {
            if (originals[index] is null) return false;
        }

        var same = s_plain.OriginalMalloc is null
            || (s_plain.OriginalMalloc == originals[0] && s_plain.OriginalFree == originals[3]);
        if (!same) return false;
        s_plain.OriginalMalloc = originals[0];
        s_plain.OriginalCalloc = originals[1];
        s_plain.OriginalRealloc = originals[2];
        s_plain.OriginalFree = originals[3];
        return true;
    }

    /// <summary>Writes the four functions to call instead. True when they are machine code.</summary>
    internal static bool Functions(BlockCache cache, void** ours, bool wantMachineCode)
    {
        s_cache = cache;
        s_plain.Threshold = (nuint)s_threshold;
        s_plain.RangeStart = (nuint)cache.RangeStart;
        s_plain.RangeBytes = (nuint)cache.RangeBytes;
        s_plain.OurMalloc = (delegate* unmanaged<void*, nuint, void*>)&Malloc;
        s_plain.OurCalloc = (delegate* unmanaged<void*, nuint, nuint, void*>)&Calloc;
        s_plain.OurRealloc = (delegate* unmanaged<void*, void*, nuint, void*>)&Realloc;
        s_plain.OurFree = (delegate* unmanaged<void*, void*, nuint, void>)&Free;
        if (wantMachineCode && !s_code.Exists) s_code = Stubs.TryCreate();
        if (!wantMachineCode || !s_code.Exists)
        {
            ours[0] = s_plain.OurMalloc;
            ours[1] = s_plain.OurCalloc;
            ours[2] = s_plain.OurRealloc;
            ours[3] = s_plain.OurFree;
            return false;
        }

        *(StubData*)s_code.Data = s_plain;
        for (var index = 0; index < 4; index++) ours[index] = s_code.Code + (index * Stubs.BytesEach);
        return true;
    }

    [UnmanagedCallersOnly]
    private static void* Malloc(void* context, nuint size)
    {
        if (size >= (nuint)s_threshold && size <= long.MaxValue)
        {
            var block = s_cache.Allocate((long)size);
            if (block is not null) return block;
        }

        return ((delegate* unmanaged<void*, nuint, void*>)s_plain.OriginalMalloc)(context, size);
    }

    [UnmanagedCallersOnly]
    private static void* Calloc(void* context, nuint count, nuint size)
    {
        var bytes = Math.BigMul((ulong)count, (ulong)size, out var low) == 0 ? low : ulong.MaxValue;
        if (bytes >= (ulong)s_threshold && bytes <= long.MaxValue)
        {
            var block = s_cache.AllocateZeroed((long)bytes);
            if (block is not null) return block;
        }

        return ((delegate* unmanaged<void*, nuint, nuint, void*>)s_plain.OriginalCalloc)(context, count, size);
    }

    [UnmanagedCallersOnly]
    private static void* Realloc(void* context, void* block, nuint size)
    {
        if (!s_cache.Owns(block))
        {
            return ((delegate* unmanaged<void*, void*, nuint, void*>)s_plain.OriginalRealloc)(context, block, size);
        }

        var before = s_cache.SizeOf(block);
        if (before < 0 || size > long.MaxValue) return null;
        var moved = size >= (nuint)s_threshold ? s_cache.Reallocate(block, (long)size) : null;
        if (moved is not null) return moved;
        // Small now, or refused: it moves to NumPy's own allocator.
        moved = ((delegate* unmanaged<void*, nuint, void*>)s_plain.OriginalMalloc)(context, size);
        if (moved is null) return null;
        // Sound: both blocks are live and at least this long.
        NativeMemory.Copy(block, moved, Math.Min(size, (nuint)before));
        s_cache.Free(block);
        return moved;
    }

    [UnmanagedCallersOnly]
    private static void Free(void* context, void* block, nuint size)
    {
        if (s_cache.Owns(block)) s_cache.Free(block);
        else ((delegate* unmanaged<void*, void*, nuint, void>)s_plain.OriginalFree)(context, block, size);
    }
}
