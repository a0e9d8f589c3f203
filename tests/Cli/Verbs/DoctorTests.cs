using System.Text.Json.Nodes;

namespace Millpond.Cli.Tests.Verbs;

public sealed class DoctorTests : IClassFixture<DoctorTests.Asked>
{
    private readonly JsonNode _json;

    public DoctorTests(Asked asked) => _json = asked.Json;

    [Theory]
    [InlineData("machine")]
    [InlineData("lazyFree")]
    [InlineData("hugePages")]
    [InlineData("memory")]
    [InlineData("pressure")]
    [InlineData("executableMemory")]
    [InlineData("python")]
    [InlineData("observers")]
    [InlineData("advice")]
    public void Its_JSON_has_every_key(string key) => Assert.NotNull(_json[key]);

    [Fact]
    public void It_asks_the_plugin_itself() => Assert.True((bool)_json["python"]!["plugin"]!["enabled"]!);

    [Fact]
    public void The_plugin_s_limit_is_what_the_observers_judge() =>
        Assert.Equal(1L << 30, (long)_json["observers"]![0]!["countsBytes"]!);

    [Fact]
    public void The_table_names_who_looks() =>
        Assert.Matches("(?s)psutil.*kubelet.*Dask.*loky.*Ray.*Spark", BuiltCommand.Run("doctor").Output);

    [Fact]
    public void Without_the_plugin_it_still_looks_at_the_machine()
    {
        using TemporaryFolder empty = new();
        Ended ended = BuiltCommand.RunIn(empty.Path, new Dictionary<string, string?>(), ["doctor", "--json"]);
        Assert.Matches("No module named 'millpond'", (string)JsonNode.Parse(ended.Output)!["python"]!["error"]!);
    }

    public sealed class Asked
    {
        public JsonNode Json { get; } = JsonNode.Parse(BuiltCommand.Run("doctor", "--json").Output)!;
    }
}
