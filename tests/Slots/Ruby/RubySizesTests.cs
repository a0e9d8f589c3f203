using Millpond.Slots.Ruby;

namespace Millpond.Slots.Tests.Ruby;

/// <summary>The numbers are those that real Rubies gave.</summary>
public sealed class RubySizesTests
{
    [Theory]
    [InlineData("3.3.8", 8, 15, 0)]
    [InlineData("3.3.8", 8, 16, 1)]
    [InlineData("3.3.8", 8, 615, 4)]
    [InlineData("3.3.3", 4, 7, 0)]
    [InlineData("3.3.3", 4, 27, 1)]
    [InlineData("3.3.3", 4, 307, 4)]
    [InlineData("4.0.0", 4, 31, 1)]
    [InlineData("4.0.0", 4, 367, 4)]
    public void A_string_lies_in_the_smallest_slot_that_holds_it(string version, int pointer, int length, int pool) =>
        Assert.Equal(pool, PoolOf(version, pointer, sizes => sizes.String(length)));

    [Theory]
    [InlineData("3.3.8", 8, 3, 0)]
    [InlineData("3.3.8", 8, 4, 1)]
    [InlineData("3.3.8", 8, 78, 4)]
    [InlineData("4.0.0", 4, 3, 0)]
    [InlineData("4.0.0", 4, 9, 1)]
    [InlineData("4.0.0", 4, 93, 4)]
    public void So_does_an_array(string version, int pointer, int length, int pool) =>
        Assert.Equal(pool, PoolOf(version, pointer, sizes => sizes.Array(length)));

    [Theory]
    [InlineData("3.3.8", 8, 2)]
    [InlineData("3.4.9", 8, 2)]
    [InlineData("3.3.3", 4, 2)]
    [InlineData("4.0.0", 4, 2)]
    [InlineData("3.1.7", 8, 0)]
    [InlineData("3.2.4", 4, 0)]
    public void An_empty_hash_has_a_slot_of_four_since_33(string version, int pointer, int pool) =>
        Assert.Equal(pool, PoolOf(version, pointer, sizes => sizes.Hash(0)));

    [Theory]
    [InlineData("3.3.8", 8, 10_001, 10_008)]
    [InlineData("3.3.3", 4, 10_001, 10_012)]
    [InlineData("4.0.0", 4, 10_001, 10_001)]
    [InlineData("3.1.7", 8, 25, 40)]
    [InlineData("3.2.4", 4, 9, 12)]
    public void Malloc_counts_what_it_really_takes(string version, int pointer, long asked, long counted) =>
        Assert.Equal(counted, Sizes(version, pointer).Malloc(asked));

    [Theory]
    [InlineData("3.3.8", 8, 9, 432)]
    [InlineData("3.3.8", 8, 17, 848)]
    [InlineData("3.1.7", 8, 9, 488)]
    [InlineData("3.3.3", 4, 9, 248)]
    [InlineData("4.0.0", 4, 9, 224)]
    public void A_large_hash_has_its_table_outside(string version, int pointer, int pairs, long bytes) =>
        Assert.Equal(bytes, Sizes(version, pointer).Hash(pairs).MallocBytes);

    [Fact]
    public void An_array_s_buffer_grows_by_half_and_its_length()
    {
        List<int> capacities = [3];
        for (int length = 4; capacities.Count < 11; length++)
            if (length > capacities[^1]) capacities.Add(RubySizes.GrownCapacity(capacities[^1], length));
        Assert.Equal([3, 20, 37, 56, 85, 128, 193, 290, 436, 655, 983], capacities);
    }

    [Fact]
    public void Small_buffers_are_transient_in_31() => Assert.True(Sizes("3.1.7", 8).Array(255).IsTransient);

    [Fact]
    public void Large_ones_are_not() => Assert.False(Sizes("3.1.7", 8).Array(290).IsTransient);

    [Theory]
    [InlineData("")]
    [InlineData("3")]
    [InlineData("2.7.8")]
    [InlineData("3.3.3.3")]
    [InlineData("3.x")]
    [InlineData("5.0")]
    [InlineData("3.10.1")]
    public void Other_versions_are_refused(string version) => Assert.False(RubyRelease.TryParse(version, 8, out _));

    private static RubySizes Sizes(string version, int pointer) =>
        RubyRelease.TryParse(version, pointer, out RubyRelease? release) ? release!.Sizes : throw new ArgumentException(version);

    private static int PoolOf(string version, int pointer, Func<RubySizes, RubySize> size)
    {
        Assert.True(RubyRelease.TryParse(version, pointer, out RubyRelease? release));
        return release!.Layout.PoolFor(size(release.Sizes).SlotBytes);
    }
}
