using CsCheck;
using Millpond.Pages;

namespace Millpond.Blocks.Tests;

public sealed class ThriftTests
{
    [Theory]
    [InlineData("fast", 10)]
    [InlineData("balanced", 100)]
    [InlineData("small", 1000)]
    [InlineData("42.5", 42.5)]
    [InlineData("1e3", 1000)]
    public void A_word_or_a_number_is_a_price(string text, double price) => Assert.Equal(price, Thrift.TryParse(text));

    [Theory]
    [InlineData("")]
    [InlineData("Fast")]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("NaN")]
    [InlineData("1e999")]
    [InlineData("Infinity")]
    [InlineData("ten")]
    public void Anything_else_is_none(string text) => Assert.Null(Thrift.TryParse(text));
}

public sealed class RoomTests
{
    private const long Limit = 1000;

    [Fact]
    public void The_default_limit_is_a_quarter() =>
        Assert.Equal(250, Room.DefaultLimitBytes(new MemoryLimit(Limit, "cgroup v2", null, 5000)));

    [Fact]
    public void Where_nobody_knows_what_is_left_nothing_is_given_back() =>
        Assert.Equal(0, Room.BytesToEvict(500, long.MaxValue, Limit, 400));

    [Fact]
    public void With_room_for_the_request_and_a_twentieth_nothing_is_given_back() =>
        Assert.Equal(0, Room.BytesToEvict(100, 150, Limit, 400));

    [Fact]
    public void Just_what_is_missing_is_given_back() => Assert.Equal(1, Room.BytesToEvict(101, 150, Limit, 400));

    [Fact]
    public void No_more_is_given_back_than_is_held() => Assert.Equal(40, Room.BytesToEvict(500, 0, Limit, 40));

    [Fact]
    public void It_is_never_less_than_nothing() =>
        Gen.Select(Gen.Long[1, 1L << 46], Gen.Long[0, long.MaxValue], Gen.Long[1, 1L << 50], Gen.Long[0, 1L << 46])
            .Sample(static (request, available, limit, cached) =>
                Room.BytesToEvict(request, available, limit, cached) is var evict && evict >= 0 && evict <= cached);
}

public sealed class HugePagesTests
{
    private const long Chunk = ExtentMap.ChunkBytes;

    [Theory]
    [InlineData(1, 0)]
    [InlineData(Chunk - 1, 1)]
    [InlineData(Chunk, 1)]
    [InlineData(Chunk + 4096, 1)]
    [InlineData((16 * Chunk) - 4096, 16)]
    [InlineData((15 * Chunk) + 4096, 15)]
    public void A_last_page_is_huge_only_where_little_is_wasted(long bytes, int chunks) =>
        Assert.Equal(chunks, HugePages.ChunksFor(bytes));

    [Fact]
    public void At_most_a_sixteenth_is_wasted() =>
        Gen.Long[1, 1L << 40].Sample(static bytes => (HugePages.ChunksFor(bytes) * Chunk) - bytes <= bytes / 16);
}

public sealed class AddressSpaceTests
{
    private const long Gibibyte = 1L << 30;

    [Fact]
    public void Sixteen_times_physical_memory_is_tried_first() =>
        Assert.Equal(512 * Gibibyte, AddressSpace.Sizes(null, 24 * Gibibyte, long.MaxValue).First());

    [Fact]
    public void Under_a_limit_of_addresses_a_quarter_is_taken() =>
        Assert.Equal(Gibibyte, AddressSpace.Sizes(null, 24 * Gibibyte, 4 * Gibibyte).First());

    [Fact]
    public void Refusals_halve_it_down_to_64_mebibytes()
    {
        var sizes = AddressSpace.Sizes(null, 24 * Gibibyte, long.MaxValue).ToArray();
        Assert.Equal(64L << 20, sizes[^1]);
        Assert.Equal(sizes.Skip(1), sizes.SkipLast(1).Select(static bytes => bytes / 2));
    }

    [Fact]
    public void What_was_asked_for_is_not_halved()
    {
        var wanted = 8 * ExtentMap.ChunkBytes;
        Assert.Equal([wanted], AddressSpace.Sizes(wanted + 5, Gibibyte, long.MaxValue));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(100)]
    public void Less_than_a_chunk_is_nothing(long bytes) =>
        Assert.Empty(AddressSpace.Sizes(bytes, Gibibyte, long.MaxValue));

    [Fact]
    public void A_huge_machine_does_not_overflow() =>
        Assert.Equal(16L << 40, AddressSpace.Sizes(null, 1L << 45, long.MaxValue).First());
}
