namespace Millpond.Blocks.Tests;

/// <summary>Few addresses: cold blocks give theirs up, and what cannot be served is refused.</summary>
public sealed unsafe class AddressTests
{
    private const long Mebibyte = TestCache.Mebibyte;

    // Room for four blocks of up to 6 MiB less a page.
    private const int Blocks = 4;
    private const long BlockBytes = 5 * Mebibyte;

    [Fact]
    public void When_addresses_run_out_a_request_is_refused()
    {
        using var test = Small();
        for (var index = 0; index < Blocks; index++) _ = test.Allocate(BlockBytes);
        Assert.True(test.Cache.Allocate(BlockBytes) is null);
        Assert.Equal(1, test.Cache.Stats().Refused);
        test.Cache.Verify();
    }

    [Fact]
    public void After_a_free_it_is_served_again()
    {
        using var test = Small();
        var last = test.Allocate(BlockBytes);
        for (var index = 1; index < Blocks; index++) _ = test.Allocate(BlockBytes);
        Assert.True(test.Cache.Allocate(BlockBytes) is null);
        test.Free(last);
        Assert.True(last == test.Allocate(BlockBytes));
    }

    [Fact]
    public void Cold_blocks_give_their_addresses_to_a_larger_one()
    {
        using var test = Small();
        FreeAll(test);
        test.Cache.Trim();
        new Span<byte>(test.Allocate(3 * BlockBytes), (int)(3 * BlockBytes)).Fill(1);
        Assert.True(test.Source.Count(Call.Decommit) > 0);
        test.Cache.Verify();
    }

    [Fact]
    public void Hot_blocks_do_too_when_there_is_no_other_way()
    {
        using var test = Small();
        FreeAll(test);
        new Span<byte>(test.Allocate(3 * BlockBytes), (int)(3 * BlockBytes)).Fill(1);
        test.Cache.Verify();
    }

    [Fact]
    public void Addresses_that_were_given_up_read_as_zero()
    {
        using var test = Small();
        FreeAll(test);
        var start = test.Allocate(3 * BlockBytes);
        Assert.Equal(-1, new Span<byte>(start, (int)(3 * BlockBytes)).IndexOfAnyExcept((byte)0));
    }

    [Fact]
    public void What_the_kernel_refuses_to_decommit_stays_cold()
    {
        using var test = Small();
        FreeAll(test);
        test.Source.Refused = Call.Decommit;
        Assert.True(test.Cache.Allocate(3 * BlockBytes) is null);
        test.Cache.Verify();
        test.Source.Refused = null;
        _ = test.Allocate(3 * BlockBytes);
        test.Cache.Verify();
    }

    [Fact]
    public void Cold_blocks_keep_their_order_when_they_keep_their_addresses()
    {
        using var test = Small();
        var older = test.Allocate(BlockBytes);
        var newer = test.Allocate(BlockBytes);
        test.Free(older);
        test.Free(newer);
        test.Cache.Trim();
        test.Source.Refused = Call.Decommit;
        Assert.True(test.Cache.Allocate(4 * BlockBytes) is null);
        Assert.True(newer == test.Allocate(BlockBytes));
    }

    [Fact]
    public void A_hole_between_live_blocks_is_used()
    {
        using var test = Small();
        _ = test.Allocate(BlockBytes);
        var hole = test.Allocate(BlockBytes);
        _ = test.Allocate(BlockBytes);
        test.Free(hole);
        // Another class, so that the block itself cannot serve.
        for (var index = 0; index < 3; index++) new Span<byte>(test.Allocate(100_000), 100_000).Fill(1);
        _ = test.Allocate(Mebibyte);
        test.Cache.Verify();
    }

    [Fact]
    public void A_request_as_large_as_the_range_is_refused()
    {
        using var test = Small();
        Assert.True(test.Cache.Allocate(test.Cache.RangeBytes) is null);
        Assert.True(test.Cache.RequestBytesMax < test.Cache.RangeBytes);
    }

    [Fact]
    public void The_range_can_be_used_up_to_its_end()
    {
        using var test = Small();
        byte* last = null;
        for (byte* next; (next = (byte*)test.Cache.Allocate(65_536)) is not null; last = next) next[65_535] = 1;
        Assert.True(last + ExtentMap.ChunkBytes >= (byte*)test.Cache.RangeStart + test.Cache.RangeBytes);
        test.Cache.Verify();
    }

    [Fact]
    public void A_commit_that_fails_leaves_all_as_it_was()
    {
        using var test = Small();
        test.Source.Refused = Call.Commit;
        Assert.True(test.Cache.Allocate(BlockBytes) is null);
        test.Source.Refused = null;
        _ = test.Allocate(BlockBytes);
        test.Cache.Verify();
    }

    private static TestCache Small() =>
        new(change: static options => options with { ReserveBytes = Blocks * 6 * Mebibyte, HugePages = false });

    private static void FreeAll(TestCache test)
    {
        var blocks = new nint[Blocks];
        for (var index = 0; index < Blocks; index++) blocks[index] = (nint)test.AllocateFilled(BlockBytes);
        foreach (var block in blocks) test.Free((void*)block);
    }
}
