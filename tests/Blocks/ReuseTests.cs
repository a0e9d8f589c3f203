namespace Millpond.Blocks.Tests;

/// <summary>Which block serves a request, and what the counters say of it.</summary>
public sealed unsafe class ReuseTests
{
    private const long Mebibyte = TestCache.Mebibyte;

    [Fact]
    public void A_hot_block_of_the_next_size_goes_before_a_cold_one_of_the_right_size()
    {
        using var test = new TestCache();
        var (cold, hot) = ((nint)test.Allocate(Mebibyte), (nint)test.Allocate(Mebibyte + 1));
        test.Free((void*)cold);
        test.Cache.Trim();
        test.Free((void*)hot);
        Assert.Equal(hot, (nint)test.Allocate(Mebibyte));
    }

    [Theory]
    [InlineData("proposal")]
    [InlineData("victim-first")]
    [InlineData("victim-best")]
    public void A_kept_larger_block_goes_before_a_cold_one_of_the_right_size(string policy)
    {
        using var test = new TestCache(policy);
        var (cold, kept) = ((nint)test.Allocate(Mebibyte), (nint)test.Allocate(9 * Mebibyte));
        test.Free((void*)cold);
        test.Cache.Trim();
        test.Free((void*)kept);
        Assert.Equal(kept, (nint)test.Allocate(Mebibyte));
    }

    [Theory]
    [InlineData("proposal")]
    [InlineData("victim-first")]
    [InlineData("victim-best")]
    [InlineData("victim")]
    [InlineData("millpond")]
    public void A_small_request_does_not_take_the_addresses_of_a_large_cold_block(string policy)
    {
        using var test = new TestCache(policy);
        var large = test.Allocate(64 * Mebibyte);
        test.Free(large);
        test.Cache.Trim();
        Assert.True(large != test.Allocate(Mebibyte));
    }

    [Theory]
    [MemberData(nameof(AllPolicies.Names), MemberType = typeof(AllPolicies))]
    public void The_addresses_of_a_cold_block_are_used_again(string policy)
    {
        using var test = new TestCache(policy);
        var start = test.Allocate(Mebibyte);
        test.Free(start);
        test.Cache.Trim();
        Assert.True(start == test.Allocate(Mebibyte));
    }

    [Fact]
    public void The_first_fit_is_the_newest_that_is_large_enough()
    {
        using var test = new TestCache("victim-first");
        var (older, newer) = ((nint)test.Allocate(2 * Mebibyte), (nint)test.Allocate(9 * Mebibyte));
        test.Free((void*)older);
        test.Clock.Advance(1);
        test.Free((void*)newer);
        Assert.Equal(newer, (nint)test.Allocate(Mebibyte));
    }

    [Fact]
    public void The_best_fit_is_the_smallest_that_is_large_enough()
    {
        using var test = new TestCache("victim-best");
        var (larger, smaller) = ((nint)test.Allocate(9 * Mebibyte), (nint)test.Allocate(2 * Mebibyte));
        test.Free((void*)smaller);
        test.Clock.Advance(1);
        test.Free((void*)larger);
        Assert.Equal(smaller, (nint)test.Allocate(Mebibyte));
    }

    [Fact]
    public void The_exact_fit_takes_no_other_size()
    {
        using var test = new TestCache("victim");
        var larger = test.Allocate(Mebibyte + 1);
        test.Free(larger);
        Assert.True(larger != test.Allocate(Mebibyte));
    }

    [Fact]
    public void The_proposal_keeps_the_four_largest()
    {
        using var test = new TestCache("proposal");
        var blocks = new nint[6];
        for (var index = 0; index < 6; index++) blocks[index] = (nint)test.Allocate((index + 1) * Mebibyte);
        foreach (var index in new[] { 3, 0, 5, 1, 4, 2 }) test.Free((void*)blocks[index]);
        var states = Array.ConvertAll(blocks, block => test.StateOf((void*)block));
        Assert.Equal([BlockState.Cold, BlockState.Cold], states[..2]);
        Assert.All(states[2..], static state => Assert.Equal(BlockState.Warm, state));
    }

    [Fact]
    public void The_victim_cache_lets_the_oldest_of_eleven_go()
    {
        using var test = new TestCache("victim");
        var blocks = new nint[11];
        for (var index = 0; index < 11; index++) blocks[index] = (nint)test.Allocate(Mebibyte);
        foreach (var block in blocks.Reverse())
        {
            test.Clock.Advance(1);
            test.Free((void*)block);
        }

        Assert.Equal(BlockState.Cold, test.StateOf((void*)blocks[10]));
        Assert.All(blocks[..10], block => Assert.Equal(BlockState.Hot, test.StateOf((void*)block)));
    }

    [Fact]
    public void A_hit_saves_one_fault_a_page()
    {
        using var test = new TestCache(change: static options => options with { HugePages = false });
        test.Free(test.AllocateFilled(64 * 4096));
        test.Free(test.Allocate(64 * 4096));
        Assert.InRange(test.Cache.Stats().RefaultsAvoided, 64, 65);
    }

    [Fact]
    public void A_huge_page_saves_one_fault()
    {
        using var test = new TestCache();
        test.Free(test.AllocateFilled(8 * Mebibyte));
        test.Free(test.Allocate(8 * Mebibyte));
        Assert.InRange(test.Cache.Stats().RefaultsAvoided, 4, 5);
    }

    [Fact]
    public void A_small_request_saves_no_more_faults_than_it_has_pages()
    {
        using var test = new TestCache("victim-first", static options => options with { HugePages = false });
        test.Free(test.AllocateFilled(8 * Mebibyte));
        _ = test.Allocate(100_000);
        Assert.InRange(test.Cache.Stats().RefaultsAvoided, 24, 26);
    }

    [Fact]
    public void A_block_that_was_never_written_saves_nothing()
    {
        using var test = new TestCache();
        test.Free(test.Allocate(8 * Mebibyte));
        test.Free(test.Allocate(8 * Mebibyte));
        Assert.Equal(0, test.Cache.Stats().RefaultsAvoided);
    }

    [Fact]
    public void A_zeroed_request_that_gives_the_memory_back_first_saves_nothing()
    {
        using var test = new TestCache();
        test.Free(test.Allocate(40 * Mebibyte));
        _ = test.AllocateZeroed(40 * Mebibyte);
        var stats = test.Cache.Stats();
        Assert.Equal((0, 2, 0), (stats.Hits, stats.Misses, stats.RefaultsAvoided));
    }

    [Fact]
    public void A_request_that_is_refused_is_no_miss()
    {
        using var test = new TestCache();
        test.Source.Refused = Call.Commit;
        Assert.True(test.Cache.Allocate(Mebibyte) is null);
        Assert.Equal((1, 0), (test.Cache.Stats().Refused, test.Cache.Stats().Misses));
    }

    [Fact]
    public void A_cold_block_is_a_miss()
    {
        using var test = new TestCache();
        test.Free(test.Allocate(Mebibyte));
        test.Cache.Trim();
        _ = test.Allocate(Mebibyte);
        Assert.Equal((0, 2), (test.Cache.Stats().Hits, test.Cache.Stats().Misses));
    }

    [Fact]
    public void A_large_zeroed_request_takes_a_cold_block_before_a_hot_one()
    {
        using var test = new TestCache();
        var (cold, hot) = ((nint)test.Allocate(40 * Mebibyte), (nint)test.Allocate(40 * Mebibyte));
        test.Free((void*)cold);
        test.Cache.Trim();
        test.Free((void*)hot);
        Assert.Equal(cold, (nint)test.AllocateZeroed(40 * Mebibyte));
    }

    [Fact]
    public void The_peak_is_never_above_the_limit()
    {
        using var test = new TestCache(change: static options => options with { LimitBytes = 4 * Mebibyte });
        foreach (var bytes in new[] { 3 * Mebibyte, 2 * Mebibyte, 40 * Mebibyte }) test.Free(test.Allocate(bytes));
        Assert.InRange(test.Cache.Stats().PeakCachedBytes, 3 * Mebibyte, 4 * Mebibyte);
    }

    [Fact]
    public void Off_has_no_peak()
    {
        using var test = new TestCache("off");
        test.Free(test.Allocate(Mebibyte));
        Assert.Equal(0, test.Cache.Stats().PeakCachedBytes);
    }
}
