using Millpond.Pages;

namespace Millpond.Blocks.Tests;

public sealed unsafe class BlockCacheTests
{
    private const long Mebibyte = TestCache.Mebibyte;

    [Fact]
    public void A_freed_block_is_handed_out_again()
    {
        using var test = new TestCache();
        var first = test.Allocate(Mebibyte);
        test.Free(first);
        Assert.True(first == test.Allocate(Mebibyte));
    }

    [Fact]
    public void The_newest_block_of_a_size_is_handed_out_first()
    {
        using var test = new TestCache();
        var (older, newer) = ((nint)test.Allocate(Mebibyte), (nint)test.Allocate(Mebibyte));
        test.Free((void*)older);
        test.Free((void*)newer);
        Assert.Equal(newer, (nint)test.Allocate(Mebibyte));
    }

    [Fact]
    public void A_block_of_the_next_size_serves_too()
    {
        using var test = new TestCache();
        var larger = test.Allocate(Mebibyte + 1);
        test.Free(larger);
        Assert.True(larger == test.Allocate(Mebibyte));
    }

    [Fact]
    public void Data_begins_on_a_cache_line()
    {
        using var test = new TestCache();
        for (var index = 0; index < 70; index++) Assert.Equal(0, (nint)test.Allocate(70_000) % 64);
    }

    [Fact]
    public void Data_of_64_blocks_begins_on_64_different_lines_of_a_page()
    {
        using var test = new TestCache();
        var lines = new HashSet<nint>();
        for (var index = 0; index < 64; index++) lines.Add((nint)test.Allocate(70_000) % 4096);
        Assert.Equal(64, lines.Count);
    }

    [Fact]
    public void The_whole_of_a_block_can_be_written()
    {
        using var test = new TestCache();
        foreach (var bytes in new[] { 1, 4096, (2 * Mebibyte) - 4096, 2 * Mebibyte, (2 * Mebibyte) + 1 })
        {
            test.Free(test.AllocateFilled(bytes));
        }

        test.Cache.Verify();
    }

    [Fact]
    public void Zeroed_memory_is_zero_after_it_was_used()
    {
        using var test = new TestCache();
        test.Free(test.AllocateFilled(Mebibyte));
        Assert.Equal(-1, new Span<byte>(test.AllocateZeroed(Mebibyte), (int)Mebibyte).IndexOfAnyExcept((byte)0));
    }

    [Fact]
    public void A_large_zeroed_block_is_zero_after_it_was_used()
    {
        using var test = new TestCache();
        test.Free(test.AllocateFilled(40 * Mebibyte));
        var again = test.AllocateZeroed(40 * Mebibyte);
        Assert.Equal(-1, new Span<byte>(again, (int)(40 * Mebibyte)).IndexOfAnyExcept((byte)0));
    }

    [Fact]
    public void A_zeroed_block_that_the_kernel_took_half_of_is_zero()
    {
        using var test = new TestCache("proposal");
        test.Free(test.AllocateFilled(4 * Mebibyte));
        test.Source.Press(0);
        var again = test.AllocateZeroed(4 * Mebibyte);
        Assert.Equal(-1, new Span<byte>(again, (int)(4 * Mebibyte)).IndexOfAnyExcept((byte)0));
    }

    [Fact]
    public void A_smaller_zeroed_request_is_zero_up_to_the_block_that_it_becomes()
    {
        using var test = new TestCache();
        test.Free(test.AllocateFilled(Mebibyte));
        test.Free(test.AllocateZeroed(Mebibyte - 100_000));
        Assert.Equal(-1, new Span<byte>(test.AllocateZeroed(Mebibyte), (int)Mebibyte).IndexOfAnyExcept((byte)0));
    }

    [Fact]
    public void Growing_within_the_class_keeps_the_address()
    {
        using var test = new TestCache();
        var start = test.Allocate(Mebibyte - 5000);
        Assert.True(start == test.Cache.Reallocate(start, Mebibyte));
    }

    [Fact]
    public void Growing_keeps_the_content()
    {
        using var test = new TestCache();
        var grown = (byte*)test.Cache.Reallocate(test.AllocateFilled(Mebibyte, 7), 3 * Mebibyte);
        Assert.Equal(-1, new Span<byte>(grown, (int)Mebibyte).IndexOfAnyExcept((byte)7));
    }

    [Fact]
    public void Shrinking_to_a_little_moves_and_keeps_the_content()
    {
        using var test = new TestCache();
        var start = test.AllocateFilled(8 * Mebibyte, 7);
        var shrunk = (byte*)test.Cache.Reallocate(start, 100_000);
        Assert.True(shrunk != start);
        Assert.Equal(-1, new Span<byte>(shrunk, 100_000).IndexOfAnyExcept((byte)7));
    }

    [Fact]
    public void A_growth_that_is_refused_leaves_the_block()
    {
        using var test = new TestCache();
        var start = test.AllocateFilled(Mebibyte, 7);
        Assert.True(test.Cache.Reallocate(start, 1L << 45) is null);
        Assert.Equal(-1, new Span<byte>(start, (int)Mebibyte).IndexOfAnyExcept((byte)7));
    }

    [Fact]
    public void Freeing_twice_is_refused_and_counted()
    {
        using var test = new TestCache();
        var start = test.Allocate(Mebibyte);
        test.Free(start);
        Assert.False(test.Cache.Free(start));
        Assert.Equal(1, test.Cache.Stats().InvalidFrees);
    }

    [Fact]
    public void Freeing_the_middle_of_a_block_is_refused()
    {
        using var test = new TestCache();
        var start = test.Allocate(Mebibyte);
        Assert.False(test.Cache.Free(start + 64));
    }

    [Fact]
    public void A_foreign_address_is_not_ours()
    {
        using var test = new TestCache();
        long local;
        Assert.False(test.Cache.Owns(&local));
        Assert.False(test.Cache.Free(&local));
        Assert.Equal(0, test.Cache.Stats().InvalidFrees);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(long.MinValue)]
    [InlineData(long.MaxValue)]
    public void A_senseless_size_is_refused(long bytes)
    {
        using var test = new TestCache();
        Assert.True(test.Cache.Allocate(bytes) is null);
        Assert.Equal(1, test.Cache.Stats().Refused);
    }

    [Fact]
    public void The_size_asked_for_is_known()
    {
        using var test = new TestCache();
        Assert.Equal(70_001, test.Cache.SizeOf(test.Allocate(70_001)));
    }

    [Fact]
    public void Live_bytes_are_what_was_asked_for()
    {
        using var test = new TestCache();
        _ = test.Allocate(70_001);
        Assert.Equal((70_001, 1), (test.Cache.Stats().LiveBytes, test.Cache.Stats().LiveBlocks));
    }

    [Fact]
    public void A_block_is_hot_then_warm_then_cold()
    {
        using var test = new TestCache(change: static options => options with { HugePages = false });
        var start = test.Allocate(Mebibyte);
        test.Free(start);
        var (hot, _) = MillpondPolicy.Stay(0, new CacheView(100, MachineCosts.Typical, 0, 0, Pressure.None, 10_000));
        var states = new List<BlockState> { test.StateOf(start) };
        foreach (var wait in new[] { hot + 1, 10_000 })
        {
            test.Clock.Advance(wait);
            test.Cache.Maintain();
            states.Add(test.StateOf(start));
        }

        Assert.Equal([BlockState.Hot, BlockState.Warm, BlockState.Cold], states);
    }

    [Fact]
    public void Huge_pages_are_asked_for_once()
    {
        using var test = new TestCache();
        for (var round = 0; round < 3; round++) test.Free(test.Allocate(8 * Mebibyte));
        Assert.Equal(1, test.Source.Count(Call.Huge));
    }

    [Fact]
    public void No_huge_pages_are_asked_for_where_the_page_has_another_size()
    {
        using var test = new TestCache(source: new FakePageSource { HugePageBytes = 1 << 25 });
        _ = test.Allocate(64 * Mebibyte);
        Assert.Equal(0, test.Source.Count(Call.Huge));
    }

    [Fact]
    public void Where_huge_pages_come_unasked_a_small_block_is_kept_small()
    {
        var ranges = new List<(nint Start, nint Bytes)>();
        var source = new FakePageSource { GivesHugeUnasked = true };
        source.OnCall = (call, start, bytes) =>
        {
            if (call == Call.Small) ranges.Add((start, bytes));
        };
        using var test = new TestCache(source: source);
        var block = (nint)test.Allocate(65_536) & ~(nint)(ExtentMap.ChunkBytes - 1);
        Assert.Equal([(block, (nint)ExtentMap.ChunkBytes)], ranges);
    }

    [Fact]
    public void Where_huge_pages_come_unasked_a_large_block_is_still_huge()
    {
        using var test = new TestCache(source: new FakePageSource { GivesHugeUnasked = true });
        _ = test.Allocate(8 * Mebibyte);
        Assert.Equal((1, 1), (test.Source.Count(Call.Small), test.Source.Count(Call.Huge)));
    }

    [Fact]
    public void Statistics_pass_over_a_block_that_changes_under_them()
    {
        using var test = new TestCache();
        var start = test.Allocate(Mebibyte);
        test.Free(start);
        test.Cache.Trim();
        var asked = test.Source.Count(Call.Resident);
        // As a thread sees it that read the length before the state: nothing held, and warm.
        test.Map.Extents[test.Map.ChunkOf(start)].State = (int)BlockState.Warm;
        Assert.Equal(0, test.Cache.Stats().LostBytes);
        Assert.Equal(asked, test.Source.Count(Call.Resident));
    }

    [Fact]
    public void Where_nothing_can_be_freed_lazily_there_is_no_cache()
    {
        var options = new BlockCacheOptions { Source = new FakePageSource { CanFreeLazily = false } };
        Assert.Null(BlockCache.TryCreate(options, out var reason));
        Assert.Equal(CacheRefusal.NoLazyFree, reason);
    }

    [Fact]
    public void Where_no_addresses_are_given_there_is_no_cache()
    {
        var options = new BlockCacheOptions { Source = new FakePageSource { Refused = Call.Reserve } };
        Assert.Null(BlockCache.TryCreate(options, out var reason));
        Assert.Equal(CacheRefusal.NoAddresses, reason);
    }

    [Fact]
    public void Where_no_tables_are_given_the_addresses_go_back()
    {
        var source = new FakePageSource { Refused = Call.Map };
        Assert.Null(BlockCache.TryCreate(new BlockCacheOptions { Source = source }, out _));
        Assert.Equal(source.Count(Call.Reserve), source.Count(Call.Release));
    }
}
