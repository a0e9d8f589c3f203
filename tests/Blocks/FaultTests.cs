using Millpond.Pages;

namespace Millpond.Blocks.Tests;

/// <summary>What it is all for, on the real kernel: page faults.</summary>
public sealed unsafe class FaultTests
{
    private const long BlockBytes = 64L << 20;

    // The runtime's own, and those of a first call: far below the 16,384 of a cold block.
    private const long FewFaults = 40;

    private static readonly Func<BlockCacheOptions, BlockCacheOptions> s_smallPages =
        static options => Real(options) with { HugePages = false };

    [Fact]
    public void A_cold_block_takes_a_fault_a_page()
    {
        using var test = new TestCache(change: s_smallPages);
        Assert.InRange(FaultsOfUse(test), BlockBytes / 4096, (BlockBytes / 4096) + FewFaults);
    }

    [Fact]
    public void A_hot_block_takes_none()
    {
        using var test = new TestCache(change: s_smallPages);
        _ = FaultsOfUse(test);
        Assert.InRange(FaultsOfUse(test), 0, FewFaults);
    }

    [Fact]
    public void A_warm_block_takes_none_while_nobody_wants_its_memory()
    {
        using var test = new TestCache("proposal", s_smallPages);
        _ = FaultsOfUse(test);
        Assert.Equal(BlockState.Warm, test.StateOf(Peek(test)));
        Assert.InRange(FaultsOfUse(test), 0, FewFaults);
    }

    [Fact]
    public void A_block_given_back_takes_all_of_them_again()
    {
        using var test = new TestCache("off", s_smallPages);
        _ = FaultsOfUse(test);
        Assert.InRange(FaultsOfUse(test), BlockBytes / 4096, (BlockBytes / 4096) + FewFaults);
    }

    [Fact]
    public void On_huge_pages_a_cold_block_takes_one_for_each_2_mebibytes()
    {
        Assert.SkipUnless(PageSource.System.HugePageBytes == (nuint)ExtentMap.ChunkBytes, "no huge pages of 2 MiB");
        using var test = new TestCache(change: Real);
        // A machine short of huge pages gives some small ones: then it is more, but not all.
        Assert.InRange(FaultsOfUse(test), 32, 8000);
    }

    [Fact]
    public void The_faults_said_to_be_avoided_are_those_that_a_cold_block_takes()
    {
        using var test = new TestCache(change: s_smallPages);
        var cold = FaultsOfUse(test);
        _ = FaultsOfUse(test);
        Assert.InRange(test.Cache.Stats().RefaultsAvoided, cold - FewFaults, cold + 1);
    }

    [Fact]
    public void What_the_kernel_took_is_counted_as_lost()
    {
        Assert.SkipUnless(KernelProbe.LazyFree() == LazyFreeEffect.Reclaimed, "this kernel cannot be asked to reclaim");
        using var test = new TestCache("proposal", s_smallPages);
        _ = FaultsOfUse(test);
        var start = test.Map.AddressOf(test.Map.ChunkOf(Peek(test)));
        Assert.Equal(0, test.Cache.Stats().LostBytes);
        Assert.True(PageSource.System.Advise(start, (nuint)BlockBytes, Advice.PageOut));
        Assert.InRange(test.Cache.Stats().LostBytes, BlockBytes - (1 << 20), test.Cache.Stats().WarmBytes);
    }

    [Fact]
    public void A_block_that_the_kernel_took_is_valid_memory()
    {
        using var test = new TestCache("proposal", s_smallPages);
        _ = FaultsOfUse(test);
        var start = test.Map.AddressOf(test.Map.ChunkOf(Peek(test)));
        _ = PageSource.System.Advise(start, (nuint)BlockBytes, Advice.PageOut);
        var again = test.AllocateFilled(BlockBytes, 9);
        Assert.Equal(-1, new Span<byte>(again, (int)BlockBytes).IndexOfAnyExcept((byte)9));
    }

    private static BlockCacheOptions Real(BlockCacheOptions options) =>
        options with { Source = PageSource.System, Limit = null };

    private static void* Peek(TestCache test) => test.Map.AddressOf(test.Map.NextCached(0));

    // Faults of this thread from the request to the free.
    private static long FaultsOfUse(TestCache test)
    {
        var before = FaultCounter.ReadThread().Minor;
        var start = test.Allocate(BlockBytes);
        new Span<byte>(start, (int)BlockBytes).Fill(1);
        var faults = FaultCounter.ReadThread().Minor - before;
        test.Free(start);
        return faults;
    }
}
