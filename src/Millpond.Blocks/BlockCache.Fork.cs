namespace Millpond.Blocks;

// fork() copies memory and one thread. Around it the two locks are held, so that the child finds no half-done work;
// the bins need nothing: they are whole at any instant. Blocks live in threads that the child does not have stay live
// there, as with any allocator.
public sealed partial class BlockCache
{
    /// <summary>
    /// Before fork, in the parent: gives cached blocks back (kept, they would be copied on write in both processes, which
    /// costs more than faulting them in again) and waits for purges under way.
    /// </summary>
    public void BeforeFork()
    {
        Trim();
        _purging.Enter();
        _map.Lock.Enter();
    }

    /// <summary>After fork, in the parent.</summary>
    public void AfterForkInParent()
    {
        _map.Lock.Exit();
        _purging.Exit();
    }

    /// <summary>
    /// After fork, in the child, before anything else of this cache is called there. Bins and counters are made anew
    /// from the blocks' states: another thread of the parent may have been in the middle of a step, and is not here.
    /// </summary>
    public void AfterForkInChild()
    {
        if (_disposed) return;
        _map.Lock.Reset();
        _purging.Reset();
        _choosing.Reset();
        _victims.Clear();
        _wake = null;
        _nextDue = 0;
        (_cachedBytes, _cachedBlocks) = (0, 0);
        _map.ClearBins();
        for (var chunk = 0; chunk < _map.HighWater;)
        {
            if (!_map.IsTaken(chunk)) chunk++;
            else chunk += Readmit(chunk);
        }

        if (_gauge is Pages.MemoryGauge gauge) gauge.Reopen();
    }

    private unsafe int Readmit(int chunk)
    {
        ref var extent = ref _map.Extents[chunk];
        Invariant.Assert(extent.Chunks > 0);
        // One that holds nothing was on its way to a thread that is not here.
        if (extent.State == (int)BlockState.Live && extent.DirtyBytes != 0)
        {
            extent.DirtyBytes = Math.Max(extent.DirtyBytes, extent.DataOffset + extent.RequestBytes);
            return extent.Chunks;
        }

        // Its purge may have been done or not: it is freed, and may hold anything.
        if (extent.State is (int)BlockState.Busy or (int)BlockState.Live) extent.State = (int)BlockState.Hot;
        if (extent.State != (int)BlockState.Cold)
        {
            // A purge sets the dirty bytes to zero before it says Cold: then it is.
            if (extent.DirtyBytes == 0) extent.State = (int)BlockState.Cold;
            else (_cachedBytes, _cachedBlocks) = (_cachedBytes + Held(extent), _cachedBlocks + 1);
        }

        _map.SetCached(chunk);
        _bins.Push(extent.Class, chunk);
        return extent.Chunks;
    }
}
