namespace Millpond.Blocks;

// The slow path: new addresses, and what to do when there are none.
public sealed unsafe partial class BlockCache
{
    // Data begins at different 64-byte lines of a page, so that arrays used together do not alias: a store and a load
    // whose last 12 bits agree are held apart by the processor. 23 is odd, so all 64 lines are used, neighbours far apart.
    private const int ColourStep = 23;
    private const int ColourCount = 64;
    private const int LineBytes = 64;

    // Below that a miss costs less than to ask how much memory is left.
    private const long AskRoomBytes = 1L << 20;

    private int TakeNew(int sizeClass, long bytes)
    {
        if (bytes >= AskRoomBytes && Volatile.Read(ref _cachedBytes) > 0) MakeRoom(bytes);
        Invariant.Assert(bytes <= SizeClass.Bytes(sizeClass));
        var begin = _time.GetTimestamp();
        // The last line of the last page may begin where the data's offset pushes it: one page more.
        var chunks = (int)((SizeClass.Bytes(sizeClass) + (ColourCount * LineBytes) + ExtentMap.ChunkBytes - 1) >> ExtentMap.ChunkBits);
        var chunk = TryTake(sizeClass, chunks);
        if (chunk < 0 && ReclaimAddresses()) chunk = TryTake(sizeClass, chunks);
        if (chunk < 0)
        {
            Trim();
            ReclaimAddresses();
            chunk = TryTake(sizeClass, chunks);
        }

        Interlocked.Add(ref _kernelTicks, _time.GetTimestamp() - begin);
        return chunk;
    }

    private int TryTake(int sizeClass, int chunks)
    {
        _map.Lock.Enter();
        var chunk = _map.TryTake(chunks);
        if (chunk >= 0)
        {
            ref var extent = ref _map.Extents[chunk];
            Invariant.Assert(extent.State == (int)BlockState.Unmapped);
            extent.Chunks = chunks;
            extent.Class = sizeClass;
            extent.HugeChunks = 0;
            extent.DirtyBytes = 0;
            extent.DataOffset = (int)((uint)(_colour++ * ColourStep) % ColourCount) * LineBytes;
            KeepSmall(chunk, chunks);
            Volatile.Write(ref extent.State, (int)BlockState.Live);
        }

        _map.Lock.Exit();
        return chunk;
    }

    // Use() asks for huge pages where they pay. Unasked, a block of 64 KiB would take the 2 MiB of its chunk.
    private void KeepSmall(int chunk, int chunks)
    {
        if (!_source.GivesHugeUnasked) return;
        _ = _source.Advise(_map.AddressOf(chunk), (nuint)(chunks * ExtentMap.ChunkBytes), Pages.Advice.Small);
    }

    private void MakeRoom(long bytes)
    {
        var cached = Volatile.Read(ref _cachedBytes);
        // Half of what a reading found is still there when it is renewed: mostly that is enough, and no file is read.
        if (Room.BytesToEvict(bytes, Available() / 2, _limit.Bytes, cached) == 0) return;
        var evict = Room.BytesToEvict(bytes, _gauge.AvailableBytes(), _limit.Bytes, cached);
        if (evict > 0) EvictDownTo(cached - evict, int.MaxValue, EvictionOrder.Oldest);
    }

    // Cold blocks give their addresses up. True when any did.
    private bool ReclaimAddresses()
    {
        var any = false;
        _map.Lock.Enter();
        for (var sizeClass = 0; sizeClass < SizeClass.Count; sizeClass++)
        {
            var keep = 0;
            for (var chunk = _bins.Pop(sizeClass); chunk >= 0; chunk = _bins.Pop(sizeClass))
            {
                if (TryUnmap(chunk)) any = true;
                else keep = Chain(chunk, keep);
            }

            while (keep != 0)
            {
                var chunk = keep - 1;
                keep = _map.Extents[chunk].Next;
                _bins.Push(sizeClass, chunk);
            }
        }

        _map.Lock.Exit();
        return any;
    }

    // Blocks popped and not yet pushed back are ours to link; last in, first out restores their order.
    private int Chain(int chunk, int link)
    {
        Volatile.Write(ref _map.Extents[chunk].Next, link);
        return chunk + 1;
    }

    private bool TryUnmap(int chunk)
    {
        Invariant.Assert(_map.Lock.IsHeld);
        ref var extent = ref _map.Extents[chunk];
        if (!TryMove(ref extent, BlockState.Cold, BlockState.Busy)) return false;
        if (!_source.Decommit(_map.AddressOf(chunk), (nuint)(extent.Chunks * ExtentMap.ChunkBytes)))
        {
            Volatile.Write(ref extent.State, (int)BlockState.Cold);
            return false;
        }

        _map.ClearCached(chunk);
        Volatile.Write(ref extent.State, (int)BlockState.Unmapped);
        _map.Return(chunk, extent.Chunks);
        return true;
    }
}
