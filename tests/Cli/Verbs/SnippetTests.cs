using System.Text.Json.Nodes;

namespace Millpond.Cli.Tests.Verbs;

/// <summary>Snippets in the real NumPy, short; the plugin is made up, so both sides do the same.</summary>
public sealed class SnippetTests : IClassFixture<SnippetTests.Measured>
{
    private readonly JsonNode _json;

    public SnippetTests(Measured measured) => _json = measured.Json;

    [Fact]
    public void Both_sides_do_the_same_number_of_loops() => Assert.True((int)_json["loops"]! >= 1);

    [Fact]
    public void Every_side_has_all_its_batches() => Assert.All(
        _json["sides"]!.AsArray(), side => Assert.Equal(2, side!["batchSecondsPerIteration"]!.AsArray().Count));

    // 4 MB of fresh pages in each iteration: the kernel cannot do with fewer than one fault per 4 MiB page.
    [Fact]
    public void Faults_are_counted_for_each_iteration() =>
        Assert.True((double)_json["sides"]![0]!["faultsPerIteration"]! > 100);

    [Fact]
    public void The_plugin_is_on_where_it_should_be() => Assert.Equal(
        [false, true], _json["sides"]!.AsArray().Select(side => (bool)side!["pluginEnabled"]!));

    [Fact]
    public void Names_of_the_setup_may_be_assigned_in_the_snippet() =>
        Assert.Equal(0, BuiltCommand.Run("compare", "-n", "1", "--setup", "x = 0", "--snippet", "x += 1").Code);

    [Fact]
    public void What_the_snippet_prints_is_dropped() => Assert.DoesNotContain(
        "noise", BuiltCommand.Run("compare", "-n", "1", "--snippet", "print('noise')")
            .Output, StringComparison.Ordinal);

    [Fact]
    public void A_snippet_that_ends_Python_is_reported_with_its_last_words()
    {
        Ended ended = BuiltCommand.Run(
            "compare", "-n", "1", "--snippet", "import os; os.write(2, b'bye'); os._exit(3)");
        Assert.Equal(1, ended.Code);
        Assert.EndsWith(
            "on side plain with exit code 3; its last words were:\nbye\n", ended.Error, StringComparison.Ordinal);
    }

    public sealed class Measured
    {
        // An anonymous mapping of its own each time: fresh memory whatever malloc keeps.
        private const string Fresh = "m = mmap.mmap(-1, 4000000); m[::4096] = z; m.close()";

        public JsonNode Json { get; } = JsonNode.Parse(BuiltCommand.Run(
            "compare", "--json", "-n", "2", "--setup", "import mmap; z = bytes(977)", "--snippet", Fresh).Output)!;
    }
}
