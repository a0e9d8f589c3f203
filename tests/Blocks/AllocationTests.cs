namespace Millpond.Blocks.Tests;

/// <summary>
/// Nothing on the managed heap: NumPy calls from threads and at moments in which a collection must not start.
/// </summary>
public sealed unsafe class AllocationTests
{
    private const long Mebibyte = TestCache.Mebibyte;

    [Theory]
    [MemberData(nameof(AllPolicies.Names), MemberType = typeof(AllPolicies))]
    public void No_call_allocates_anything_managed(string policy)
    {
        using var test = new TestCache(policy, static options => options with
        {
            LimitBytes = 20 * Mebibyte,
            Costs = null,
        });
        Round(test);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var round = 0; round < 20; round++) Round(test);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Fact]
    public void The_first_call_allocates_nothing_managed_either()
    {
        // One cache has compiled the code; another has had no call yet.
        using var first = new TestCache();
        Round(first);
        using var second = new TestCache();
        var before = GC.GetAllocatedBytesForCurrentThread();
        Round(second);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Fact]
    public void Nor_does_a_fork()
    {
        using var test = new TestCache();
        Fork(test);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Fork(test);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Fact]
    public void Nor_does_the_real_clock_and_gauge()
    {
        using var test = new TestCache(change: static options => options with
        {
            Time = TimeProvider.System,
            Gauge = null,
            Costs = null,
            Source = Pages.PageSource.System,
        });
        RoundOfReal(test);
        var before = GC.GetAllocatedBytesForCurrentThread();
        RoundOfReal(test);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    private static void Fork(TestCache test)
    {
        test.Free(test.Allocate(Mebibyte));
        test.Cache.BeforeFork();
        test.Cache.AfterForkInParent();
        test.Cache.BeforeFork();
        test.Cache.AfterForkInChild();
    }

    private static void Round(TestCache test)
    {
        RoundOfReal(test);
        test.Clock.Advance(70);
        _ = test.Cache.Maintain();
    }

    private static void RoundOfReal(TestCache test)
    {
        var cache = test.Cache;
        var blocks = stackalloc void*[12];
        for (var index = 0; index < 12; index++) blocks[index] = cache.Allocate((index + 1) * 300_000);
        for (var index = 0; index < 12; index++) blocks[index] = cache.Reallocate(blocks[index], (index + 1) * 310_000);
        for (var index = 0; index < 12; index++) _ = cache.Free(blocks[index]);
        _ = cache.Free(blocks[0]);
        _ = cache.Free(cache.AllocateZeroed(Mebibyte));
        _ = cache.Free(cache.AllocateZeroed(40 * Mebibyte));
        _ = cache.Allocate(-1) is null;
        _ = cache.Maintain();
        _ = cache.TrimIdle(50);
        _ = cache.Trim(3 * Mebibyte);
        _ = cache.Stats();
        _ = cache.Trim();
    }
}
