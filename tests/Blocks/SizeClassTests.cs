using CsCheck;

namespace Millpond.Blocks.Tests;

public sealed class SizeClassTests
{
    private static readonly Gen<long> s_sizes =
        Gen.Select(Gen.Int[0, 45], Gen.Double[0, 1], static (log2, part) => (1L << log2) + (long)(part * (1L << log2)));

    [Fact]
    public void A_class_holds_every_request_that_maps_to_it() =>
        s_sizes.Sample(static bytes => SizeClass.Bytes(SizeClass.Of(bytes)) >= bytes);

    [Fact]
    public void The_class_below_would_not_hold_the_request() =>
        s_sizes.Sample(static bytes =>
            SizeClass.Of(bytes) == 0 || SizeClass.Bytes(SizeClass.Of(bytes) - 1) < bytes);

    [Fact]
    public void At_most_an_eighth_of_a_block_goes_unused() =>
        s_sizes.Sample(static bytes =>
            bytes <= SizeClass.LeastBytes || SizeClass.Bytes(SizeClass.Of(bytes)) - bytes <= bytes / 8);

    [Fact]
    public void Classes_grow_by_one_at_every_boundary()
    {
        for (var index = 0; index < SizeClass.Count - 1; index++)
        {
            Assert.Equal(index, SizeClass.Of(SizeClass.Bytes(index)));
            Assert.Equal(index + 1, SizeClass.Of(SizeClass.Bytes(index) + 1));
        }
    }

    [Fact]
    public void The_last_class_is_the_largest_request() =>
        Assert.Equal(SizeClass.MostBytes, SizeClass.Bytes(SizeClass.Count - 1));

    [Theory]
    [InlineData(1, 65_536)]
    [InlineData(65_536, 65_536)]
    [InlineData(65_537, 73_728)]
    [InlineData(80_000_000, 83_886_080)]
    public void Sizes_are_eight_steps_for_each_doubling(long request, long block) =>
        Assert.Equal(block, SizeClass.Bytes(SizeClass.Of(request)));
}
