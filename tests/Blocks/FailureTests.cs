namespace Millpond.Blocks.Tests;

/// <summary>
/// The n-th call to the kernel is refused, for n = 1, 2, 3, … until the scenario needs fewer calls than that: nothing
/// may throw, no content may be lost, and all must be sound afterwards.
/// </summary>
public sealed unsafe class FailureTests
{
    private const long Mebibyte = TestCache.Mebibyte;

    [Theory]
    [MemberData(nameof(AllPolicies.Names), MemberType = typeof(AllPolicies))]
    public void Any_one_call_may_fail(string policy)
    {
        var failAt = 1;
        for (; ; failAt++)
        {
            var source = new FakePageSource { FailAt = failAt };
            if (RunScenario(policy, source) && source.AllCount < failAt) break;
        }

        // Not so few that the scenario cannot have been much.
        Assert.InRange(failAt, 30, 10_000);
    }

    [Theory]
    [InlineData("Commit")]
    [InlineData("Decommit")]
    [InlineData("Huge")]
    [InlineData("FreeLazily")]
    [InlineData("DiscardNow")]
    [InlineData("Resident")]
    public void All_calls_of_a_kind_may_fail(string kind)
    {
        foreach (var policy in RetentionPolicy.All)
        {
            Assert.True(RunScenario(policy.Name, new FakePageSource { Refused = Enum.Parse<Call>(kind) }));
        }
    }

    [Fact]
    public void The_cap_holds_again_after_a_refusal()
    {
        using var test = new TestCache(change: static options => options with { LimitBytes = 4 * Mebibyte });
        var blocks = new nint[3];
        for (var index = 0; index < 3; index++) blocks[index] = (nint)test.Allocate(3 * Mebibyte);
        test.Free((void*)blocks[0]);
        test.Source.FailAt = test.Source.AllCount + 1;
        test.Free((void*)blocks[1]);
        test.Free((void*)blocks[2]);
        Assert.Equal(1, test.Cache.Stats().CachedBlocks);
    }

    // True when there was a cache at all.
    private static bool RunScenario(string policy, FakePageSource source)
    {
        var clock = new ManualClock();
        var options = new BlockCacheOptions
        {
            Policy = RetentionPolicy.Find(policy)!,
            LimitBytes = 5 * Mebibyte,
            ReserveBytes = 96 * Mebibyte,
            Source = source,
            Time = clock,
            Gauge = new FakeGauge { Available = 8 * Mebibyte },
        };
        if (BlockCache.TryCreate(options, out var reason) is not { } cache)
        {
            Assert.Equal(CacheRefusal.NoAddresses, reason);
            return false;
        }

        var traffic = new Traffic(cache, 7, 6, 2 * Mebibyte);
        for (var step = 0; step < 30; step++)
        {
            traffic.Step();
            clock.Advance(step * 20);
            if (step % 9 == 0) _ = cache.Maintain();
            if (step % 12 == 0) _ = cache.Trim(Mebibyte);
            if (step % 13 == 0) _ = cache.Stats();
            if (step != 20) continue;
            cache.BeforeFork();
            cache.AfterForkInChild();
        }

        UseUpAddresses(cache);
        traffic.GiveAll();
        Assert.Null(traffic.Wrong);
        cache.Verify();
        cache.Dispose();
        var given = source.Count(Call.Reserve) + source.Count(Call.Map) - source.RefusedReservations;
        Assert.Equal(given, source.Count(Call.Release));
        return true;
    }

    private static void UseUpAddresses(BlockCache cache)
    {
        var blocks = new List<nint>();
        for (var bytes = 20 * Mebibyte; blocks.Count < 20; bytes += 100_000)
        {
            var start = (nint)cache.Allocate(bytes);
            if (start == 0) break;
            blocks.Add(start);
        }

        foreach (var block in blocks) Assert.True(cache.Free((void*)block));
    }
}
