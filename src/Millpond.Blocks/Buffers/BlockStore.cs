using System.Runtime.InteropServices;

namespace Millpond.Blocks;

/// <summary>
/// Where buffers get their memory: from a cache, else, for small ones and where there can be no cache or it has no room,
/// from the C library. The pool holds it, and so does every block that is handed out: whoever lets go last disposes the
/// cache, so that memory in use stays valid when a pool is disposed before its buffers.
/// </summary>
internal sealed unsafe class BlockStore
{
    /// <summary>
    /// Below 256 KiB page faults are not what an array costs, and a block would use 2 MiB of addresses. The same size
    /// below which NumPy's requests are left to the C library.
    /// </summary>
    internal const int ThresholdBytes = 256 << 10;

    // A cache line, as the cache's own blocks: what vector code likes best.
    private const nuint AlignmentBytes = 64;

    private static readonly Lazy<BlockStore> s_shared = new(static () => new BlockStore(new BlockCacheOptions()));

    private readonly Purger? _purger;
    private readonly bool _isOwner;
    private int _holds = 1;

    /// <summary>A cache of its own, and a purger for it.</summary>
    internal BlockStore(BlockCacheOptions options)
    {
        Cache = BlockCache.TryCreate(options, out var refusal);
        Refusal = refusal;
        _purger = Cache is null ? null : new Purger(Cache, options.Time);
        _isOwner = true;
    }

    /// <summary>Somebody else's cache, who purges and disposes it.</summary>
    internal BlockStore(BlockCache cache) => Cache = Guard.NotNull(cache);

    /// <summary>The one that all types share; made at the first call and never disposed.</summary>
    internal static BlockStore Shared => s_shared.Value;

    internal BlockCache? Cache { get; }

    internal CacheRefusal Refusal { get; }

    /// <summary>Memory for a buffer, aligned to 64 bytes. Throws when there is none.</summary>
    /// <param name="bytes">Above zero.</param>
    /// <param name="zeroed">Whether it reads as zero.</param>
    /// <param name="isCached">Whether it is the cache's: <see cref="Free"/> wants to know.</param>
    internal void* Allocate(long bytes, bool zeroed, out bool isCached)
    {
        Invariant.Assert(bytes > 0);
        Hold();
        var cache = bytes < ThresholdBytes ? null : Cache;
        var start = cache is null ? null : zeroed ? cache.AllocateZeroed(bytes) : cache.Allocate(bytes);
        isCached = start is not null;
        return isCached ? start : AllocateElsewhere(bytes, zeroed);
    }

    /// <summary>
    /// A block of the new size with the content of the old one, which is gone. Throws when there is none; then the old one
    /// is untouched.
    /// </summary>
    internal void* Reallocate(void* start, long oldBytes, long newBytes, ref bool isCached)
    {
        Invariant.Assert(start is not null);
        Invariant.Assert(oldBytes > 0 && newBytes > 0);
        var moved = isCached && newBytes >= ThresholdBytes ? Cache!.Reallocate(start, newBytes) : null;
        if (moved is not null) return moved;
        moved = Allocate(newBytes, zeroed: false, out var movedIsCached);
        // Sound: both are live, at least that long, and do not overlap.
        NativeMemory.Copy(start, moved, (nuint)Math.Min(oldBytes, newBytes));
        Free(start, isCached);
        isCached = movedIsCached;
        return moved;
    }

    internal void Free(void* start, bool isCached)
    {
        Invariant.Assert(start is not null);
        // What the cache refuses it has counted: the owner of a borrowed one may have disposed it too soon.
        if (isCached) _ = Cache!.Free(start);
        else NativeMemory.AlignedFree(start);
        Release();
    }

    /// <summary>The pool, or a block that was freed, lets go.</summary>
    internal void Release()
    {
        if (Interlocked.Decrement(ref _holds) != 0 || !_isOwner) return;
        _purger?.Dispose();
        Cache?.Dispose();
    }

    private void Hold()
    {
        while (true)
        {
            var holds = Volatile.Read(ref _holds);
            if (holds == 0) Throw.Disposed("the memory pool");
            if (Interlocked.CompareExchange(ref _holds, holds + 1, holds) == holds) return;
        }
    }

    private void* AllocateElsewhere(long bytes, bool zeroed)
    {
        try
        {
            var start = NativeMemory.AlignedAlloc((nuint)bytes, AlignmentBytes);
            // Sound: the memory is ours alone, and that long.
            if (zeroed) NativeMemory.Clear(start, (nuint)bytes);
            return start;
        }
        catch (OutOfMemoryException)
        {
            Release();
            Throw.OutOfMemory($"no memory for {bytes:N0} bytes: dispose buffers that are not needed, or ask for fewer");
            return null;
        }
    }
}
