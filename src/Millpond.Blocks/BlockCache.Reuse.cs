namespace Millpond.Blocks;

// Which freed block serves a request: one that is held, by the policy's fit; else the addresses of a cold one.
public sealed unsafe partial class BlockCache
{
    // How many blocks of a bin a request looks at: more would cost a hit its speed.
    private const int LookMax = 4;

    private int TakeCached(int sizeClass, bool preferCold)
    {
        var chunk = preferCold ? TakeFrom(sizeClass, cold: true) : -1;
        if (chunk < 0) chunk = TakeHeld(sizeClass);
        if (chunk < 0) chunk = TakeFrom(sizeClass, cold: true);
        return chunk >= 0 || sizeClass + 1 >= SizeClass.Count ? chunk : TakeFrom(sizeClass + 1, cold: true);
    }

    private int TakeHeld(int sizeClass) => _policy.Fit switch
    {
        FitRule.Exact => TakeFrom(sizeClass, cold: false),
        FitRule.Nearest => TakeSmallest(sizeClass, Math.Min(sizeClass + SizeClass.StepsPerDoubling, SizeClass.Count)),
        FitRule.Best => TakeSmallest(sizeClass, SizeClass.Count),
        _ => TakeNewest(sizeClass),
    };

    private int TakeSmallest(int sizeClass, int endClass)
    {
        for (var above = sizeClass; above < endClass; above++)
        {
            var taken = _bins.IsEmpty(above) ? -1 : TakeFrom(above, cold: false);
            if (taken >= 0) return taken;
        }

        return -1;
    }

    // Bins are newest first, so the newest of all is the newest of the tops, but for what lies under a cold one.
    private int TakeNewest(int sizeClass)
    {
        var newest = -1;
        var newestFreedAt = long.MinValue;
        for (var above = sizeClass; above < SizeClass.Count; above++)
        {
            var top = _bins.Peek(above);
            if (top < 0 || Volatile.Read(ref _map.Extents[top].State) == (int)BlockState.Cold) continue;
            if (_map.Extents[top].FreedAt <= newestFreedAt) continue;
            newest = above;
            newestFreedAt = _map.Extents[top].FreedAt;
        }

        var taken = newest < 0 ? -1 : TakeFrom(newest, cold: false);
        return taken >= 0 ? taken : TakeSmallest(sizeClass, SizeClass.Count);
    }

    // Blocks set aside stay in their state: a purge may still work on them, and they are pushed back at once.
    private int TakeFrom(int sizeClass, bool cold)
    {
        var aside = stackalloc int[LookMax];
        var (asideCount, taken) = (0, -1);
        while (taken < 0 && asideCount < LookMax)
        {
            var chunk = _bins.Pop(sizeClass);
            if (chunk < 0) break;
            if (TryReuse(chunk, cold)) taken = chunk;
            else aside[asideCount++] = chunk;
        }

        while (asideCount > 0) _bins.Push(sizeClass, aside[--asideCount]);
        return taken;
    }

    private bool TryReuse(int chunk, bool cold)
    {
        ref var extent = ref _map.Extents[chunk];
        var state = (BlockState)Volatile.Read(ref extent.State);
        if (state == BlockState.Busy || (state == BlockState.Cold) != cold) return false;
        if (!TryMove(ref extent, state, BlockState.Live)) return false;
        _map.ClearCached(chunk);
        if (cold) return true;
        // The kernel may have taken some of it.
        if (state == BlockState.Warm)
        {
            extent.TouchedBytes = _source.CountResidentBytes(_map.AddressOf(chunk), (nuint)Held(extent));
        }

        Interlocked.Add(ref _cachedBytes, -Held(extent));
        Interlocked.Decrement(ref _cachedBlocks);
        return true;
    }

    // Dirty bytes are what the request would have faulted in on fresh memory, as far as it reaches.
    private void CountReuse(int chunk, long bytes)
    {
        ref var extent = ref _map.Extents[chunk];
        if (extent.DirtyBytes == 0)
        {
            Interlocked.Increment(ref _misses);
            extent.TouchedBytes = -1;
            return;
        }

        Invariant.Assert(extent.State == (int)BlockState.Live);
        var page = (long)_source.PageBytes;
        var touched = extent.TouchedBytes < 0 ? extent.DirtyBytes : Math.Min(extent.DirtyBytes, extent.TouchedBytes);
        var used = Math.Min(touched, extent.DataOffset + bytes);
        var huge = Math.Min(used, extent.HugeChunks * ExtentMap.ChunkBytes);
        var hugeFaults = (huge + ExtentMap.ChunkBytes - 1) >> ExtentMap.ChunkBits;
        Interlocked.Increment(ref _hits);
        Interlocked.Add(ref _refaultsAvoided, hugeFaults + ((used - huge + page - 1) / page));
    }

    private void NotePeak(long cachedBytes)
    {
        var peak = Volatile.Read(ref _peakCachedBytes);
        while (cachedBytes > peak)
        {
            var seen = Interlocked.CompareExchange(ref _peakCachedBytes, cachedBytes, peak);
            if (seen == peak) return;
            peak = seen;
        }
    }
}
