namespace Millpond.Blocks.Tests;

[Collection("buffers")]
public sealed unsafe class NativeBufferTests
{
    private const int Large = 1 << 20;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(1000)]
    [InlineData(Large)]
    public void It_has_the_elements_that_were_asked_for(int length)
    {
        using var buffer = new NativeBuffer<double>(length);
        Assert.Equal((length, length, length), ((int)buffer.Length, buffer.GetSpan().Length, buffer.Memory.Length));
    }

    [Theory]
    [InlineData(100)]
    [InlineData(Large)]
    public void Every_element_can_be_written_and_read(int length)
    {
        using var buffer = new NativeBuffer<int>(length);
        for (var index = 0; index < length; index++) buffer.GetSpan()[index] = index;
        for (var index = 0; index < length; index++) Assert.Equal(index, buffer.Pointer[index]);
    }

    [Theory]
    [InlineData(100)]
    [InlineData(Large)]
    public void Zeroed_elements_are_zero_after_others_were_disposed(int length)
    {
        for (var round = 0; round < 3; round++)
        {
            using var buffer = new NativeBuffer<int>(length, zeroed: true);
            Assert.Equal(-1, buffer.GetSpan().IndexOfAnyExcept(0));
            buffer.GetSpan().Fill(-1);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(Large)]
    public void It_begins_on_a_cache_line(int length)
    {
        using var buffer = new NativeBuffer<byte>(length);
        Assert.Equal(0, (nint)buffer.Pointer % 64);
    }

    [Fact]
    public void More_elements_than_a_span_can_hold_are_reached_in_parts()
    {
        const long length = int.MaxValue + 10L;
        using var buffer = new NativeBuffer<byte>(length);
        buffer.AsSpan(length - 4, 4)[3] = 7;
        Assert.Equal(7, buffer.Pointer[length - 1]);
    }

    [Fact]
    public void More_elements_than_a_span_can_hold_are_no_span()
    {
        using var buffer = new NativeBuffer<byte>(int.MaxValue + 10L);
        var failure = Assert.Throws<InvalidOperationException>(() => buffer.Memory);
        const string says = "NativeBuffer<Byte>[2147483657] is longer than a span: use AsSpan(start, length)";
        Assert.Equal(says, failure.Message);
    }

    [Theory]
    [InlineData(-1, 0)]
    [InlineData(11, 0)]
    [InlineData(0, 11)]
    [InlineData(5, 6)]
    [InlineData(0, -1)]
    [InlineData(long.MaxValue, 1)]
    public void A_part_outside_is_refused(long start, int length)
    {
        using var buffer = new NativeBuffer<int>(10);
        Assert.Throws<ArgumentOutOfRangeException>(() => _ = buffer.AsSpan(start, length).Length);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(long.MaxValue)]
    [InlineData(long.MaxValue / 4)]
    public void A_senseless_length_is_refused(long length) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new NativeBuffer<long>(length));

    [Fact]
    public void More_memory_than_there_is_fails_with_one_line()
    {
        var before = BufferDiagnostics.UndisposedCount;
        var failure = Assert.Throws<InsufficientMemoryException>(static () => new NativeBuffer<byte>(1L << 60));
        Assert.StartsWith("no memory for 1,152,921,504,606,846,976 bytes:", failure.Message, StringComparison.Ordinal);
        Assert.Equal(before, BufferDiagnostics.UndisposedCount);
    }

    [Fact]
    public void A_disposed_buffer_refuses_and_names_itself()
    {
        var buffer = new NativeBuffer<double>(Large);
        buffer.Dispose();
        Action[] uses =
        [
            () => _ = buffer.GetSpan().Length,
            () => _ = buffer.Memory,
            () => _ = buffer.AsSpan(0, 1).Length,
            () => _ = *buffer.Pointer,
            () => buffer.Pin().Dispose(),
            () => buffer.Resize(5),
        ];
        Assert.All(uses, static use =>
            Assert.Equal("NativeBuffer<Double>[1048576]", Assert.Throws<ObjectDisposedException>(use).ObjectName));
    }

    [Fact]
    public void A_memory_over_a_disposed_buffer_refuses()
    {
        var buffer = new NativeBuffer<double>(Large);
        var memory = buffer.Memory;
        buffer.Dispose();
        Assert.Throws<ObjectDisposedException>(() => memory.Span.Length);
    }

    [Fact]
    public void A_pinned_buffer_stays_where_it_is_after_it_was_disposed()
    {
        using var test = new TestCache();
        using var pool = new WarmMemoryPool<int>(test.Cache);
        var buffer = pool.RentBuffer(Large);
        var pin = buffer.Pin(5);
        buffer.Dispose();
        Assert.Equal(1, test.Cache.Stats().LiveBlocks);
        *(int*)pin.Pointer = 7;
        pin.Dispose();
        Assert.Equal(0, test.Cache.Stats().LiveBlocks);
    }

    [Fact]
    public void The_last_of_two_pins_gives_the_memory_back()
    {
        using var test = new TestCache();
        using var pool = new WarmMemoryPool<int>(test.Cache);
        var buffer = pool.RentBuffer(Large);
        var (first, second) = (buffer.Pin(), buffer.Pin());
        buffer.Dispose();
        first.Dispose();
        Assert.Equal(1, test.Cache.Stats().LiveBlocks);
        second.Dispose();
        Assert.Equal(0, test.Cache.Stats().LiveBlocks);
    }

    [Fact]
    public void A_pin_points_at_its_element()
    {
        using var buffer = new NativeBuffer<long>(10);
        using var pin = buffer.Memory[3..].Pin();
        Assert.True(pin.Pointer == buffer.Pointer + 3);
    }

    [Fact]
    public void A_pin_outside_is_refused()
    {
        using var buffer = new NativeBuffer<long>(10);
        Assert.Throws<ArgumentOutOfRangeException>(() => buffer.Pin(11));
    }

    [Fact]
    public void Unpinning_what_is_not_pinned_is_refused()
    {
        using var buffer = new NativeBuffer<long>(10);
        Assert.Throws<InvalidOperationException>(buffer.Unpin);
    }

    [Fact]
    public void Unpinning_more_often_than_pinned_frees_nothing()
    {
        using var test = new TestCache();
        using var pool = new WarmMemoryPool<int>(test.Cache);
        using var buffer = pool.RentBuffer(Large);
        buffer.Pin().Dispose();
        Assert.Throws<InvalidOperationException>(buffer.Unpin);
        Assert.Equal(1, test.Cache.Stats().LiveBlocks);
    }

    [Theory]
    [InlineData(10, 20)]
    [InlineData(10, Large)]
    [InlineData(Large, 2 * Large)]
    [InlineData(Large, Large + 10)]
    [InlineData(Large, Large - 10)]
    [InlineData(Large, 10)]
    [InlineData(20, 10)]
    [InlineData(10, 0)]
    [InlineData(0, 10)]
    [InlineData(Large, 0)]
    [InlineData(0, Large)]
    public void Resizing_keeps_what_fits(int from, int to)
    {
        using var buffer = new NativeBuffer<int>(from);
        buffer.GetSpan().Fill(7);
        buffer.Resize(to, zeroed: true);
        Assert.Equal(to, buffer.Length);
        var kept = Math.Min(from, to);
        Assert.Equal(-1, buffer.GetSpan()[..kept].IndexOfAnyExcept(7));
        Assert.Equal(-1, buffer.GetSpan()[kept..].IndexOfAnyExcept(0));
    }

    [Fact]
    public void A_pinned_buffer_is_not_resized()
    {
        using var buffer = new NativeBuffer<int>(10);
        using var pin = buffer.Pin();
        Assert.Throws<InvalidOperationException>(() => buffer.Resize(20));
    }

    [Fact]
    public void A_growth_that_fails_leaves_the_buffer()
    {
        using var buffer = new NativeBuffer<int>(Large);
        buffer.GetSpan().Fill(7);
        Assert.Throws<InsufficientMemoryException>(() => buffer.Resize(1L << 58));
        Assert.Equal(Large, buffer.Length);
        Assert.Equal(-1, buffer.GetSpan().IndexOfAnyExcept(7));
    }

    [Fact]
    public void Pins_of_many_threads_and_a_disposal_give_the_memory_back_once()
    {
        using var test = new TestCache();
        using var pool = new WarmMemoryPool<int>(test.Cache);
        for (var round = 0; round < 200; round++)
        {
            var buffer = pool.RentBuffer(Large);
            Parallel.For(0, 4, index =>
            {
                if (index == 2) buffer.Dispose();
                else TryPin(buffer);
            });
            Assert.Equal((0, 0), (test.Cache.Stats().LiveBlocks, test.Cache.Stats().InvalidFrees));
        }

        test.Cache.Verify();
    }

    [Fact]
    public void A_thousand_buffers_make_no_garbage_on_the_large_object_heap()
    {
        using var test = new TestCache();
        using var pool = new WarmMemoryPool<byte>(test.Cache);
        pool.RentBuffer(Large).Dispose();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var round = 0; round < 1000; round++) pool.RentBuffer(Large).Dispose();
        Assert.InRange((GC.GetAllocatedBytesForCurrentThread() - before) / 1000, 0, 200);
    }

    private static void TryPin(NativeBuffer<int> buffer)
    {
        try
        {
            using var pin = buffer.Pin();
            *(int*)pin.Pointer = 1;
        }
        catch (ObjectDisposedException)
        {
            // The other thread was first.
        }
    }
}
