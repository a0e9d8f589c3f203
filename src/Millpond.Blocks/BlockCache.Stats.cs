using Millpond.Pages;

namespace Millpond.Blocks;

// What is held.
public sealed unsafe partial class BlockCache
{
    /// <summary>
    /// <see cref="Counters"/>, and what the process holds by the kernel's account, which costs 50 µs with huge pages and
    /// 3 ms for 256 MiB of small ones.
    /// </summary>
    public BlockCacheStats Stats() =>
        Counters() with { TrueResidentBytes = ProcessMemory.Read().TrueResidentBytes };

    /// <summary>
    /// Counts what is held now. Walks all blocks, and asks the kernel about the warm ones (about 1 µs per MiB); other
    /// threads may go on meanwhile, then the sums may not match to the byte. Allocates nothing.
    /// </summary>
    public BlockCacheStats Counters()
    {
        long live = 0, hot = 0, warm = 0, cold = 0, lost = 0, liveBlocks = 0;
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
            if (state == BlockState.Live) (live, liveBlocks) = (live + extent.RequestBytes, liveBlocks + 1);
            if (state == BlockState.Hot) hot += held;
            if (state == BlockState.Cold) cold += extent.Chunks * ExtentMap.ChunkBytes;
            // A block that has become warm since its length was read held nothing then.
            if (state == BlockState.Warm && held > 0)
            {
                warm += held;
                var resident = _source.CountResidentBytes(_map.AddressOf(chunk), (nuint)held);
                // What was never written is not there either, and is not lost.
                var touched = extent.TouchedBytes < 0 ? held : Math.Min(held, extent.TouchedBytes);
                if (resident >= 0) lost += Math.Max(0, touched - resident);
            }

            chunk += extent.Chunks;
        }

        _map.Lock.Exit();
        return new BlockCacheStats
        {
            LiveBytes = live,
            HotBytes = hot,
            WarmBytes = warm,
            ColdBytes = cold,
            LimitBytes = Volatile.Read(ref _limitBytes),
            LostBytes = lost,
            LiveBlocks = liveBlocks,
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
}
