namespace Millpond.Blocks;

// Giving back until few enough bytes and blocks are held, in the policy's order.
public sealed unsafe partial class BlockCache
{
    private readonly VictimList _victims = new();

    // Guards the list; not held while the kernel is asked.
    private BriefLock _choosing;
    private EvictionOrder _victimOrder;

    private void EvictToLimit()
    {
        var policy = _policy;
        EvictDownTo(Volatile.Read(ref _limitBytes), policy.BlocksMax, policy.Eviction);
    }

    // Bytes given back.
    private long EvictDownTo(long bytesMax, int blocksMax, EvictionOrder order)
    {
        if (bytesMax == 0) return EvictAll();
        // The oldest stay the oldest; the smallest need not.
        if (order != EvictionOrder.Oldest) ForgetVictims();
        long given = 0;
        var mayWalk = true;
        while (Volatile.Read(ref _cachedBytes) > bytesMax || Volatile.Read(ref _cachedBlocks) > blocksMax)
        {
            if (!TryNextVictim(order, mayWalk, out var victim, out var walked)) return given;
            // Where the kernel refused all that a walk found, the next walk would find the same.
            if (walked) mayWalk = false;
            ref var extent = ref _map.Extents[victim.Chunk];
            var state = (BlockState)Volatile.Read(ref extent.State);
            if (state is not (BlockState.Hot or BlockState.Warm) || extent.FreedAt != victim.FreedAt) continue;
            var held = Held(extent);
            if (Purge(victim.Chunk, state, BlockState.Cold))
            {
                given += held;
                mayWalk = true;
            }
            else
            {
                // Taken by another thread meanwhile: then there is less to give back.
                mayWalk |= Volatile.Read(ref extent.State) != (int)state;
            }
        }

        return given;
    }

    // In whatever order: all go.
    private long EvictAll()
    {
        long given = 0;
        for (var chunk = _map.NextCached(0); chunk >= 0; chunk = _map.NextCached(chunk + 1))
        {
            ref var extent = ref _map.Extents[chunk];
            var state = (BlockState)Volatile.Read(ref extent.State);
            if (state is not (BlockState.Hot or BlockState.Warm)) continue;
            var held = Held(extent);
            if (Purge(chunk, state, BlockState.Cold)) given += held;
        }

        return given;
    }

    private bool TryNextVictim(EvictionOrder order, bool mayWalk, out Victim victim, out bool walked)
    {
        _choosing.Enter();
        if (order != _victimOrder) _victims.Clear();
        _victimOrder = order;
        walked = _victims.IsEmpty && mayWalk;
        if (walked) FindVictims(order);
        var found = _victims.TryTake(out victim);
        _choosing.Exit();
        return found;
    }

    private void FindVictims(EvictionOrder order)
    {
        Invariant.Assert(_choosing.IsHeld);
        _victims.Clear();
        for (var chunk = _map.NextCached(0); chunk >= 0; chunk = _map.NextCached(chunk + 1))
        {
            ref var extent = ref _map.Extents[chunk];
            if (Volatile.Read(ref extent.State) is not ((int)BlockState.Hot or (int)BlockState.Warm)) continue;
            var freedAt = Volatile.Read(ref extent.FreedAt);
            _victims.Offer(new Victim(chunk, freedAt, order == EvictionOrder.Oldest ? freedAt : Held(extent)));
        }
    }

    private void ForgetVictims()
    {
        _choosing.Enter();
        _victims.Clear();
        _choosing.Exit();
    }
}
