namespace Millpond.Blocks;

// Whether all that is held is sound.
public sealed unsafe partial class BlockCache
{
    /// <summary>
    /// Walks every structure and throws <see cref="InvariantException"/>, saying what is broken, unless all agree: the
    /// map of chunks with the table of blocks, states with bins, counters with sums. No other call may be under way.
    /// </summary>
    public void Verify()
    {
        Guard.NotDisposed(_disposed, nameof(BlockCache));
        // A purge may be under way in the background; another does not begin meanwhile.
        _purging.Enter();
        try
        {
            VerifyAll();
        }
        finally
        {
            _purging.Exit();
        }
    }

    private void VerifyAll()
    {
        long cached = 0, cachedBytes = 0, freed = 0;
        for (var chunk = 0; chunk < _map.HighWater;)
        {
            ref var extent = ref _map.Extents[chunk];
            var state = (BlockState)extent.State;
            if (!_map.IsTaken(chunk))
            {
                Check(state == BlockState.Unmapped, "a free chunk begins a block", chunk);
                Check(chunk >= _map.FirstFree, "a free chunk would not be found", chunk);
                chunk++;
                continue;
            }

            VerifyPlace(chunk, extent, state);
            VerifyContent(chunk, extent, state);
            if (state != BlockState.Live) freed++;
            if (state is BlockState.Hot or BlockState.Warm)
            {
                (cached, cachedBytes) = (cached + 1, cachedBytes + Held(extent));
            }

            chunk += extent.Chunks;
        }

        VerifyBins(freed);
        Check(cached == _cachedBlocks, "cached blocks are miscounted", -1);
        Check(cachedBytes == _cachedBytes, "cached bytes are miscounted", -1);
        Check(!_map.Lock.IsHeld, "the address lock is held", -1);
        Check(!_choosing.IsHeld, "the eviction lock is held", -1);
    }

    private void VerifyPlace(int chunk, in Extent extent, BlockState state)
    {
        var inRange = extent.Chunks > 0 && extent.Chunks <= _map.HighWater - chunk;
        Check(inRange, "a block ends outside the range", chunk);
        for (var inside = chunk; inside < chunk + extent.Chunks; inside++)
        {
            Check(_map.IsTaken(inside), "a block lies on a free chunk", inside);
            if (inside == chunk) continue;
            Check(_map.Extents[inside].State == (int)BlockState.Unmapped, "two blocks overlap", inside);
        }

        var known = state is BlockState.Live or BlockState.Hot or BlockState.Warm or BlockState.Cold;
        Check(known, "a block has no state", chunk);
        Check(_map.IsCached(chunk) == (state != BlockState.Live), "a block's place and state disagree", chunk);
        Check(extent.Class is >= 0 and < SizeClass.Count, "a block has no class", chunk);
        var onLine = extent.DataOffset is >= 0 and < ColourCount * LineBytes && extent.DataOffset % LineBytes == 0;
        Check(onLine, "a block's data is not aligned", chunk);
        var room = (extent.Chunks * ExtentMap.ChunkBytes) - extent.DataOffset;
        Check(SizeClass.Bytes(extent.Class) <= room, "a block is too short for its class", chunk);
    }

    private void VerifyContent(int chunk, in Extent extent, BlockState state)
    {
        Check(extent.HugeChunks >= 0 && extent.HugeChunks <= extent.Chunks, "a block is huger than its length", chunk);
        var fits = extent.DirtyBytes >= 0 && Held(extent) <= extent.Chunks * ExtentMap.ChunkBytes;
        Check(fits, "a block holds more than its length", chunk);
        Check(state != BlockState.Cold || extent.DirtyBytes == 0, "a cold block is dirty", chunk);
        Check(state == BlockState.Cold || extent.DirtyBytes > 0, "a block in use is clean", chunk);
        if (state != BlockState.Live) return;
        var asked = extent.RequestBytes > 0 && extent.RequestBytes <= SizeClass.Bytes(extent.Class);
        Check(asked, "a block is overfull or empty", chunk);
        var noted = extent.DirtyBytes >= extent.DataOffset + extent.RequestBytes;
        Check(noted, "a block is noted as cleaner than what was handed out", chunk);
    }

    private void VerifyBins(long expected)
    {
        long found = 0;
        for (var sizeClass = 0; sizeClass < SizeClass.Count; sizeClass++)
        {
            for (var link = _bins.Peek(sizeClass) + 1; link != 0; link = _map.Extents[link - 1].Next)
            {
                var chunk = link - 1;
                Check(chunk >= 0 && chunk < _map.HighWater, "a bin leads outside the range", chunk);
                Check(++found <= expected, "a bin runs in a circle, or holds what is not freed", chunk);
                Check(_map.IsTaken(chunk), "a bin holds a free chunk", chunk);
                Check(_map.IsCached(chunk), "a bin holds a block that is not noted there", chunk);
                Check(_map.Extents[chunk].Class == sizeClass, "a block is in the wrong bin", chunk);
            }
        }

        Check(found == expected, "a freed block is in no bin", -1);
        var noted = 0;
        for (var chunk = _map.NextCached(0); chunk >= 0; chunk = _map.NextCached(chunk + 1)) noted++;
        Check(noted == expected, "a chunk is noted as freed that begins no freed block", -1);
    }

    private static void Check(bool holds, string broken, int chunk)
    {
        if (!holds) Throw.Broken(chunk < 0 ? broken : $"{broken} (chunk {chunk})");
    }
}
