using CsCheck;
using Millpond.Pages;

namespace Millpond.Blocks.Tests;

/// <summary>As jemalloc's test/unit/decay.c: pages, and a clock that somebody invents.</summary>
public sealed class DecayPolicyTests
{
    private const double Step = DecayPolicy.DecayMilliseconds / DecayBacklog.Steps;
    private const long Freed = 1L << 30;

    private static readonly CacheView s_view = new(100, MachineCosts.Typical, long.MaxValue, Freed, Pressure.None, 1e9);

    [Fact]
    public void The_last_weight_is_one() => Assert.Equal(1, DecayBacklog.Weight(DecayBacklog.Steps - 1), 12);

    [Fact]
    public void The_middle_weight_is_a_half() =>
        Assert.Equal(0.5, DecayBacklog.Weight((DecayBacklog.Steps / 2) - 1), 12);

    [Fact]
    public void Weights_only_grow() =>
        Assert.All(Enumerable.Range(1, DecayBacklog.Steps - 1), static index =>
            Assert.True(DecayBacklog.Weight(index) > DecayBacklog.Weight(index - 1)));

    [Fact]
    public void Just_freed_all_is_kept() => Assert.Equal(Freed, new DecayBacklog().Advance(0, Step, Freed));

    [Theory]
    [InlineData(1000)]
    [InlineData(2500)]
    [InlineData(5000)]
    [InlineData(7500)]
    [InlineData(9000)]
    public void What_is_kept_follows_the_smooth_step(double milliseconds)
    {
        var backlog = new DecayBacklog();
        backlog.Advance(0, Step, Freed);
        var allowed = backlog.Advance(milliseconds, Step, Freed);
        var x = 1 - (milliseconds / DecayPolicy.DecayMilliseconds);
        var expected = Freed * ((6 * Math.Pow(x, 5)) - (15 * Math.Pow(x, 4)) + (10 * Math.Pow(x, 3)));
        Assert.Equal(expected, allowed, Freed * 1e-9);
    }

    [Fact]
    public void After_ten_seconds_nothing_is_kept()
    {
        var backlog = new DecayBacklog();
        backlog.Advance(0, Step, Freed);
        Assert.Equal(0, backlog.Advance(DecayPolicy.DecayMilliseconds, Step, Freed));
    }

    [Fact]
    public void It_makes_no_difference_how_often_time_was_looked_at() =>
        Gen.Double[0.1, 3000].Array[1, 40].Sample(static steps =>
        {
            var often = new DecayBacklog();
            var once = new DecayBacklog();
            often.Advance(0, Step, Freed);
            once.Advance(0, Step, Freed);
            var now = 0.0;
            long allowed = Freed;
            foreach (var step in steps)
            {
                now += step;
                allowed = often.Advance(now, Step, allowed);
            }

            return Math.Abs(allowed - once.Advance(now, Step, Freed)) <= steps.Length;
        });

    [Fact]
    public void What_is_freed_later_is_kept_longer()
    {
        var backlog = new DecayBacklog();
        backlog.Advance(0, Step, Freed);
        var left = backlog.Advance(5000, Step, Freed);
        Assert.Equal(left + Freed, backlog.Advance(5000, Step, left + Freed), 1.0);
    }

    [Fact]
    public void A_clock_that_jumps_a_day_leaves_nothing()
    {
        var backlog = new DecayBacklog();
        backlog.Advance(0, Step, Freed);
        Assert.Equal(0, backlog.Advance(86_400_000, Step, Freed));
    }

    [Fact]
    public void The_limit_binds_the_policy_too()
    {
        var allowed = new DecayPolicy().RetainedBytesMax(new DecayBacklog(), 0, s_view with { LimitBytes = 5 });
        Assert.Equal(5, allowed);
    }

    [Fact]
    public void A_freed_block_is_hot_and_never_warm()
    {
        var policy = new DecayPolicy();
        Assert.Equal(BlockState.Hot, policy.OnFree(new BlockView(BlockState.Live, 1, 0, 0), s_view));
        Assert.Equal(BlockState.Hot, policy.StateAt(new BlockView(BlockState.Hot, 1, 0, 9999), s_view));
    }
}
