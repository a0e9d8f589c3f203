using Millpond.Lab.Doctor;

namespace Millpond.Cli.Tests.Doctor;

public sealed class KernelFilesTests : IDisposable
{
    private readonly TemporaryFolder _root = new();

    [Fact]
    public void The_chosen_word_is_the_one_in_brackets()
    {
        _root.Write("mode", "always [madvise] never\n");
        Assert.Equal("madvise", Kernel.Choice("mode"));
    }

    [Fact]
    public void A_missing_file_is_null() => Assert.Null(Kernel.Choice("mode"));

    [Fact]
    public void Kibibytes_are_told_in_bytes()
    {
        _root.Write("meminfo", "MemTotal:       24683240 kB\nMemFree: 5 kB\n");
        Assert.Equal(24683240L * 1024, Kernel.Kibibytes("meminfo", "MemTotal:"));
    }

    [Fact]
    public void Pressure_is_that_of_the_last_ten_seconds()
    {
        _root.Write("proc/pressure/memory",
            "some avg10=1.50 avg60=2.00 avg300=0.00 total=0\nfull avg10=0.25 avg60=0.00 avg300=0.00 total=0\n");
        Assert.Equal(new PressureFinding(true, 1.5, 0.25), Kernel.Pressure());
    }

    [Fact]
    public void A_kernel_without_pressure_says_so() => Assert.False(Kernel.Pressure().IsAvailable);

    [Fact]
    public void A_memory_controller_of_its_own_is_cgroup_v1()
    {
        _root.Write("proc/self/cgroup", "4:memory:/x\n0::/\n");
        Assert.Equal("v1", Kernel.CgroupKind());
    }

    [Fact]
    public void The_one_hierarchy_is_cgroup_v2()
    {
        _root.Write("proc/self/cgroup", "0::/user.slice\n");
        _root.Write("sys/fs/cgroup/cgroup.controllers", "cpu memory\n");
        Assert.Equal("v2", Kernel.CgroupKind());
    }

    [Fact]
    public void Without_either_there_is_none() => Assert.Equal("none", Kernel.CgroupKind());

    public void Dispose() => _root.Dispose();

    private KernelFiles Kernel => new(_root.Path);
}
