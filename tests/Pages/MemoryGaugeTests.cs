namespace Millpond.Pages.Tests;

public sealed class MemoryGaugeTests : IDisposable
{
    private const long Limit = 1_000_000_000;

    private readonly string _folder = Directory.CreateTempSubdirectory("millpond").FullName;

    private string UsagePath => Path.Combine(_folder, "memory.current");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void What_a_group_may_still_take_is_its_limit_less_its_use() =>
        Assert.Equal(Limit - 400_000_000, Gauge("400000000").AvailableBytes());

    [Fact]
    public void A_group_over_its_limit_may_take_nothing() => Assert.Equal(0, Gauge("1000000001").AvailableBytes());

    [Fact]
    public void Where_the_use_cannot_be_read_nobody_knows() =>
        Assert.Equal(long.MaxValue, Gauge(null).AvailableBytes());

    [Theory]
    [InlineData("anon 100000000\nfile 870000000\nfile_mapped 5\nshmem 20000000\ninactive_file 1\n")]
    [InlineData("cache 7\nrss 8\nshmem 9\ntotal_cache 870000000\ntotal_rss 1\ntotal_shmem 20000000\n")]
    public void Pages_of_files_fill_a_group_and_may_still_be_taken(string stat) =>
        Assert.Equal(20_000_000 + 850_000_000, Gauge("980000000", stat).AvailableBytes());

    [Fact]
    public void Pages_of_files_count_far_from_the_limit_too() =>
        Assert.Equal(700_000_000, Gauge("400000000", "file 100000000\nshmem 0\n").AvailableBytes());

    [Fact]
    public void A_group_full_of_files_is_under_no_pressure() =>
        Assert.NotEqual(Pressure.Full, Gauge("999000000", "anon 5\nfile 900000000\nshmem 0\n").Read());

    [Fact]
    public void A_group_full_of_programs_memory_is_at_its_limit() =>
        Assert.Equal(Pressure.Full, Gauge("960000000", "anon 950000000\nfile 5000000\nshmem 0\n").Read());

    [Fact]
    public void A_group_above_nine_tenths_is_under_some_pressure() =>
        Assert.Equal(Pressure.Some, Gauge("920000000", "anon 900000000\nfile 0\nshmem 0\n").Read());

    [Fact]
    public void Without_a_group_the_machine_is_asked() =>
        Assert.InRange(new MemoryGauge(new MemoryLimit(Limit, "physical", null, Limit)).AvailableBytes(), 1, 1L << 50);

    [Fact]
    public void Reopening_leaks_no_file()
    {
        var gauge = Gauge("1");
        gauge.Reopen();
        var before = Directory.GetFileSystemEntries("/proc/self/fd").Length;
        for (var round = 0; round < 50; round++) gauge.Reopen();
        Assert.InRange(Directory.GetFileSystemEntries("/proc/self/fd").Length, 0, before + 25);
    }

    [Fact]
    public void Reading_allocates_nothing_managed()
    {
        var gauge = Gauge("980000000", "anon 950000000\nfile 5000000\nshmem 0\n");
        _ = gauge.Read();
        var before = GC.GetAllocatedBytesForCurrentThread();
        _ = gauge.Read();
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    private MemoryGauge Gauge(string? usage, string? stat = null)
    {
        if (usage is not null) File.WriteAllText(UsagePath, usage + "\n");
        if (stat is not null) File.WriteAllText(Path.Combine(_folder, "memory.stat"), stat);
        return new MemoryGauge(new MemoryLimit(Limit, "cgroup v2", UsagePath, 16 * Limit));
    }
}
