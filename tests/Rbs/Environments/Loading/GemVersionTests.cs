using Millpond.Rbs.Environments.Loading;

namespace Millpond.Rbs.Tests.Environments.Loading;

public sealed class GemVersionTests
{
    [Theory]
    [InlineData("1.10", "1.9", 1)]
    [InlineData("1.0", "1", 0)]
    [InlineData("4.2.0.pre.1", "4.2.0", -1)]
    [InlineData("1.0.rc2", "1.0.rc10", -1)]
    [InlineData("1.0.a", "1.0.b", -1)]
    [InlineData("2.0-x86", "2.0", -1)]
    [InlineData("99999999999999999999", "99999999999999999998", 1)]
    public void Versions_compare_as_in_RubyGems(string left, string right, int order)
    {
        Assert.Equal(order, Math.Sign(GemVersion.Parse(left)!.CompareTo(GemVersion.Parse(right))));
    }

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("1..2")]
    [InlineData("1.0 beta")]
    [InlineData(null)]
    public void What_is_no_version_is_null(string? text) => Assert.Null(GemVersion.Parse(text));

    [Fact]
    public void A_word_makes_a_prerelease() => Assert.True(GemVersion.Parse("1.0.pre")!.IsPrerelease);

    [Fact]
    public void A_release_ends_before_the_first_word() => Assert.Equal("4.2.0", GemVersion.Parse("4.2.0.pre.1")!.Release.Text);
}
