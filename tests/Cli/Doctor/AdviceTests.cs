using System.Text.Json.Nodes;
using Millpond.Lab.Doctor;

namespace Millpond.Cli.Tests.Doctor;

public sealed class AdviceTests
{
    private static readonly DoctorFindings s_well = new()
    {
        Machine = new("6.18", "x64", null, 2, 1L << 34),
        LazyFree = new(true, ""),
        HugePages = new("madvise", "madvise", 2 << 20, true),
        Memory = new("v2", null, 1L << 34, 0, null),
        Pressure = new(true, 0, 0),
        ExecutableMemory = true,
        Python = new("/usr/bin/python3", "3.11", "1.24", "millpond", true, [], null),
        Observers = [],
        Advice = [],
    };

    [Fact]
    public void A_machine_that_is_well_set_needs_nothing() => Assert.Empty(Advice.For(s_well));

    [Fact]
    public void No_lazy_freeing_means_no_cache() =>
        Advises("so the cache is off", s_well with { LazyFree = new(false, "") });

    [Theory]
    [InlineData("never")]
    [InlineData("absent")]
    public void Huge_pages_that_are_off_can_be_turned_on(string mode) =>
        Advises("echo madvise", s_well with { HugePages = s_well.HugePages with { Mode = mode } });

    [Fact]
    public void NumPy_may_have_been_told_not_to_use_them() =>
        Advises("NUMPY_MADVISE_HUGEPAGE", s_well with { HugePages = s_well.HugePages with { NumPyAsks = false } });

    [Fact]
    public void Strict_overcommit_asks_for_a_small_limit() =>
        Advises("--limit", s_well with { Memory = s_well.Memory with { OvercommitMode = 2 } });

    [Fact]
    public void A_limited_address_space_is_named() =>
        Advises("ulimit -v", s_well with { Memory = s_well.Memory with { AddressSpaceLimitBytes = 1 << 30 } });

    [Fact]
    public void Missing_pressure_can_be_booted() => Advises("psi=1", s_well with { Pressure = new(false, null, null) });

    [Fact]
    public void Refused_executable_memory_says_what_it_costs() =>
        Advises("small arrays pass through managed code", s_well with { ExecutableMemory = false });

    [Fact]
    public void A_silent_plugin_is_named() =>
        Advises("ImportError", s_well with { Python = s_well.Python with { Error = "ImportError: no" } });

    [Fact]
    public void The_plugin_s_own_warnings_are_passed_on()
    {
        JsonObject plugin = new() { ["warnings"] = new JsonArray("scope is context") };
        Advises("scope is context", s_well with { Python = s_well.Python with { Plugin = plugin } });
    }

    private static void Advises(string what, DoctorFindings findings) =>
        Assert.Contains(what, Assert.Single(Advice.For(findings)), StringComparison.Ordinal);
}
