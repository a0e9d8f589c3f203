using Millpond.Pages;

namespace Millpond.Blocks.Tests;

public sealed class NamedPolicyTests
{
    private static readonly CacheView s_view = new(100, MachineCosts.Typical, 1 << 30, 0, Pressure.None, 10_000);

    private static BlockView Freed(long bytes = 1 << 20) => new(BlockState.Live, bytes, 0, 0);

    [Fact]
    public void The_default_is_millpond() => Assert.Equal("millpond", RetentionPolicy.All[0].Name);

    [Fact]
    public void Names_are_different() =>
        Assert.Equal(RetentionPolicy.All.Count, RetentionPolicy.All.DistinctBy(static policy => policy.Name).Count());

    [Fact]
    public void Every_policy_is_found_by_its_name() =>
        Assert.All(RetentionPolicy.All, static policy => Assert.Same(policy, RetentionPolicy.Find(policy.Name)));

    [Fact]
    public void An_unknown_name_finds_nothing() => Assert.Null(RetentionPolicy.Find("lifo"));

    [Fact]
    public void The_proposal_keeps_four_blocks_and_lets_the_smallest_go()
    {
        var policy = new ProposalPolicy();
        Assert.Equal((4, EvictionOrder.Smallest, FitRule.First), (policy.BlocksMax, policy.Eviction, policy.Fit));
    }

    [Fact]
    public void The_proposal_frees_lazily_at_once() =>
        Assert.Equal(BlockState.Warm, new ProposalPolicy().OnFree(Freed(), s_view));

    [Theory]
    [InlineData("victim", FitRule.Exact)]
    [InlineData("victim-first", FitRule.First)]
    [InlineData("victim-best", FitRule.Best)]
    public void The_victim_cache_has_ten_lines_and_three_fits(string name, FitRule fit)
    {
        var policy = RetentionPolicy.Find(name)!;
        Assert.Equal((10, EvictionOrder.Oldest, fit), (policy.BlocksMax, policy.Eviction, policy.Fit));
    }

    [Fact]
    public void The_victim_cache_leaves_blocks_as_they_are() =>
        Assert.Equal(BlockState.Hot, RetentionPolicy.Find("victim")!.OnFree(Freed(), s_view));

    [Fact]
    public void Off_keeps_nothing() => Assert.Equal(BlockState.Cold, new OffPolicy().OnFree(Freed(), s_view));

    [Fact]
    public void No_policy_keeps_a_block_over_the_limit() =>
        Assert.All(RetentionPolicy.All, static policy =>
            Assert.Equal(BlockState.Cold, policy.OnFree(Freed(2L << 30), s_view)));

    [Fact]
    public void No_policy_keeps_anything_at_the_limit_of_the_process() =>
        Assert.All(RetentionPolicy.All, static policy =>
        {
            var block = new BlockView(BlockState.Warm, 1, 0, 0);
            Assert.Equal(BlockState.Cold, policy.Decide(block, s_view with { Pressure = Pressure.Full }));
        });

    [Fact]
    public void Policies_that_never_expire_never_ask_to_be_called() =>
        Assert.All(RetentionPolicy.All, static policy =>
        {
            if (AllPolicies.Expiring.Contains(policy.Name)) return;
            var block = new BlockView(BlockState.Warm, 1, 0, 1e9);
            Assert.Equal(double.PositiveInfinity, policy.NextChangeMilliseconds(block, s_view));
            Assert.Equal(double.PositiveInfinity, policy.TickMilliseconds);
        });
}
