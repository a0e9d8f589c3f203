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
            lock (_gate) return _timers.Count(static timer => timer.DueTicks is not null);
        }
    }

    public override long GetTimestamp() => Volatile.Read(ref _ticks);

    /// <summary>Moves on, stopping at each timer that falls due on the way.</summary>
    public void Advance(double milliseconds)
    {
        var end = _ticks + (long)(milliseconds * TicksPerMillisecond);
        while (Next(end) is { } timer)
        {
            Volatile.Write(ref _ticks, Math.Max(_ticks, timer.DueTicks!.Value));
            timer.Fire();
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

    private ManualTimer? Next(long end)
    {
        lock (_gate) return _timers.Where(timer => timer.DueTicks <= end).MinBy(static timer => timer.DueTicks);
    }

    private sealed class ManualTimer(ManualClock clock, TimerCallback callback, object? state) : ITimer
    {
        private bool _disposed;

        internal long? DueTicks { get; private set; }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            if (_disposed) return false;
            DueTicks = dueTime < TimeSpan.Zero ? null : clock._ticks + dueTime.Ticks;
            return true;
        }

        public void Dispose()
        {
            _disposed = true;
            DueTicks = null;
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }

        internal void Fire()
        {
            DueTicks = null;
            callback(state);
        }
    }
}
