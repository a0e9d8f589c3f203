using Millpond.Pages;

namespace Millpond.Blocks.Tests;

public sealed unsafe class PurgerTests
{
    private const long Mebibyte = TestCache.Mebibyte;
    private const double DayMilliseconds = 86_400_000;

    private static readonly Func<BlockCacheOptions, BlockCacheOptions> s_smallPages =
        static options => options with { HugePages = false };

    [Theory]
    [InlineData("millpond")]
    [InlineData("decay")]
    public void A_day_leaves_nothing_hot_or_warm(string policy)
    {
        using var test = new TestCache(policy);
        using var purger = new Purger(test.Cache, test.Clock);
        foreach (var mebibytes in new[] { 1, 9, 40 }) test.Free(test.AllocateFilled(mebibytes * Mebibyte));
        test.Clock.Advance(DayMilliseconds);
        Assert.Equal((0, 0), (test.Cache.Stats().HotBytes, test.Cache.Stats().WarmBytes));
        test.Cache.Verify();
    }

    [Theory]
    [InlineData("proposal", 4)]
    [InlineData("victim", 10)]
    [InlineData("victim-first", 10)]
    [InlineData("victim-best", 10)]
    public void By_their_design_these_hold_on_for_ever(string policy, int blocks)
    {
        using var test = new TestCache(policy);
        using var purger = new Purger(test.Cache, test.Clock);
        var all = new nint[12];
        for (var index = 0; index < all.Length; index++) all[index] = (nint)test.Allocate(Mebibyte);
        foreach (var start in all) test.Free((void*)start);
        test.Clock.Advance(DayMilliseconds);
        Assert.Equal(blocks, test.Cache.Stats().CachedBlocks);
    }

    [Fact]
    public void Nothing_is_held_longer_than_the_idle_time()
    {
        using var test = new TestCache(change: static options => options with { IdleMillisecondsMax = 5000 });
        using var purger = new Purger(test.Cache, test.Clock);
        test.Free(test.Allocate(Mebibyte));
        test.Clock.Advance(5001);
        Assert.Equal(0, test.Cache.Stats().CachedBlocks);
    }

    [Fact]
    public void While_nothing_is_held_no_timer_runs()
    {
        using var test = new TestCache();
        using var purger = new Purger(test.Cache, test.Clock);
        test.Free(test.Allocate(Mebibyte));
        test.Clock.Advance(DayMilliseconds);
        Assert.Equal(0, test.Clock.ArmedTimers);
    }

    [Fact]
    public void What_is_freed_later_is_given_back_too()
    {
        using var test = new TestCache();
        using var purger = new Purger(test.Cache, test.Clock);
        for (var round = 0; round < 3; round++)
        {
            test.Free(test.Allocate(Mebibyte));
            test.Clock.Advance(DayMilliseconds);
        }

        Assert.Equal(0, test.Cache.Stats().CachedBlocks);
    }

    [Fact]
    public void What_was_freed_before_it_started_is_given_back()
    {
        using var test = new TestCache();
        test.Free(test.Allocate(Mebibyte));
        using var purger = new Purger(test.Cache, test.Clock);
        test.Clock.Advance(DayMilliseconds);
        Assert.Equal(0, test.Cache.Stats().CachedBlocks);
    }

    [Fact]
    public void What_is_freed_while_it_works_is_given_back()
    {
        using var test = new TestCache(change: s_smallPages);
        using var purger = new Purger(test.Cache, test.Clock);
        // The block that lies lower is freed after the walk has passed it.
        var (lower, higher) = ((nint)test.Allocate(Mebibyte), (nint)test.Allocate(Mebibyte));
        test.Source.OnCall = (call, _, _) =>
        {
            if (call != Call.DiscardNow) return;
            test.Source.OnCall = null;
            test.Free((void*)lower);
        };
        test.Free((void*)higher);
        test.Clock.Advance(DayMilliseconds);
        Assert.Equal(0, test.Cache.Stats().CachedBlocks);
    }

    [Fact]
    public void After_it_was_disposed_frees_do_its_work()
    {
        using var test = new TestCache();
        var purger = new Purger(test.Cache, test.Clock);
        test.Free(test.Allocate(8 * Mebibyte));
        purger.Dispose();
        var other = test.Allocate(Mebibyte);
        for (var round = 0; round < 3; round++)
        {
            test.Clock.Advance(DayMilliseconds);
            test.Free(other);
            other = test.Allocate(Mebibyte);
        }

        Assert.Equal(0, test.Cache.Stats().CachedBlocks);
    }

    [Fact]
    public void Without_it_frees_do_its_work()
    {
        using var test = new TestCache();
        test.Free(test.Allocate(8 * Mebibyte));
        var other = test.Allocate(Mebibyte);
        test.Clock.Advance(DayMilliseconds);
        test.Free(other);
        Assert.Equal(1, test.Cache.Stats().CachedBlocks);
    }

    [Fact]
    public void Disposing_it_waits_for_work_under_way()
    {
        using var test = new TestCache();
        var purger = new Purger(test.Cache, test.Clock);
        test.Free(test.Allocate(Mebibyte));
        using var inside = new ManualResetEventSlim();
        using var goOn = new ManualResetEventSlim();
        var (disposed, workedAfter) = (false, false);
        var cancelled = TestContext.Current.CancellationToken;
        test.Source.OnCall = (call, _, _) =>
        {
            if (call is not (Call.FreeLazily or Call.DiscardNow)) return;
            inside.Set();
            goOn.Wait(cancelled);
            workedAfter |= Volatile.Read(ref disposed);
        };
        var worker = new Thread(() => test.Clock.Advance(DayMilliseconds));
        worker.Start();
        inside.Wait(cancelled);
        var disposer = new Thread(() =>
        {
            purger.Dispose();
            Volatile.Write(ref disposed, true);
        });
        disposer.Start();
        // Long enough that a disposal which does not wait is over.
        Assert.False(disposer.Join(50));
        goOn.Set();
        worker.Join();
        disposer.Join();
        Assert.False(workedAfter);
    }

    [Fact]
    public void A_policy_that_lets_go_takes_over_what_was_held_for_ever()
    {
        using var test = new TestCache("victim");
        using var purger = new Purger(test.Cache, test.Clock);
        test.Free(test.Allocate(Mebibyte));
        test.Clock.Advance(DayMilliseconds);
        test.Cache.Configure(test.Options with { Policy = new MillpondPolicy() });
        test.Clock.Advance(DayMilliseconds);
        Assert.Equal(0, test.Cache.Stats().CachedBlocks);
    }

    [Theory]
    [MemberData(nameof(AllPolicies.Names), MemberType = typeof(AllPolicies))]
    public void At_the_limit_of_the_process_every_policy_lets_go_by_itself(string policy)
    {
        using var test = new TestCache(policy);
        using var purger = new Purger(test.Cache, test.Clock);
        test.Free(test.Allocate(Mebibyte));
        test.Clock.Advance(30);
        test.Gauge.Pressure = Pressure.Full;
        test.Clock.Advance(Room.LookMillisecondsMax);
        Assert.Equal(0, test.Cache.Stats().CachedBlocks);
    }

    [Fact]
    public void A_kernel_that_refuses_is_not_asked_a_thousand_times_a_second()
    {
        using var test = new TestCache(source: new FakePageSource { Refused = Call.DiscardNow });
        using var purger = new Purger(test.Cache, test.Clock);
        test.Free(test.Allocate(Mebibyte));
        test.Clock.Advance(60_000);
        Assert.InRange(test.Source.Count(Call.DiscardNow), 1, 60 * 5);
    }
}
