using Millpond.Slots.Growth;

namespace Millpond.Slots.Tests.Growth;

/// <summary>What CRuby 3.1 and 3.3 said of the same values, measured.</summary>
public sealed class GcEnvironmentTests
{
    [Theory]
    [InlineData("1000000", 1_000_000)]
    [InlineData("4k", 4096)]
    [InlineData("4K", 4096)]
    [InlineData("4m", 4 << 20)]
    [InlineData("1g", 1 << 30)]
    [InlineData(" 4m", 4 << 20)]
    [InlineData("4m ", 4 << 20)]
    [InlineData("\t5", 5)]
    [InlineData("0x100000", 1 << 20)]
    [InlineData("0x1G", 1 << 30)]
    [InlineData("017", 15)]
    [InlineData("+1000000", 1_000_000)]
    [InlineData("9223372036854775807", long.MaxValue)]
    [InlineData("18446744073709551615", long.MaxValue)]
    [InlineData("99999999999999999999999999999999999999999999999999999", long.MaxValue)]
    [InlineData("8589934591g", 9_223_372_035_781_033_984)]
    public void Sizes_are_read_as_CRuby_reads_them(string value, long expected)
    {
        GcEnvironment read = Parse("RUBY_GC_MALLOC_LIMIT", value);

        Assert.Empty(read.Problems);
        Assert.Equal(expected, read.Settings.MallocLimitBytes);
    }

    [Theory]
    [InlineData("0", "not above 0")]
    [InlineData("-5", "not above 0")]
    [InlineData("-0x10", "not above 0")]
    [InlineData(" ", "not above 0")]
    [InlineData("k", "not above 0")]
    [InlineData("4mb", "not a whole number")]
    [InlineData("4mm", "not a whole number")]
    [InlineData("4 m", "not a whole number")]
    [InlineData("abc", "not a whole number")]
    [InlineData("1_000_000", "not a whole number")]
    [InlineData("1e6", "not a whole number")]
    [InlineData("1.5m", "not a whole number")]
    [InlineData("08", "not a whole number")]
    [InlineData("0b11", "not a whole number")]
    [InlineData("0x", "not a whole number")]
    [InlineData("+-5", "not a whole number")]
    [InlineData("-k", "not a whole number")]
    [InlineData("1t", "not a whole number")]
    [InlineData("１２", "not a whole number")]
    [InlineData("٣", "not a whole number")]
    [InlineData("5\0", "not a whole number")]
    [InlineData("99999999999g", "too large")]
    [InlineData("9223372036854775807k", "too large")]
    public void Sizes_that_CRuby_ignores_are_problems(string value, string wrong)
    {
        GcEnvironment read = Parse("RUBY_GC_MALLOC_LIMIT", value);

        GcProblem problem = Assert.Single(read.Problems);
        Assert.Equal("RUBY_GC_MALLOC_LIMIT", problem.Variable);
        Assert.StartsWith(wrong, problem.Advice, StringComparison.Ordinal);
        Assert.Contains("CRuby keeps 16777216", problem.ToString(), StringComparison.Ordinal);
        Assert.Equal(GcSettings.Default.MallocLimitBytes, read.Settings.MallocLimitBytes);
    }

    [Theory]
    [InlineData("2", 2)]
    [InlineData("1.01", 1.01)]
    [InlineData(" 1.2", 1.2)]
    [InlineData("\n1.5", 1.5)]
    [InlineData("1e2", 100)]
    [InlineData("1.2e+3", 1200)]
    [InlineData("2e0001", 20)]
    [InlineData("+1.5", 1.5)]
    [InlineData("01.5", 1.5)]
    [InlineData("0x2", 2)]
    [InlineData("0x1.8p1", 3)]
    [InlineData("0X1.8P+1", 3)]
    [InlineData("1.50000000000000000000000000000000001", 1.5)]
    public void Factors_are_read_as_CRuby_reads_them(string value, double expected)
    {
        GcEnvironment read = Parse("RUBY_GC_HEAP_GROWTH_FACTOR", value);

        Assert.Empty(read.Problems);
        Assert.Equal(expected, read.Settings.GrowthFactor);
    }

    [Theory]
    [InlineData("1.0", "too small; give a number above 1 ")]
    [InlineData("0.5", "too small")]
    [InlineData(".5", "too small")]
    [InlineData("-2", "too small")]
    [InlineData("1e-9999", "too small")]
    [InlineData("-1e9999", "too small")]
    [InlineData("1e9999", "too large")]
    [InlineData("0x1.8p99999", "too large")]
    [InlineData("abc", "not a number")]
    [InlineData("1.2x", "not a number")]
    [InlineData("1.2 ", "not a number")]
    [InlineData("1.", "not a number")]
    [InlineData("1.e2", "not a number")]
    [InlineData("1e", "not a number")]
    [InlineData("1e+", "not a number")]
    [InlineData("0x1p", "not a number")]
    [InlineData("0x.8p1", "not a number")]
    [InlineData("0x1.8", "not a number")]
    [InlineData("inf", "not a number")]
    [InlineData("nan", "not a number")]
    [InlineData("NaN", "not a number")]
    [InlineData("1,2", "not a number")]
    [InlineData("1_5", "not a number")]
    [InlineData("1.2.3", "not a number")]
    [InlineData("--2", "not a number")]
    [InlineData("１.５", "not a number")]
    [InlineData(" ", "not a number")]
    public void Factors_that_are_none_are_problems(string value, string wrong)
    {
        GcEnvironment read = Parse("RUBY_GC_HEAP_GROWTH_FACTOR", value);

        Assert.StartsWith(wrong, Assert.Single(read.Problems).Advice, StringComparison.Ordinal);
        Assert.Equal(1.8, read.Settings.GrowthFactor);
    }

    [Fact]
    public void What_is_empty_is_unset() => Assert.Empty(Parse("RUBY_GC_MALLOC_LIMIT", "").Problems);

    [Theory]
    [InlineData("MIN", "1.0", 1.0)]
    [InlineData("MIN", "0.7", 0.7)]
    [InlineData("MAX", "0.3", 0.3)]
    [InlineData("GOAL", "0.65", 0.65)]
    [InlineData("GOAL", "0", 0)]
    public void Ratios_within_their_bounds_are_taken(string which, string value, double expected)
    {
        GcEnvironment read = Parse($"RUBY_GC_HEAP_FREE_SLOTS_{which}_RATIO", value);

        Assert.Empty(read.Problems);
        GcSettings settings = read.Settings;
        Assert.Equal(expected, which switch
        {
            "MIN" => settings.FreeSlotsMinRatio,
            "MAX" => settings.FreeSlotsMaxRatio,
            _ => settings.FreeSlotsGoalRatio,
        });
    }

    [Theory]
    [InlineData("MIN", "0", "above 0 and at most 1")]
    [InlineData("MIN", "1.5", "above 0 and at most 1")]
    [InlineData("MAX", "0.1", "above 0.2 and at most 1")]
    [InlineData("MAX", "1.1", "above 0.2 and at most 1")]
    [InlineData("GOAL", "0.2", "above 0.2 and at most 0.65, or 0")]
    [InlineData("GOAL", "0.9", "above 0.2 and at most 0.65, or 0")]
    public void Ratios_outside_are_problems_that_say_what_is_allowed(string which, string value, string allowed)
    {
        GcEnvironment read = Parse($"RUBY_GC_HEAP_FREE_SLOTS_{which}_RATIO", value);

        Assert.Contains(allowed, Assert.Single(read.Problems).Advice, StringComparison.Ordinal);
        GcSettings settings = read.Settings;
        Assert.Equal(
            (0.2, 0.65, 0.4), (settings.FreeSlotsMinRatio, settings.FreeSlotsMaxRatio, settings.FreeSlotsGoalRatio));
    }

    [Fact]
    public void Ratios_are_measured_against_those_before_them()
    {
        GcEnvironment read = Parse([
            new("RUBY_GC_HEAP_FREE_SLOTS_GOAL_RATIO", "0.7"),
            new("RUBY_GC_HEAP_FREE_SLOTS_MAX_RATIO", "0.8"),
        ]);
        GcEnvironment other = Parse([
            new("RUBY_GC_HEAP_FREE_SLOTS_MIN_RATIO", "0.7"),
            new("RUBY_GC_HEAP_FREE_SLOTS_MAX_RATIO", "0.6"),
        ]);

        Assert.Empty(read.Problems);
        Assert.Contains("above 0.7", Assert.Single(other.Problems).Advice, StringComparison.Ordinal);
    }

    [Fact]
    public void The_old_object_factor_may_be_zero() =>
        Assert.Equal(0, Parse("RUBY_GC_HEAP_OLDOBJECT_LIMIT_FACTOR", "0").SettingsOrThrow().OldObjectLimitFactor);

    [Fact]
    public void The_old_object_factor_may_not_be_negative() =>
        Assert.Single(Parse("RUBY_GC_HEAP_OLDOBJECT_LIMIT_FACTOR", "-1").Problems);

    [Theory]
    [InlineData("ruby31")]
    [InlineData("ruby32")]
    public void Before_3_3_one_variable_sets_the_initial_slots_of_all_pools(string policy)
    {
        GcSettings settings = Parse("RUBY_GC_HEAP_INIT_SLOTS", "1m", policy).SettingsOrThrow();

        Assert.Equal((1_048_576, 1_048_576), (settings.InitSlotsOf(0), settings.InitSlotsOf(4)));
    }

    [Theory]
    [InlineData("ruby33")]
    [InlineData("ruby402")]
    public void From_3_3_on_it_is_ignored_and_the_problem_names_what_to_set(string policy)
    {
        GcEnvironment read = Parse("RUBY_GC_HEAP_INIT_SLOTS", "1m", policy);

        Assert.Contains("HEAP_0_INIT_SLOTS", Assert.Single(read.Problems).Advice, StringComparison.Ordinal);
        Assert.Equal(GcSettings.DefaultInitSlots, read.Settings.InitSlotsOf(0));
    }

    [Fact]
    public void From_3_3_on_each_pool_has_a_variable()
    {
        GcSettings settings = Parse("RUBY_GC_HEAP_2_INIT_SLOTS", "100000", "ruby33").SettingsOrThrow();

        Assert.Equal(
            (10_000, 100_000, 10_000), (settings.InitSlotsOf(1), settings.InitSlotsOf(2), settings.InitSlotsOf(3)));
    }

    [Theory]
    [InlineData("RUBY_GC_HEAP_2_INIT_SLOTS", "ruby31")]
    [InlineData("RUBY_GC_HEAP_REMEMBERED_WB_UNPROTECTED_OBJECTS_LIMIT_RATIO", "ruby32")]
    [InlineData("RUBY_GC_HEAP_5_INIT_SLOTS", "ruby33")]
    [InlineData("RUBY_GC_NONSENSE", "ruby34")]
    public void A_variable_that_the_version_does_not_know_is_a_problem(string variable, string policy)
    {
        GcProblem problem = Assert.Single(Parse(variable, "5", policy).Problems);

        Assert.Contains("no such variable", problem.Advice, StringComparison.Ordinal);
    }

    [Fact]
    public void Other_variables_are_passed_over() => Assert.Empty(Parse("RUBY_FREE_MIN", "5").Problems);

    [Fact]
    public void A_problem_is_one_short_line_whatever_the_value()
    {
        string line = Parse("RUBY_GC_MALLOC_LIMIT", "\n" + new string('x', 100_000)).Problems[0].ToString();

        Assert.DoesNotContain('\n', line);
        Assert.InRange(line.Length, 1, 300);
    }

    [Fact]
    public void Who_wants_no_problems_gets_an_error_with_a_line_for_each()
    {
        GcEnvironment read = Parse([new("RUBY_GC_MALLOC_LIMIT", "x"), new("RUBY_GC_OLDMALLOC_LIMIT", "y")]);

        ArgumentException error = Assert.Throws<ArgumentException>(() => read.SettingsOrThrow());
        Assert.Equal(2, error.Message.Split('\n').Length);
    }

    [Fact]
    public void Heaps_with_the_largest_settings_work()
    {
        const string Most = "9223372036854775807";
        foreach (string name in GrowthPolicies.Names)
        {
            GcSettings settings = Parse(
                [
                    new("RUBY_GC_HEAP_INIT_SLOTS", Most), new("RUBY_GC_HEAP_0_INIT_SLOTS", Most),
                    new("RUBY_GC_HEAP_1_INIT_SLOTS", Most), new("RUBY_GC_HEAP_FREE_SLOTS", Most),
                    new("RUBY_GC_HEAP_GROWTH_MAX_SLOTS", Most), new("RUBY_GC_HEAP_GROWTH_FACTOR", "1e308"),
                    new("RUBY_GC_HEAP_FREE_SLOTS_GOAL_RATIO", "0"), new("RUBY_GC_HEAP_OLDOBJECT_LIMIT_FACTOR", "1e308"),
                    new("RUBY_GC_MALLOC_LIMIT", Most), new("RUBY_GC_OLDMALLOC_LIMIT", Most),
                ],
                name).Settings;
            using var heap = new SlotHeap<Nodes>(new()
            {
                Policy = GrowthPolicies.ByName(name, settings),
                Layout = AllPolicies.LayoutOf(name, 4096),
                ReservedBytesMax = 64 << 20,
            });
            for (int i = 0; i < 3; i++)
            {
                for (int j = 0; j < 1000; j++) heap.Root(heap.Allocate(40));
                heap.Collect(major: i == 1);
                heap.MallocIncreased(long.MaxValue);
                heap.MallocIncreased(long.MinValue);
            }
            heap.Verify();
        }
    }

    private static GcEnvironment Parse(string variable, string value, string policy = "ruby33") =>
        Parse([new(variable, value)], policy);

    private static GcEnvironment Parse(KeyValuePair<string, string>[] variables, string policy = "ruby33") =>
        GcEnvironment.Parse(variables, policy);
}
