namespace Millpond.Blocks;

// What is held, and whether all of it is sound.
public sealed unsafe partial class BlockCache
{
    /// <summary>
    /// Counts what is held now. Walks all blocks, and asks the kernel about the warm ones (about 1 µs per MiB); other
    /// threads may go on meanwhile, then the sums may not match to the byte. Allocates nothing.
    /// </summary>
    public BlockCacheStats Stats()
    {
        long hot = 0, warm = 0, cold = 0, lost = 0;
        _map.Lock.Enter();
        for (var chunk = 0; chunk < _map.HighWater;)
        {
            ref var extent = ref _map.Extents[chunk];
            if (!_map.IsTaken(chunk))
            {
                chunk++;
                continue;
            }

            var held = Held(extent);
            var state = (BlockState)Volatile.Read(ref extent.State);
            if (state == BlockState.Hot) hot += held;
            if (state == BlockState.Cold) cold += extent.Chunks * ExtentMap.ChunkBytes;
            if (state == BlockState.Warm)
            {
                warm += held;
                var resident = _source.CountResidentBytes(_map.AddressOf(chunk), (nuint)held);
                if (resident >= 0) lost += held - resident;
            }

            chunk += extent.Chunks;
        }

        _map.Lock.Exit();
        return new BlockCacheStats
        {
            LiveBytes = Volatile.Read(ref _liveBytes),
            HotBytes = hot,
            WarmBytes = warm,
            ColdBytes = cold,
            LimitBytes = Volatile.Read(ref _limitBytes),
            LostBytes = lost,
            LiveBlocks = Volatile.Read(ref _liveBlocks),
            CachedBlocks = Volatile.Read(ref _cachedBlocks),
            Hits = Volatile.Read(ref _hits),
            Misses = Volatile.Read(ref _misses),
            RefaultsAvoided = Volatile.Read(ref _refaultsAvoided),
            AdviceCalls = Volatile.Read(ref _adviceCalls),
            PurgedBytes = Volatile.Read(ref _purgedBytes),
            KernelTime = _time.GetElapsedTime(0, Volatile.Read(ref _kernelTicks)),
            PeakCachedBytes = Volatile.Read(ref _peakCachedBytes),
            Refused = Volatile.Read(ref _refused),
            InvalidFrees = Volatile.Read(ref _invalidFrees),
            FailedPurges = Volatile.Read(ref _failedPurges),
            ReservedBytes = _map.Bytes,
        };
    }

    /// <summary>
    /// Walks every structure and throws <see cref="InvariantException"/>, saying what is broken, unless all agree: the
    /// map of chunks with the table of blocks, states with bins, counters with sums. No other call may be under way.
    /// </summary>
    public void Verify()
    {
        long live = 0, liveBytes = 0, cached = 0, cachedBytes = 0, inBins = 0;
        for (var chunk = 0; chunk < _map.HighWater;)
        {
            ref var extent = ref _map.Extents[chunk];
            var state = (BlockState)extent.State;
            if (!_map.IsTaken(chunk))
            {
                Check(state == BlockState.Unmapped, "a free chunk begins a block", chunk);
                chunk++;
                continue;
            }

            VerifyExtent(chunk, extent, state);
            if (state == BlockState.Live) (live, liveBytes) = (live + 1, liveBytes + extent.RequestBytes);
            else inBins++;
            if (state is BlockState.Hot or BlockState.Warm) (cached, cachedBytes) = (cached + 1, cachedBytes + Held(extent));
            chunk += extent.Chunks;
        }

        VerifyBins(inBins);
        Check(live == _liveBlocks, "live blocks are miscounted", -1);
        Check(liveBytes == _liveBytes, "live bytes are miscounted", -1);
        Check(cached == _cachedBlocks, "cached blocks are miscounted", -1);
        Check(cachedBytes == _cachedBytes, "cached bytes are miscounted", -1);
        Check(!_map.Lock.IsHeld, "the address lock is held", -1);
        Check(!_purging.IsHeld, "the purge lock is held", -1);
        Check(!_choosing.IsHeld, "the eviction lock is held", -1);
    }

    private void VerifyExtent(int chunk, in Extent extent, BlockState state)
    {
        Check(extent.Chunks > 0 && chunk + extent.Chunks <= _map.HighWater, "a block ends outside the range", chunk);
        for (var inside = chunk; inside < chunk + extent.Chunks; inside++)
        {
            Check(_map.IsTaken(inside), "a block lies on a free chunk", inside);
            Check(inside == chunk || _map.Extents[inside].State == (int)BlockState.Unmapped, "two blocks overlap", inside);
        }

        Check(state is BlockState.Live or BlockState.Hot or BlockState.Warm or BlockState.Cold, "a block has no state", chunk);
        Check(_map.IsCached(chunk) == (state != BlockState.Live), "a block's place and state disagree", chunk);
        Check(state != BlockState.Cold || extent.DirtyBytes == 0, "a cold block is dirty", chunk);
        Check(state == BlockState.Cold || extent.DirtyBytes > 0, "a block in use is clean", chunk);
        Check(Held(extent) <= extent.Chunks * ExtentMap.ChunkBytes, "a block holds more than its length", chunk);
        Check(extent.HugeChunks <= extent.Chunks, "a block is huger than its length", chunk);
        Check(extent.DataOffset % LineBytes == 0, "a block's data is not aligned", chunk);
        var room = (extent.Chunks * ExtentMap.ChunkBytes) - extent.DataOffset;
        Check(SizeClass.Bytes(extent.Class) <= room, "a block is too short for its class", chunk);
        Check(state != BlockState.Live || extent.RequestBytes <= SizeClass.Bytes(extent.Class), "a block is overfull", chunk);
    }

    private void VerifyBins(long expected)
    {
        long found = 0;
        for (var sizeClass = 0; sizeClass < SizeClass.Count; sizeClass++)
        {
            for (var chunk = _bins.Peek(sizeClass); chunk >= 0; chunk = _map.Extents[chunk].Next - 1)
            {
                Check(++found <= expected, "a bin runs in a circle, or holds what is not freed", chunk);
                Check(_map.IsTaken(chunk), "a bin holds a free chunk", chunk);
                Check(_map.IsCached(chunk), "a bin holds a block that is not noted there", chunk);
                Check(_map.Extents[chunk].Class == sizeClass, "a block is in the wrong bin", chunk);
            }
        }

        Check(found == expected, "a freed block is in no bin", -1);
    }

    private static void Check(bool holds, string broken, int chunk)
    {
        if (!holds) Throw.Broken(chunk < 0 ? broken : string.Create(null, stackalloc char[128], $"{broken} (chunk {chunk})"));
    }
}
