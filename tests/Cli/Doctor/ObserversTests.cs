using Millpond.Lab.Doctor;

namespace Millpond.Cli.Tests.Doctor;

public sealed class ObserversTests
{
    private static readonly ObservedMemory s_worker = new(10_000_000_000, 2_000_000_000, "v2", null);

    [Theory]
    [InlineData("psutil, top, ps")]
    [InlineData("Dask worker")]
    [InlineData("Dask nanny")]
    [InlineData("loky, joblib")]
    public void Whoever_reads_RSS_counts_all_warm_memory(string name) =>
        Assert.Equal(2_000_000_000, Find(name).CountsBytes);

    [Fact]
    public void The_kubelet_counts_none_of_it() => Assert.Equal(0, Find("kubelet").CountsBytes);

    [Fact]
    public void Dask_pauses_at_four_fifths() => Assert.Equal(8_000_000_000, Find("Dask worker").ActsAtBytes);

    [Fact]
    public void The_nanny_ends_at_19_twentieths() => Assert.Equal(9_500_000_000, Find("Dask nanny").ActsAtBytes);

    [Fact]
    public void A_cache_below_loky_s_leak_check_needs_nothing() => Assert.StartsWith(
        "nothing",
        Find("loky, joblib", s_worker with { CacheBytes = 200_000_000 }).WhatToSet,
        StringComparison.Ordinal);

    [Fact]
    public void A_cache_above_it_must_be_limited() =>
        Assert.Contains("200M", Find("loky, joblib").WhatToSet, StringComparison.Ordinal);

    [Fact]
    public void Ray_sees_it_by_cgroup_v2_only() => Assert.Equal(
        (2_000_000_000, 0), (Find("Ray").CountsBytes, Find("Ray", s_worker with { CgroupKind = "v1" }).CountsBytes));

    [Fact]
    public void Spark_acts_where_the_address_space_is_limited() => Assert.Equal(
        5_000_000_000, Find("Spark", s_worker with { AddressSpaceLimitBytes = 5_000_000_000 }).ActsAtBytes);

    private static Observer Find(string name, ObservedMemory? memory = null) =>
        Observers.Judge(memory ?? s_worker).Single(observer => observer.Name == name);
}
