using System.Buffers;

namespace Millpond.Blocks.Tests;

[Collection("buffers")]
public sealed unsafe class WarmMemoryPoolTests
{
    private const int Large = 1 << 20;

    [Fact]
    public void A_large_request_is_exact()
    {
        using var owner = WarmMemoryPool<double>.Shared.Rent(Large + 1);
        Assert.Equal(Large + 1, owner.Memory.Length);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(1000)]
    public void A_small_request_has_at_least_what_was_asked_for(int length)
    {
        using var owner = WarmMemoryPool<double>.Shared.Rent(length);
        Assert.True(owner.Memory.Length >= length);
    }

    [Fact]
    public void A_small_request_leaves_the_cache_alone()
    {
        using var test = new TestCache();
        using var pool = new WarmMemoryPool<byte>(test.Cache);
        using var owner = pool.Rent(WarmMemoryPool<byte>.ThresholdBytes - 1);
        Assert.Equal(0, test.Cache.Stats().LiveBlocks);
    }

    [Fact]
    public void A_request_at_the_threshold_is_a_block()
    {
        using var test = new TestCache();
        using var pool = new WarmMemoryPool<long>(test.Cache);
        using var owner = pool.Rent(WarmMemoryPool<long>.ThresholdBytes / 8);
        Assert.Equal(1, test.Cache.Stats().LiveBlocks);
    }

    [Fact]
    public void What_comes_back_serves_the_next_request()
    {
        using var test = new TestCache();
        using var pool = new WarmMemoryPool<double>(test.Cache);
        for (var round = 0; round < 10; round++) pool.Rent(Large).Dispose();
        Assert.Equal((9, 1), (test.Cache.Stats().Hits, test.Cache.Stats().Misses));
    }

    [Theory]
    [InlineData(-2)]
    [InlineData(int.MinValue)]
    public void A_senseless_size_is_refused(int length) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => WarmMemoryPool<int>.Shared.Rent(length));

    [Fact]
    public void A_request_may_be_as_large_as_a_memory_can_be()
    {
        using var owner = WarmMemoryPool<byte>.Shared.Rent(WarmMemoryPool<byte>.Shared.MaxBufferSize);
        Assert.Equal(int.MaxValue, owner.Memory.Length);
    }

    [Fact]
    public void All_types_share_one_cache() =>
        Assert.Same(WarmMemoryPool<int>.Shared.Cache, WarmMemoryPool<double>.Shared.Cache);

    [Fact]
    public void The_shared_pool_cannot_be_disposed()
    {
        WarmMemoryPool<int>.Shared.Dispose();
        using var owner = WarmMemoryPool<int>.Shared.Rent(Large);
        owner.Memory.Span.Fill(1);
    }

    [Fact]
    public void A_disposed_pool_refuses()
    {
        var pool = new WarmMemoryPool<int>(Options());
        pool.Dispose();
        pool.Dispose();
        Assert.Throws<ObjectDisposedException>(() => pool.Rent(Large));
        Assert.Throws<ObjectDisposedException>(() => pool.Rent(1));
        Assert.Throws<ObjectDisposedException>(() => pool.RentBuffer(1));
    }

    [Fact]
    public void Buffers_outlive_their_pool()
    {
        var source = new FakePageSource();
        var pool = new WarmMemoryPool<int>(Options() with { Source = source });
        var buffer = pool.RentBuffer(Large);
        pool.Dispose();
        buffer.GetSpan().Fill(7);
        Assert.Equal(0, source.Count(Call.Release));
        buffer.Dispose();
        Assert.Equal(2, source.Count(Call.Release));
    }

    [Fact]
    public void A_pool_gives_its_cache_back()
    {
        var source = new FakePageSource();
        var pool = new WarmMemoryPool<int>(Options() with { Source = source });
        pool.Rent(Large).Dispose();
        pool.Dispose();
        Assert.Equal(2, source.Count(Call.Release));
    }

    [Fact]
    public void A_pool_leaves_a_borrowed_cache_alone()
    {
        using var test = new TestCache();
        var pool = new WarmMemoryPool<int>(test.Cache);
        pool.Rent(Large).Dispose();
        pool.Dispose();
        _ = test.Allocate(Large);
    }

    [Fact]
    public void A_buffer_that_outlives_a_borrowed_cache_is_freed_by_nobody()
    {
        var test = new TestCache();
        using var pool = new WarmMemoryPool<int>(test.Cache);
        var buffer = pool.RentBuffer(Large);
        test.Dispose();
        buffer.Dispose();
    }

    [Fact]
    public void Without_a_cache_memory_comes_from_the_c_library()
    {
        var source = new FakePageSource { CanFreeLazily = false };
        using var pool = new WarmMemoryPool<int>(Options() with { Source = source });
        Assert.Equal((null, CacheRefusal.NoLazyFree), (pool.Cache, pool.Refusal));
        using var buffer = pool.RentBuffer(Large, zeroed: true);
        Assert.Equal(-1, buffer.GetSpan().IndexOfAnyExcept(0));
        buffer.GetSpan().Fill(7);
        buffer.Resize(2 * Large);
        Assert.Equal(-1, buffer.GetSpan()[..Large].IndexOfAnyExcept(7));
    }

    [Fact]
    public void When_the_cache_has_no_room_memory_comes_from_the_c_library()
    {
        using var test = new TestCache();
        using var pool = new WarmMemoryPool<byte>(test.Cache);
        test.Source.Refused = Call.Commit;
        using var buffer = pool.RentBuffer(Large);
        buffer.GetSpan().Fill(1);
        Assert.Equal(0, test.Cache.Stats().LiveBlocks);
    }

    [Fact]
    public void A_buffer_may_move_from_the_c_library_to_the_cache_and_back()
    {
        using var test = new TestCache();
        using var pool = new WarmMemoryPool<byte>(test.Cache);
        using var buffer = pool.RentBuffer(100);
        buffer.GetSpan().Fill(7);
        buffer.Resize(Large);
        Assert.Equal(1, test.Cache.Stats().LiveBlocks);
        buffer.Resize(100);
        Assert.Equal(0, test.Cache.Stats().LiveBlocks);
        Assert.Equal(-1, buffer.GetSpan().IndexOfAnyExcept((byte)7));
    }

    [Fact]
    public void Its_purger_gives_memory_back()
    {
        var clock = new ManualClock();
        using var pool = new WarmMemoryPool<byte>(Options() with { Time = clock });
        pool.Rent(Large).Dispose();
        Assert.Equal(1, pool.Cache!.Stats().CachedBlocks);
        clock.Advance(86_400_000);
        Assert.Equal(0, pool.Cache.Stats().CachedBlocks);
    }

    [Fact]
    public void It_fills_in_for_any_memory_pool()
    {
        MemoryPool<int> pool = WarmMemoryPool<int>.Shared;
        using var owner = pool.Rent(Large);
        using var pin = owner.Memory.Pin();
        ((int*)pin.Pointer)[Large - 1] = 7;
        Assert.Equal(7, owner.Memory.Span[^1]);
    }

    private static BlockCacheOptions Options() => new()
    {
        ReserveBytes = 256L << 20,
        Costs = MachineCosts.Typical,
        Gauge = new FakeGauge(),
    };
}
