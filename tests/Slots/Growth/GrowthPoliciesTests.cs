using Millpond.Slots.Growth;

namespace Millpond.Slots.Tests.Growth;

public sealed class GrowthPoliciesTests
{
    [Theory]
    [MemberData(nameof(AllPolicies.Names), MemberType = typeof(AllPolicies))]
    public void A_policy_says_the_name_it_is_chosen_by(string name) =>
        Assert.Equal(name, GrowthPolicies.ByName(name).Name);

    [Fact]
    public void Every_version_with_rules_of_its_own_has_a_name() =>
        Assert.Equal(
            ["ruby31", "ruby32", "ruby33", "ruby34", "ruby349", "ruby40", "ruby402"],
            GrowthPolicies.Names.Where(static name => name.StartsWith("ruby", StringComparison.Ordinal)));

    [Fact]
    public void Capitals_do_not_matter() => Assert.Equal("ruby33", GrowthPolicies.ByName("Ruby33").Name);

    [Fact]
    public void An_unknown_name_is_answered_with_those_there_are()
    {
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => GrowthPolicies.ByName("ruby99"));

        Assert.Contains("ruby99", error.Message, StringComparison.Ordinal);
        Assert.All(GrowthPolicies.Names, name => Assert.Contains(name, error.Message, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void A_thrift_that_is_no_price_is_refused(double thrift) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => GrowthPolicies.ByName("ruby33", thrift: thrift));

    [Fact]
    public void The_thrift_is_the_price_of_the_policy_that_has_one() =>
        Assert.Equal(1000, Assert.IsType<MillpondPolicy>(GrowthPolicies.ByName("millpond", thrift: 1000)).Price);

    [Fact]
    public void Settings_reach_the_policy() =>
        Assert.Equal(7, GrowthPolicies.ByName("ruby40", new() { FreeSlots = 7 }).Settings.FreeSlots);
}
