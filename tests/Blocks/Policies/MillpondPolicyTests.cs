using CsCheck;
using Millpond.Pages;

namespace Millpond.Blocks.Tests;

public sealed class MillpondPolicyTests
{
    private static readonly MillpondPolicy s_policy = new();

    private static readonly MachineCosts s_costs = new(WarmSmall: 150, WarmHuge: 6, ColdSmall: 1500, ColdHuge: 90);

    private static CacheView View(double price = 100, Pressure pressure = Pressure.None, double idleMax = 1e9) =>
        new(price, s_costs, 1L << 30, 0, pressure, idleMax);

    private static BlockState StateAt(
        double idle, double huge = 0, BlockState state = BlockState.Hot, CacheView? view = null) =>
        s_policy.Decide(new BlockView(state, 8L << 20, huge, idle), view ?? View());

    [Fact]
    public void Small_pages_stay_hot_until_the_rent_paid_is_what_warming_costs()
    {
        // 150 µs/MiB over 100 µs/MiB/s and a rent saved of three quarters: 2 s.
        Assert.Equal(2000, MillpondPolicy.Stay(0, View()).Hot, 6);
    }

    [Fact]
    public void Small_pages_stay_warm_until_the_rent_paid_is_what_faulting_costs()
    {
        // 1500 µs/MiB over a quarter of 100 µs/MiB/s: 60 s.
        Assert.Equal(60_000, MillpondPolicy.Stay(0, View()).Warm, 6);
    }

    [Fact]
    public void Huge_pages_stay_hot_a_shorter_time() => Assert.Equal(80, MillpondPolicy.Stay(1, View()).Hot, 6);

    [Fact]
    public void A_block_of_both_kinds_of_page_is_between_them() =>
        Assert.Equal(1040, MillpondPolicy.Stay(0.5, View()).Hot, 6);

    [Fact]
    public void A_block_is_hot_before_its_time() => Assert.Equal(BlockState.Hot, StateAt(1999.9));

    [Fact]
    public void A_block_is_warm_from_its_time_on() => Assert.Equal(BlockState.Warm, StateAt(2000));

    [Fact]
    public void A_block_is_cold_after_both_times() => Assert.Equal(BlockState.Cold, StateAt(62_000));

    [Fact]
    public void A_warm_block_never_becomes_hot_again() =>
        Assert.Equal(BlockState.Warm, StateAt(1, state: BlockState.Warm));

    [Fact]
    public void Nothing_stays_longer_than_the_idle_time()
    {
        Assert.Equal(BlockState.Cold, StateAt(1000, view: View(idleMax: 1000)));
    }

    [Fact]
    public void Under_pressure_a_block_is_hot_no_longer_than_a_loop_takes()
    {
        Assert.Equal(MillpondPolicy.HotMillisecondsMin, MillpondPolicy.Stay(0, View(pressure: Pressure.Some)).Hot);
    }

    [Fact]
    public void At_the_limit_everything_is_cold() =>
        Assert.Equal(BlockState.Cold, StateAt(0, view: View(pressure: Pressure.Full)));

    [Fact]
    public void A_block_over_the_limit_is_not_kept()
    {
        var view = View() with { LimitBytes = 1 << 20 };
        Assert.Equal(BlockState.Cold, s_policy.OnFree(new BlockView(BlockState.Live, 2 << 20, 0, 0), view));
    }

    [Fact]
    public void A_higher_price_never_keeps_longer() =>
        Gen.Select(Gen.Double[0.01, 1e5], Gen.Double[1, 1000], Gen.Double[0, 1]).Sample(static (price, factor, huge) =>
        {
            var (hot, warm) = MillpondPolicy.Stay(huge, View(price));
            var (dearerHot, dearerWarm) = MillpondPolicy.Stay(huge, View(price * factor));
            return dearerHot <= hot && dearerHot + dearerWarm <= hot + warm;
        });

    [Fact]
    public void A_block_only_ever_cools() =>
        Gen.Select(Gen.Double[0, 1e5], Gen.Double[0, 1e5], Gen.Double[0, 1]).Sample(static (one, other, huge) =>
            StateAt(Math.Min(one, other), huge) <= StateAt(Math.Max(one, other), huge));

    [Fact]
    public void The_state_changes_exactly_when_it_was_announced() =>
        Gen.Select(Gen.Double[0, 7e4], Gen.Double[0, 1], Gen.Double[1, 1e4]).Sample(static (idle, huge, price) =>
        {
            var state = StateAt(idle, huge, view: View(price));
            if (state == BlockState.Cold) return true;
            var next = s_policy.NextChangeMilliseconds(new BlockView(state, 8L << 20, huge, idle), View(price));
            return StateAt(idle + (next * 0.999), huge, state, View(price)) == state
                && StateAt(idle + (next * 1.001) + 1e-6, huge, state, View(price)) > state;
        });
}
