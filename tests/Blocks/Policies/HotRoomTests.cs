namespace Millpond.Blocks.Tests;

/// <summary>Hot memory cannot be reclaimed: how much of it there may be (docs/decisions/0002).</summary>
public sealed class HotRoomTests
{
    private const long Mebibyte = 1L << 20;

    [Theory]
    [InlineData(16, 256, 0)]
    [InlineData(32, 256, 0)]
    [InlineData(96, 256, 32)]
    [InlineData(256, 256, 112)]
    public void Half_of_what_is_left_less_an_eighth_of_the_limit(long available, long limit, long expected) =>
        Assert.Equal(expected * Mebibyte, Room.HotBytesMax(available * Mebibyte, limit * Mebibyte));

    [Fact]
    public void Where_nobody_says_what_is_left_all_may_be_hot() =>
        Assert.Equal(long.MaxValue, Room.HotBytesMax(long.MaxValue, 1));

    [Theory]
    [InlineData(0, 5)]
    [InlineData(1L << 30, 125)]
    [InlineData(1L << 40, 250)]
    public void A_look_is_no_later_than_others_could_use_up_what_is_left(long available, double expected) =>
        Assert.Equal(expected, Room.LookMilliseconds(available), 3);

    [Fact]
    public void Without_room_a_block_is_freed_into_warm()
    {
        var view = new CacheView(100, MachineCosts.Typical, 1L << 30, 0, Pages.Pressure.None, 10_000, 4 * Mebibyte);
        var policy = new MillpondPolicy();
        Assert.Equal(BlockState.Hot, policy.OnFree(new BlockView(BlockState.Live, 4 * Mebibyte, 0, 0), view));
        Assert.Equal(BlockState.Warm, policy.OnFree(new BlockView(BlockState.Live, 5 * Mebibyte, 0, 0), view));
    }

    [Fact]
    public void What_is_hot_becomes_warm_when_the_room_shrinks()
    {
        var view = new CacheView(100, MachineCosts.Typical, 1L << 30, 8 * Mebibyte, Pages.Pressure.None, 10_000, 4 * Mebibyte);
        var block = new BlockView(BlockState.Hot, 8 * Mebibyte, 0, 0);
        Assert.Equal(BlockState.Warm, new MillpondPolicy().StateAt(block, view));
    }
}
