using Millpond.Pages;

namespace Millpond.Blocks;

// Giving memory back: when, in what order, and by which call. What to give back is the policy's.
public sealed unsafe partial class BlockCache
{
    private const long Never = long.MaxValue;

    // Below a millisecond a sleep is not worth its wake-up.
    private const double SleepMillisecondsMin = 1;

    // Rest after work, as a multiple of it: with thousands of blocks one is always due, and a twentieth of a core is enough.
    private const double RestMultiple = 19;

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
    /// Called, from whichever thread frees, when <see cref="Maintain"/> has become due; at once when something is held
    /// already. Null: the freeing thread does the work itself. Must not allocate, throw or block where NumPy is the caller.
    /// </summary>
    public Action? Wake
    {
        get => Volatile.Read(ref _wake);
        set
        {
            // Under the lock: a purge that is ending notes for the sleeper it knows that nobody else need come.
            _purging.Enter();
            Volatile.Write(ref _wake, value);
            Volatile.Write(ref _nextDue, 0);
            _purging.Exit();
            LookAtHeld();
        }
    }

    /// <summary>Gives back what the policy says is due now. Milliseconds until it is due again; -1: nothing is held.</summary>
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
        return EvictDownTo(keepBytes, int.MaxValue, EvictionOrder.Oldest);
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
        if (!_costsKnown && Volatile.Read(ref _cachedBlocks) > 0) LearnCosts();
        var now = _time.GetTimestamp();
        var policy = _policy;
        var next = ApplyPolicy(policy, Cache(pressure), now);
        var retained = policy.RetainedBytesMax(_backlog, now / _ticksPerMillisecond, Cache(pressure));
        EvictDownTo(retained, policy.BlocksMax, policy.Eviction);
        // Also where nothing is to change: others may come to need what is held.
        if (Volatile.Read(ref _cachedBlocks) > 0) return Schedule(now, Math.Min(next, policy.TickMilliseconds));
        // The next free starts the clock.
        Interlocked.Exchange(ref _nextDue, 0);
        // One that came after we had looked found the clock running, so it told nobody.
        return Volatile.Read(ref _cachedBlocks) > 0 ? (int)MillpondPolicy.HotMillisecondsMin : -1;
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
            if (desired != state && !Purge(chunk, state, desired))
            {
                // Taken by somebody, or refused by the kernel, which would refuse it again at once.
                next = Math.Min(next, Room.LookMillisecondsMax);
                continue;
            }

            state = desired;
            if (state == BlockState.Cold) continue;
            next = Math.Min(next, policy.NextChangeMilliseconds(View(extent, state, Idle(extent, now)), cache));
        }

        return next;
    }

    private int Schedule(long now, double nextMilliseconds)
    {
        var rest = RestMultiple * (_time.GetTimestamp() - now) / _ticksPerMillisecond;
        // While anything is held a sleeper looks again soon: what is freed meanwhile may be due before what was, and
        // others may want memory.
        var look = Room.LookMilliseconds(Volatile.Read(ref _availableBytes));
        var wait = Math.Clamp(Math.Ceiling(Math.Max(nextMilliseconds, rest)), SleepMillisecondsMin, look);
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
        // It went away while we called it: nobody will come.
        if (Volatile.Read(ref _wake) is null) Volatile.Write(ref _nextDue, 0);
    }

    // Starts the clock for what is held, where it stands still.
    private void LookAtHeld()
    {
        if (Volatile.Read(ref _cachedBlocks) > 0 && Volatile.Read(ref _nextDue) == 0) Due();
    }

    // When nobody sleeps, the first look at what was freed comes after the shortest time that anything stays hot.
    private long FirstLook => (long)(MillpondPolicy.HotMillisecondsMin * _ticksPerMillisecond);

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
            Interlocked.Decrement(ref _cachedBlocks);
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
        pressure,
        Volatile.Read(ref _idleMillisecondsMax),
        Room.HotBytesMax(Available(), _limit.Bytes));

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
