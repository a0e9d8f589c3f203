namespace Millpond.Blocks;

/// <summary>
/// jemalloc's decay with its defaults: what was freed is released along a smooth curve over ten seconds, oldest first,
/// straight to cold (its second, lazy stage is off by default since 5.2).
/// </summary>
public sealed class DecayPolicy : RetentionPolicy
{
    /// <summary>jemalloc's dirty_decay_ms.</summary>
    public const double DecayMilliseconds = 10_000;

    /// <inheritdoc/>
    public override string Name => "decay";

    /// <inheritdoc/>
    public override double TickMilliseconds => DecayMilliseconds / DecayBacklog.Steps;

    /// <inheritdoc/>
    public override long RetainedBytesMax(DecayBacklog backlog, double nowMilliseconds, in CacheView cache) =>
        Math.Min(cache.LimitBytes, backlog.Advance(nowMilliseconds, TickMilliseconds, cache.CachedBytes));
}

/// <summary>
/// How many bytes became unused in each of the last 200 steps of time, and how many of them may still be held: a sum
/// weighted with a smooth step from 1 (just freed) to 0 (ten seconds ago). Arithmetic alone; one thread at a time.
/// </summary>
public sealed class DecayBacklog
{
    /// <summary>jemalloc's SMOOTHSTEP_NSTEPS.</summary>
    public const int Steps = 200;

    private readonly long[] _freedBytes = new long[Steps];
    private double _stepStartMilliseconds = double.NaN;
    private long _unpurgedBytes;

    /// <summary>Moves time on to <paramref name="nowMilliseconds"/> and answers how many bytes may be held.</summary>
    public long Advance(double nowMilliseconds, double stepMilliseconds, long heldBytes)
    {
        Invariant.Assert(stepMilliseconds > 0);
        if (double.IsNaN(_stepStartMilliseconds)) _stepStartMilliseconds = nowMilliseconds;
        var passed = (long)((nowMilliseconds - _stepStartMilliseconds) / stepMilliseconds);
        if (passed > 0)
        {
            var shift = (int)Math.Min(passed, Steps);
            Array.Copy(_freedBytes, shift, _freedBytes, 0, Steps - shift);
            Array.Clear(_freedBytes, Steps - shift, shift);
            _stepStartMilliseconds += passed * stepMilliseconds;
        }

        _freedBytes[Steps - 1] += Math.Max(0, heldBytes - _unpurgedBytes);
        var allowed = Allowed();
        _unpurgedBytes = Math.Min(heldBytes, allowed);
        return allowed;
    }

    /// <summary>Weight of step <paramref name="index"/>, 0 the oldest: Perlin's smoother step, 6x⁵ − 15x⁴ + 10x³.</summary>
    public static double Weight(int index)
    {
        var x = (index + 1.0) / Steps;
        return x * x * x * ((x * ((x * 6) - 15)) + 10);
    }

    private long Allowed()
    {
        double sum = 0;
        for (var step = 0; step < Steps; step++) sum += _freedBytes[step] * Weight(step);
        return (long)Math.Ceiling(sum);
    }
}
