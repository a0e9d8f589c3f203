namespace Millpond.Blocks.Tests;

/// <summary>A cache that was given back, and one that never was.</summary>
public sealed unsafe class EndTests
{
    [Fact]
    public void A_disposed_cache_serves_nothing()
    {
        var test = new TestCache();
        var start = test.Allocate(TestCache.Mebibyte);
        test.Dispose();
        Assert.True(test.Cache.Allocate(TestCache.Mebibyte) is null);
        Assert.True(test.Cache.Reallocate(start, 2 * TestCache.Mebibyte) is null);
    }

    [Fact]
    public void A_disposed_cache_owns_nothing()
    {
        var test = new TestCache();
        var start = test.Allocate(TestCache.Mebibyte);
        test.Dispose();
        Assert.False(test.Cache.Owns(start));
        Assert.False(test.Cache.Free(start));
        Assert.Equal(-1, test.Cache.SizeOf(start));
    }

    [Fact]
    public void A_disposed_cache_holds_nothing()
    {
        var test = new TestCache();
        test.Free(test.Allocate(TestCache.Mebibyte));
        test.Dispose();
        Assert.Equal(-1, test.Cache.Maintain());
        Assert.Equal(0, test.Cache.Trim());
        Assert.Equal((0, 0), (test.Cache.Stats().HotBytes, test.Cache.Stats().ReservedBytes));
    }

    [Fact]
    public void Disposing_twice_releases_once()
    {
        var test = new TestCache();
        test.Dispose();
        test.Dispose();
        Assert.Equal(2, test.Source.Count(Call.Release));
    }

    [Fact]
    public void Settings_without_sense_reserve_nothing()
    {
        var source = new FakePageSource();
        var options = new BlockCacheOptions { Source = source, LimitBytes = -1 };
        Assert.Throws<ArgumentOutOfRangeException>(() => BlockCache.TryCreate(options, out _));
        Assert.Equal(0, source.AllCount);
    }
}
