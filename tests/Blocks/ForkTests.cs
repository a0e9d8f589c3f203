namespace Millpond.Blocks.Tests;

/// <summary>
/// What a forked child may find: fork() copies memory in the middle of any step of threads that the child does not
/// have. Each step is put there by hand; that real forks survive is tested with the NumPy library.
/// </summary>
public sealed unsafe class ForkTests
{
    private const long Mebibyte = TestCache.Mebibyte;

    [Fact]
    public void Before_a_fork_nothing_is_held()
    {
        using var test = new TestCache();
        test.Free(test.Allocate(Mebibyte));
        test.Cache.BeforeFork();
        test.Cache.AfterForkInParent();
        Assert.Equal(0, test.Cache.Stats().CachedBlocks);
        test.Cache.Verify();
    }

    [Fact]
    public void The_parent_goes_on()
    {
        using var test = new TestCache();
        var start = test.Allocate(Mebibyte);
        test.Cache.BeforeFork();
        test.Cache.AfterForkInParent();
        test.Free(start);
        Assert.True(start == test.Allocate(Mebibyte));
    }

    [Fact]
    public void The_child_goes_on()
    {
        using var test = new TestCache();
        var start = test.AllocateFilled(Mebibyte, 5);
        test.Cache.BeforeFork();
        test.Cache.AfterForkInChild();
        test.Cache.Verify();
        Assert.Equal(5, start[Mebibyte - 1]);
        test.Free(start);
        Assert.True(start == test.Allocate(Mebibyte));
        test.Cache.Verify();
    }

    [Theory]
    [InlineData(BlockState.Hot)]
    [InlineData(BlockState.Warm)]
    [InlineData(BlockState.Cold)]
    public void A_block_that_was_in_no_bin_is_in_one_again(BlockState state)
    {
        using var test = new TestCache();
        var extent = FreedBlock(test, state);
        // A thread had popped it, and looked.
        test.Map.Heads[extent->Class] = 0;
        Child(test, extent, state);
    }

    [Fact]
    public void A_block_whose_purge_was_not_done_is_hot()
    {
        using var test = new TestCache();
        var extent = FreedBlock(test, BlockState.Hot);
        extent->State = (int)BlockState.Busy;
        Child(test, extent, BlockState.Hot);
    }

    [Fact]
    public void A_block_whose_purge_was_done_is_cold()
    {
        using var test = new TestCache();
        var extent = FreedBlock(test, BlockState.Hot);
        extent->State = (int)BlockState.Busy;
        extent->DirtyBytes = 0;
        Child(test, extent, BlockState.Cold);
    }

    [Fact]
    public void A_block_that_was_just_being_freed_is_hot()
    {
        using var test = new TestCache();
        var extent = ExtentAt(test, test.Allocate(Mebibyte));
        extent->State = (int)BlockState.Busy;
        Child(test, extent, BlockState.Hot);
    }

    [Fact]
    public void A_new_block_that_was_never_handed_out_is_cold()
    {
        using var test = new TestCache();
        var extent = ExtentAt(test, test.Allocate(Mebibyte));
        // As TryTake leaves it; its size is that of an earlier life.
        extent->DirtyBytes = 0;
        extent->RequestBytes = 1L << 40;
        Child(test, extent, BlockState.Cold);
    }

    [Fact]
    public void A_reused_block_that_was_never_handed_out_is_sound()
    {
        using var test = new TestCache();
        var extent = FreedBlock(test, BlockState.Hot);
        // Popped and taken; the counters and the request come later.
        test.Map.Heads[extent->Class] = 0;
        extent->State = (int)BlockState.Live;
        Child(test, extent, BlockState.Live);
    }

    [Fact]
    public void A_block_that_was_being_enlarged_in_place_is_sound()
    {
        using var test = new TestCache();
        var extent = ExtentAt(test, test.Allocate(Mebibyte - 5000));
        // Reallocate had noted the new size, not yet the dirt.
        extent->RequestBytes = Mebibyte;
        Child(test, extent, BlockState.Live);
    }

    [Fact]
    public void Locks_of_threads_that_are_not_there_are_open()
    {
        using var test = new TestCache();
        var extent = FreedBlock(test, BlockState.Hot);
        var choosing = test.Field<BriefLock>("_choosing");
        choosing.Enter();
        test.SetField("_choosing", choosing);
        Child(test, extent, BlockState.Hot);
    }

    [Fact]
    public void Nobody_sleeps_for_the_child()
    {
        using var test = new TestCache();
        test.Cache.Wake = static () => throw new InvalidOperationException("called in the child");
        test.Cache.BeforeFork();
        test.Cache.AfterForkInChild();
        test.Free(test.Allocate(Mebibyte));
        Assert.Null(test.Cache.Wake);
    }

    private static Extent* FreedBlock(TestCache test, BlockState state)
    {
        var start = test.Allocate(Mebibyte);
        test.Free(start);
        if (state == BlockState.Cold) test.Cache.Trim();
        if (state == BlockState.Warm) ExtentAt(test, start)->State = (int)BlockState.Warm;
        return ExtentAt(test, start);
    }

    private static Extent* ExtentAt(TestCache test, void* address) => test.Map.Extents + test.Map.ChunkOf(address);

    // Without BeforeFork, which would trim what the test has prepared; as it does, the address lock is held.
    private static void Child(TestCache test, Extent* extent, BlockState expected)
    {
        test.Map.Lock.Enter();
        test.Cache.AfterForkInChild();
        test.Cache.Verify();
        Assert.Equal(expected, (BlockState)extent->State);
        test.Free(test.Allocate(Mebibyte));
        test.Cache.Trim();
        test.Cache.Verify();
    }
}
