namespace Millpond.Pages.Tests;

/// <summary>Invented files: what /proc/self/cgroup and /proc/self/mountinfo say where programs run.</summary>
public sealed class MemoryLimitTests
{
    private const long Gibibyte = 1L << 30;
    private const long Physical = 16 * Gibibyte;
    private const string V2Mount = "30 23 0:26 / /sys/fs/cgroup rw,nosuid shared:4 - cgroup2 cgroup2 rw,nsdelegate";
    private const string V1Mount = "35 31 0:32 / /sys/fs/cgroup/memory rw,relatime - cgroup cgroup rw,memory";

    [Fact]
    public void Without_files_there_is_no_limit() => Assert.Null(Find([], []));

    [Fact]
    public void Version_2_says_it_in_memory_max()
    {
        var limit = Find(["0::/user.slice/app"], [V2Mount], ("/sys/fs/cgroup/user.slice/app/memory.max", Gibibyte));
        Assert.Equal(
            new MemoryLimit(Gibibyte, "cgroup v2", "/sys/fs/cgroup/user.slice/app/memory.current", Physical), limit);
    }

    [Fact]
    public void Version_1_says_it_in_limit_in_bytes()
    {
        var limit = Find(["4:memory:/app"], [V1Mount], ("/sys/fs/cgroup/memory/app/memory.limit_in_bytes", Gibibyte));
        Assert.Equal(
            new MemoryLimit(Gibibyte, "cgroup v1", "/sys/fs/cgroup/memory/app/memory.usage_in_bytes", Physical), limit);
    }

    [Fact]
    public void A_parents_limit_binds_too()
    {
        var limit = Find(["0::/a/b/c"], [V2Mount], ("/sys/fs/cgroup/a/memory.max", Gibibyte));
        Assert.Equal("/sys/fs/cgroup/a/memory.current", limit!.UsagePath);
    }

    [Fact]
    public void The_least_of_a_group_and_its_parents_counts()
    {
        var limit = Find(
            ["0::/a/b"],
            [V2Mount],
            ("/sys/fs/cgroup/a/b/memory.max", 3 * Gibibyte),
            ("/sys/fs/cgroup/a/memory.max", 2 * Gibibyte),
            ("/sys/fs/cgroup/memory.max", 4 * Gibibyte));
        Assert.Equal(2 * Gibibyte, limit!.Bytes);
    }

    [Fact]
    public void The_limit_of_the_root_is_read()
    {
        Assert.Equal(Gibibyte, Find(["0::/"], [V2Mount], ("/sys/fs/cgroup/memory.max", Gibibyte))!.Bytes);
    }

    [Fact]
    public void A_container_sees_its_own_group_as_the_mounts_root()
    {
        const string mount = "35 31 0:32 /docker/0123 /sys/fs/cgroup/memory ro - cgroup cgroup rw,memory";
        var limit = Find(["4:memory:/docker/0123"], [mount], ("/sys/fs/cgroup/memory/memory.limit_in_bytes", Gibibyte));
        Assert.Equal("/sys/fs/cgroup/memory/memory.usage_in_bytes", limit!.UsagePath);
    }

    [Fact]
    public void A_group_within_a_container_is_found()
    {
        const string mount = "35 31 0:32 /docker/0123 /sys/fs/cgroup/memory ro - cgroup cgroup rw,memory";
        var file = "/sys/fs/cgroup/memory/worker/memory.limit_in_bytes";
        Assert.Equal(Gibibyte, Find(["4:memory:/docker/0123/worker"], [mount], (file, Gibibyte))!.Bytes);
    }

    [Fact]
    public void A_container_whose_name_begins_like_the_groups_is_another()
    {
        const string mount = "35 31 0:32 /docker/01 /sys/fs/cgroup/memory ro - cgroup cgroup rw,memory";
        Assert.Null(Find(["4:memory:/docker/0123"], [mount], ("/sys/fs/cgroup/memory23/memory.limit_in_bytes", 1)));
    }

    [Fact]
    public void Memory_may_share_its_hierarchy()
    {
        const string mount = "35 31 0:32 / /sys/fs/cgroup/cpu,memory rw - cgroup cgroup rw,cpu,memory";
        var file = "/sys/fs/cgroup/cpu,memory/app/memory.limit_in_bytes";
        Assert.Equal(Gibibyte, Find(["3:cpu,memory:/app"], [mount], (file, Gibibyte))!.Bytes);
    }

    [Fact]
    public void On_a_hybrid_machine_version_1_has_the_memory()
    {
        var limit = Find(
            ["4:memory:/app", "0::/app"],
            [V1Mount, "41 31 0:38 / /sys/fs/cgroup/unified rw - cgroup2 cgroup2 rw"],
            ("/sys/fs/cgroup/memory/app/memory.limit_in_bytes", Gibibyte));
        Assert.Equal("cgroup v1", limit!.Source);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(0)]
    [InlineData(Physical)]
    [InlineData(9_223_372_036_854_771_712)]
    public void No_limit_or_one_above_physical_memory_is_none(long stated) =>
        Assert.Null(Find(["0::/app"], [V2Mount], ("/sys/fs/cgroup/app/memory.max", stated)));

    [Theory]
    [InlineData("")]
    [InlineData("nonsense")]
    [InlineData("1:cpu:/app")]
    [InlineData("a - b")]
    public void Other_lines_are_passed_over(string line) =>
        Assert.Null(Find([line], [line, V2Mount, V1Mount], ("/sys/fs/cgroup/app/memory.max", Gibibyte)));

    [Fact]
    public void This_process_has_memory()
    {
        var limit = MemoryLimit.Read();
        Assert.InRange(limit.Bytes, 1 << 20, limit.PhysicalBytes);
    }

    [Fact]
    public void This_process_has_addresses() => Assert.True(MemoryLimit.AddressSpaceBytes() > 1 << 30);

    private static MemoryLimit? Find(string[] groups, string[] mounts, params (string Path, long Value)[] files) =>
        MemoryLimit.Find(groups, mounts, Physical, path =>
        {
            foreach (var (name, value) in files)
            {
                if (name == path) return value;
            }

            return -1;
        });
}
