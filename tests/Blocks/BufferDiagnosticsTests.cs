using System.Runtime.CompilerServices;

namespace Millpond.Blocks.Tests;

[Collection("buffers")]
public sealed class BufferDiagnosticsTests
{
    private const int Large = 1 << 20;

    [Fact]
    public void Buffers_in_use_are_counted()
    {
        var before = BufferDiagnostics.UndisposedCount;
        var buffer = new NativeBuffer<int>(10);
        Assert.Equal(before + 1, BufferDiagnostics.UndisposedCount);
        buffer.Dispose();
        Assert.Equal(before, BufferDiagnostics.UndisposedCount);
    }

    [Fact]
    public void Disposing_twice_does_nothing_and_is_counted()
    {
        using var test = new TestCache();
        using var pool = new WarmMemoryPool<int>(test.Cache);
        var (twice, undisposed) = (BufferDiagnostics.DisposedTwiceCount, BufferDiagnostics.UndisposedCount);
        var buffer = pool.RentBuffer(Large);
        buffer.Dispose();
        using var other = pool.RentBuffer(Large);
        buffer.Dispose();
        Assert.Equal(1, test.Cache.Stats().LiveBlocks);
        Assert.Equal(twice + 1, BufferDiagnostics.DisposedTwiceCount);
        Assert.Equal(undisposed + 1, BufferDiagnostics.UndisposedCount);
    }

    [Fact]
    public void Disposing_twice_is_named()
    {
        var reports = new List<BufferReport>();
        BufferDiagnostics.DisposedTwice += reports.Add;
        var buffer = new NativeBuffer<short>(10);
        buffer.Dispose();
        buffer.Dispose();
        BufferDiagnostics.DisposedTwice -= reports.Add;
        var report = Assert.Single(reports);
        Assert.Equal(("NativeBuffer<Int16>[10]", 20), (report.Name, report.Bytes));
        Assert.Contains(nameof(Disposing_twice_is_named), report.AllocationStack, StringComparison.Ordinal);
    }

    [Fact]
    public void A_lost_buffer_gives_its_memory_back()
    {
        using var test = new TestCache();
        using var pool = new WarmMemoryPool<int>(test.Cache);
        Lose(pool);
        Assert.Equal(1, test.Cache.Stats().LiveBlocks);
        Collect();
        Assert.Equal(0, test.Cache.Stats().LiveBlocks);
        test.Cache.Verify();
    }

    [Fact]
    public void A_lost_buffer_is_counted()
    {
        var (lost, undisposed) = (BufferDiagnostics.LostCount, BufferDiagnostics.UndisposedCount);
        Lose(WarmMemoryPool<int>.Shared);
        Collect();
        Assert.Equal((lost + 1, undisposed), (BufferDiagnostics.LostCount, BufferDiagnostics.UndisposedCount));
    }

    [Fact]
    public void A_lost_buffer_is_named_with_the_place_where_it_was_made()
    {
        var report = ReportOf(static () => Lose(WarmMemoryPool<int>.Shared));
        Assert.Equal("NativeBuffer<Int32>[1048576]", report.Name);
        Assert.Contains(nameof(Lose), report.AllocationStack, StringComparison.Ordinal);
    }

    [Fact]
    public void A_buffer_disposed_while_pinned_and_never_unpinned_is_lost()
    {
        var report = ReportOf(static () => LosePin(WarmMemoryPool<int>.Shared));
        Assert.Contains(nameof(LosePin), report.AllocationStack, StringComparison.Ordinal);
    }

    [Fact]
    public void A_buffer_that_was_disposed_is_not_lost()
    {
        var lost = BufferDiagnostics.LostCount;
        UseWell();
        Collect();
        Assert.Equal(lost, BufferDiagnostics.LostCount);
    }

    [Fact]
    public void While_nobody_listens_no_stack_is_taken()
    {
        var reports = new List<BufferReport>();
        var buffer = new NativeBuffer<short>(10);
        buffer.Dispose();
        BufferDiagnostics.DisposedTwice += reports.Add;
        buffer.Dispose();
        BufferDiagnostics.DisposedTwice -= reports.Add;
        Assert.Null(Assert.Single(reports).AllocationStack);
    }

    private static BufferReport ReportOf(Action lose)
    {
        var reported = new TaskCompletionSource<BufferReport>(TaskCreationOptions.RunContinuationsAsynchronously);
        BufferDiagnostics.Undisposed += Take;
        try
        {
            lose();
            Collect();
            Assert.True(reported.Task.Wait(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken));
            return reported.Task.Result;
        }
        finally
        {
            BufferDiagnostics.Undisposed -= Take;
        }

        void Take(BufferReport report) => reported.TrySetResult(report);
    }

    // Not inlined, or the caller's frame might keep the buffer alive.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Lose(WarmMemoryPool<int> pool) => pool.RentBuffer(Large).GetSpan().Fill(1);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void LosePin(WarmMemoryPool<int> pool)
    {
        var buffer = pool.RentBuffer(Large);
        _ = buffer.Pin();
        buffer.Dispose();
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void UseWell()
    {
        using var buffer = new NativeBuffer<int>(Large);
        buffer.GetSpan().Fill(1);
    }

    private static void Collect()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
    }
}
