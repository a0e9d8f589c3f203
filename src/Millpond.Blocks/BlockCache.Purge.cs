using Millpond.Pages;

namespace Millpond.Blocks;

// Giving memory back: when, in what order, and by which call. What to give back is the policy's.
public sealed unsafe partial class BlockCache
{
    private const long Never = long.MaxValue;

    // Below a millisecond a sleep is not worth its wake-up.
    private const double SleepMillisecondsMin = 1;

    private readonly DecayBacklog _backlog = new();

    // One purge at a time; a second one goes away.
    private BriefLock _purging;

    private long _nextDue;
    private MachineCosts _costs;
    private bool _costsKnown;
    private Action? _wake;

    private long _availableBytes = long.MaxValue;
    private long _readAgainAt;
    private long _adviceCalls;
    private long _purgedBytes;
    private long _kernelTicks;
    private long _failedPurges;

    /// <summary>
    /// Called, from whichever thread frees, when <see cref="Maintain"/> has become due. Null: the freeing thread does
    /// the work itself. Must not allocate, throw or block where NumPy is the caller.
    /// </summary>
    public Action? Wake
    {
        get => _wake;
        set => Volatile.Write(ref _wake, value);
    }

    /// <summary>Gives back what the policy says is due now. Milliseconds until it is due again; -1: when next something is freed.</summary>
    public int Maintain()
    {
        if (!_purging.TryEnter()) return (int)SleepMillisecondsMin;
        try
        {
            return MaintainLocked();
        }
        finally
        {
            _purging.Exit();
        }
    }

    /// <summary>Gives back cached blocks, oldest first, until no more than <paramref name="keepBytes"/> are held.</summary>
    /// <returns>Bytes given back.</returns>
    public long Trim(long keepBytes = 0)
    {
        Guard.InRange(keepBytes >= 0, "bytes to keep are zero or more");
        var before = Volatile.Read(ref _cachedBytes);
        EvictDownTo(keepBytes, int.MaxValue, EvictionOrder.Oldest);
        return Math.Max(0, before - Volatile.Read(ref _cachedBytes));
    }

    /// <summary>Gives back blocks that were freed at least that long ago.</summary>
    /// <returns>Bytes given back.</returns>
    public long TrimIdle(double idleMilliseconds)
    {
        long bytes = 0;
        var now = _time.GetTimestamp();
        for (var chunk = _map.NextCached(0); chunk >= 0; chunk = _map.NextCached(chunk + 1))
        {
            ref var extent = ref _map.Extents[chunk];
            var state = (BlockState)Volatile.Read(ref extent.State);
            if (state is not (BlockState.Hot or BlockState.Warm) || Idle(extent, now) < idleMilliseconds) continue;
            var held = Held(extent);
            if (Purge(chunk, state, BlockState.Cold)) bytes += held;
        }

        return bytes;
    }

    private int MaintainLocked()
    {
        var pressure = _gauge.Read();
        var held = Volatile.Read(ref _cachedBytes);
        if (!_costsKnown && held > 0) LearnCosts();
        var now = _time.GetTimestamp();
        var policy = _policy;
        var next = ApplyPolicy(policy, Cache(pressure), now);
        var retained = policy.RetainedBytesMax(_backlog, now / _ticksPerMillisecond, Cache(pressure));
        EvictDownTo(retained, policy.BlocksMax, policy.Eviction);
        if (Volatile.Read(ref _cachedBytes) > 0) next = Math.Min(next, policy.TickMilliseconds);
        return Schedule(now, next, held);
    }

    // Milliseconds until a block's state is to change next.
    private double ApplyPolicy(RetentionPolicy policy, in CacheView cache, long now)
    {
        var next = double.PositiveInfinity;
        for (var chunk = _map.NextCached(0); chunk >= 0; chunk = _map.NextCached(chunk + 1))
        {
            ref var extent = ref _map.Extents[chunk];
            var state = (BlockState)Volatile.Read(ref extent.State);
            if (state is not (BlockState.Hot or BlockState.Warm)) continue;
            var desired = policy.Decide(View(extent, state, Idle(extent, now)), cache);
            Invariant.Assert(desired is BlockState.Hot or BlockState.Warm or BlockState.Cold);
            if (desired != state && Purge(chunk, state, desired)) state = desired;
            if (state == BlockState.Cold) continue;
            next = Math.Min(next, policy.NextChangeMilliseconds(View(extent, state, Idle(extent, now)), cache));
        }

        return next;
    }

    private int Schedule(long now, double nextMilliseconds, long heldBefore)
    {
        if (double.IsPositiveInfinity(nextMilliseconds))
        {
            // Nothing held, or held for good: the next free starts the clock.
            Volatile.Write(ref _nextDue, 0);
            // One that came while we looked found the clock running, so it told nobody.
            return Volatile.Read(ref _cachedBytes) > heldBefore ? (int)MillpondPolicy.HotMillisecondsMin : -1;
        }

        // While anything is held a sleeper looks again soon: what is freed meanwhile may be due before what was, and
        // others may want memory.
        var look = Room.LookMilliseconds(Volatile.Read(ref _availableBytes));
        var wait = Math.Clamp(Math.Ceiling(nextMilliseconds), SleepMillisecondsMin, look);
        // A sleeper comes by itself.
        Volatile.Write(ref _nextDue, _wake is null ? now + (long)(wait * _ticksPerMillisecond) : Never);
        return (int)wait;
    }

    // A free found that maintenance is due. Whoever sleeps is told once; without a sleeper the freeing thread does it.
    private void Due()
    {
        var wake = Volatile.Read(ref _wake);
        if (wake is null)
        {
            if (Volatile.Read(ref _nextDue) == 0) Volatile.Write(ref _nextDue, _time.GetTimestamp() + FirstLook);
            else Maintain();
            return;
        }

        if (Interlocked.Exchange(ref _nextDue, Never) != Never) wake();
    }

    // When nobody sleeps, the first look at what was freed comes after the shortest time that anything stays hot.
    private long FirstLook => (long)(MillpondPolicy.HotMillisecondsMin * _ticksPerMillisecond);

    private void EvictToLimit()
    {
        var policy = _policy;
        EvictDownTo(Volatile.Read(ref _limitBytes), policy.BlocksMax, policy.Eviction);
    }

    private void EvictDownTo(long bytesMax, int blocksMax, EvictionOrder order)
    {
        while (true)
        {
            var victim = FindVictim(order, out var state, out var blocks);
            if (victim < 0 || (Volatile.Read(ref _cachedBytes) <= bytesMax && blocks <= blocksMax)) return;
            // Another thread may have taken it meanwhile; a refusal of the kernel would repeat for ever.
            if (!Purge(victim, state, BlockState.Cold) && _map.Extents[victim].State == (int)state) return;
        }
    }

    private int FindVictim(EvictionOrder order, out BlockState victimState, out int blocks)
    {
        var (victim, least) = (-1, long.MaxValue);
        (victimState, blocks) = (BlockState.Hot, 0);
        for (var chunk = _map.NextCached(0); chunk >= 0; chunk = _map.NextCached(chunk + 1))
        {
            ref var extent = ref _map.Extents[chunk];
            var state = (BlockState)Volatile.Read(ref extent.State);
            if (state is not (BlockState.Hot or BlockState.Warm)) continue;
            blocks++;
            var rank = order == EvictionOrder.Oldest ? extent.FreedAt : Held(extent);
            if (rank >= least) continue;
            (victim, least, victimState) = (chunk, rank, state);
        }

        return victim;
    }

    // Hot → Warm, Hot → Cold, Warm → Cold. False: somebody else has the block, or the kernel refused; nothing changed.
    private bool Purge(int chunk, BlockState from, BlockState to)
    {
        Invariant.Assert(to is BlockState.Warm or BlockState.Cold);
        ref var extent = ref _map.Extents[chunk];
        if (!TryMove(ref extent, from, BlockState.Busy)) return false;
        var held = Held(extent);
        if (!Advise(chunk, held, to == BlockState.Warm ? Advice.FreeLazily : Advice.DiscardNow))
        {
            Interlocked.Increment(ref _failedPurges);
            Volatile.Write(ref extent.State, (int)from);
            return false;
        }

        Interlocked.Add(ref _purgedBytes, held);
        if (to == BlockState.Cold)
        {
            extent.DirtyBytes = 0;
            Interlocked.Add(ref _cachedBytes, -held);
        }

        Volatile.Write(ref extent.State, (int)to);
        return true;
    }

    private bool Advise(int chunk, long bytes, Advice advice)
    {
        Invariant.Assert(bytes > 0);
        Invariant.Assert(bytes <= _map.Extents[chunk].Chunks * ExtentMap.ChunkBytes);
        var begin = _time.GetTimestamp();
        var done = _source.Advise(_map.AddressOf(chunk), (nuint)bytes, advice);
        Interlocked.Add(ref _kernelTicks, _time.GetTimestamp() - begin);
        Interlocked.Increment(ref _adviceCalls);
        return done;
    }

    private void LearnCosts()
    {
        _costsKnown = true;
        _costs = Calibration.Measure(_source, _time) ?? _costs;
    }

    private BlockView View(in Extent extent, BlockState state, double idleMilliseconds) => new(
        state,
        Held(extent),
        extent.DirtyBytes == 0 ? 0 : (double)extent.HugeBytes / extent.DirtyBytes,
        idleMilliseconds);

    private CacheView Cache(Pressure pressure) => new(
        Volatile.Read(ref _price),
        _costs,
        Volatile.Read(ref _limitBytes),
        Volatile.Read(ref _cachedBytes),
        Room.HotBytesMax(Available(), _limit.Bytes),
        pressure,
        Volatile.Read(ref _idleMillisecondsMax));

    // A reading not older than the time in which others could use up what is left.
    private long Available()
    {
        var now = _time.GetTimestamp();
        var available = Volatile.Read(ref _availableBytes);
        if (now < Volatile.Read(ref _readAgainAt)) return available;
        available = _gauge.AvailableBytes();
        Volatile.Write(ref _availableBytes, available);
        Volatile.Write(ref _readAgainAt, now + (long)(Room.LookMilliseconds(available) * _ticksPerMillisecond));
        return available;
    }

    private double Idle(in Extent extent, long now) => Math.Max(0, now - extent.FreedAt) / _ticksPerMillisecond;
}
