namespace Millpond.Blocks.Tests;

/// <summary>A clock that stands still until it is moved on; its timers fire on the thread that moves it.</summary>
internal sealed class ManualClock : TimeProvider
{
    private const long TicksPerMillisecond = 10_000;

    private readonly List<ManualTimer> _timers = [];
    private readonly Lock _gate = new();

    // Not zero: a time of zero means "none" in more than one place.
    private long _ticks = TicksPerMillisecond;

    public override long TimestampFrequency => TicksPerMillisecond * 1000;

    /// <summary>Timers that are set to fire.</summary>
    public int ArmedTimers
    {
        get
        {
            lock (_gate) return _timers.Count(static timer => timer.DueTicks != long.MaxValue);
        }
    }

    public override long GetTimestamp() => Volatile.Read(ref _ticks);

    /// <summary>Moves on, stopping at each timer that falls due on the way.</summary>
    public void Advance(double milliseconds)
    {
        var end = _ticks + (long)(milliseconds * TicksPerMillisecond);
        while (Next(end) is { } next)
        {
            Volatile.Write(ref _ticks, Math.Max(_ticks, next.DueTicks));
            next.Timer.Fire();
        }

        Volatile.Write(ref _ticks, end);
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new ManualTimer(this, callback, state);
        lock (_gate) _timers.Add(timer);
        timer.Change(dueTime, period);
        return timer;
    }

    private (ManualTimer Timer, long DueTicks)? Next(long end)
    {
        lock (_gate)
        {
            (ManualTimer, long)? next = null;
            foreach (var timer in _timers)
            {
                var due = timer.DueTicks;
                if (due <= end && due < (next?.Item2 ?? long.MaxValue)) next = (timer, due);
            }

            return next;
        }
    }

    private sealed class ManualTimer(ManualClock clock, TimerCallback callback, object? state) : ITimer
    {
        private long _dueTicks = long.MaxValue;
        private volatile bool _disposed;

        /// <summary>long.MaxValue: not set.</summary>
        internal long DueTicks => Volatile.Read(ref _dueTicks);

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            if (_disposed) return false;
            var due = dueTime < TimeSpan.Zero ? long.MaxValue : clock.GetTimestamp() + dueTime.Ticks;
            Volatile.Write(ref _dueTicks, due);
            return true;
        }

        public void Dispose()
        {
            _disposed = true;
            Volatile.Write(ref _dueTicks, long.MaxValue);
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }

        internal void Fire()
        {
            Volatile.Write(ref _dueTicks, long.MaxValue);
            callback(state);
        }
    }
}
