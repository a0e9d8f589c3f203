using System.Text.Json.Nodes;

namespace Millpond.Cli.Tests.Verbs;

public sealed class CompareTests
{
    [Fact]
    public void Every_side_runs_as_often_as_asked()
    {
        JsonNode json = Json("-n", "3", "--", "true");
        Assert.Equal([3, 3], json["sides"]!.AsArray().Select(side => side!["runs"]!.AsArray().Count));
    }

    [Fact]
    public void Sides_take_turns_and_warm_up_first()
    {
        using TemporaryFolder folder = new();
        string log = Path.Combine(folder.Path, "log");
        Json("-n", "2", "--warmup", "1", "--env-a", "S=A", "--env-b", "S=B", "--", "sh", "-c", $"printf $S >> {log}");
        Assert.Equal("ABABAB", File.ReadAllText(log));
    }

    [Fact]
    public void A_rival_is_a_further_side()
    {
        JsonNode json = Json("-n", "1", "--warmup", "0", "--rival", "glibc", "--", "true");
        Assert.Equal("0", (string)json["sides"]![2]!["variables"]!["MALLOC_MMAP_MAX_"]!);
    }

    [Fact]
    public void Every_measure_has_a_spread_and_a_ratio()
    {
        JsonNode json = Json("-n", "1", "--warmup", "0", "--", "true");
        string[] measures = ["wallSeconds", "userSeconds", "systemSeconds", "minorFaults", "majorFaults",
            "peakResidentBytes"];
        Assert.Equal(measures, json["sides"]![0]!["measures"]!.AsObject().Select(one => one.Key));
        Assert.Equal(measures, json["ratios"]!.AsArray().Select(one => (string)one!["measure"]!));
    }

    [Fact]
    public void The_baseline_never_has_the_plugin()
    {
        using TemporaryFolder folder = new();
        string log = Path.Combine(folder.Path, "log");
        Json("-n", "1", "--warmup", "0", "--", "sh", "-c", $"echo $MILLPOND,$MILLPOND_AUTOLOAD >> {log}");
        Assert.Equal("off,\n,1\n", File.ReadAllText(log));
    }

    [Fact]
    public void The_plugin_s_own_report_is_part_of_the_result()
    {
        JsonNode json = Json("-n", "2", "--", "/usr/bin/python3", "-c", "");
        Assert.Equal(2, (int)json["plugin"]!["enabledProcesses"]!);
    }

    [Fact]
    public void A_failing_command_stops_the_comparison_with_its_last_words()
    {
        Ended ended = BuiltCommand.Run("compare", "--", "sh", "-c", "echo boom >&2; exit 3");
        Assert.Equal((1, ""), (ended.Code, ended.Output));
        Assert.EndsWith(
            "on side plain with exit code 3; its last words were:\nboom\n", ended.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void The_table_names_both_sides() => Assert.Matches(
        "plain.*millpond", BuiltCommand.Run("compare", "-n", "1", "--warmup", "0", "--", "true").Output);

    [Fact]
    public void A_table_that_goes_to_a_file_has_no_colour() =>
        Assert.DoesNotContain('\e', BuiltCommand.Run("compare", "-n", "1", "--warmup", "0", "--", "true").Output);

    [Fact]
    public void Too_few_pairs_give_no_verdict() => Assert.Contains(
        "too few pairs", BuiltCommand.Run("compare", "-n", "5", "--", "true").Output, StringComparison.Ordinal);

    private static JsonNode Json(params string[] arguments)
    {
        Ended ended = BuiltCommand.Run(["compare", "--json", .. arguments]);
        Assert.True(ended.Code == 0, ended.Error);
        return JsonNode.Parse(ended.Output)!;
    }
}
