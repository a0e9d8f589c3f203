using Millpond.Lab;
using Millpond.Lab.Ruby;

namespace Millpond.Cli.Tests.Ruby;

/// <summary>Real Rubies, set up by ./test; and commands that are none.</summary>
public sealed class LiveRubyTests
{
    private const string Polite = """read line; printf 'ruby 9.9.9 none\n'""";

    public static TheoryData<string> Names => [.. RubyFinder.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void Growing_by_300_000_hashes_takes_collections_on_every_Ruby(string name)
    {
        LiveRow row = Ruby(name).Run("retain_hashes");
        Assert.InRange(row.After.Stat["heap_live_slots"] - row.Before.Stat["heap_live_slots"], 300_000, 310_000);
        Assert.InRange(row.MinorCollections, 5, 10);
    }

    [Fact]
    public void A_setting_reaches_the_collector()
    {
        Dictionary<string, string> small = new() { ["RUBY_GC_MALLOC_LIMIT"] = "1000000" };
        Assert.Equal("1000000", Ruby("host").Run("retain_hashes", small).Settings["RUBY_GC_MALLOC_LIMIT"]);
    }

    [Theory]
    [InlineData("3.2", 6, 94)]
    [InlineData("3.3", 7, 375)]
    [InlineData("3.4", 7, 373)]
    [InlineData("4.0", 7, 447)]
    public void WebAssembly_counts_the_same_every_time(string version, int minors, int pages)
    {
        LiveRow row = Ruby("wasm-" + version).Run("retain_hashes");
        Assert.Equal((minors, 2, pages), (row.MinorCollections, row.MajorCollections, row.After.Stat["heap_eden_pages"]));
    }

    [Fact]
    public void What_is_not_Ruby_is_told_in_one_line()
    {
        var error = Assert.Throws<UserException>(() => LiveRuby.Meet("odd", ["sh", "-c", "echo no >&2; exit 3"]));
        Assert.Equal("odd: it ended with exit code 3 and no answer: no", error.Message);
    }

    [Fact]
    public void An_answer_counts_though_the_command_crashes_after_it() =>
        Assert.Equal("9.9.9", LiveRuby.Meet("odd", ["sh", "-c", Polite + "; kill -SEGV $$"]).Version);

    [Fact]
    public void A_Ruby_that_hangs_is_killed()
    {
        var slow = LiveRuby.Meet("slow", ["sh", "-c", Polite + "; [ -z \"$RUBY_GC_TEST\" ] || exec sleep 600"]);
        Dictionary<string, string> settings = new() { ["RUBY_GC_TEST"] = "1" };
        var error = Assert.Throws<UserException>(() => slow.Run("window", settings, TimeSpan.FromSeconds(1)));
        Assert.Equal("slow: no answer within 1 s; give it more time, or a less busy machine", error.Message);
    }

    [Fact]
    public void Only_settings_of_the_collector_are_taken()
    {
        var polite = LiveRuby.Meet("odd", ["sh", "-c", Polite]);
        Dictionary<string, string> settings = new() { ["RUBYOPT"] = "-w" };
        Assert.StartsWith("RUBYOPT is not a setting", Assert.Throws<UserException>(() => polite.Run("window", settings)).Message);
    }

    [Fact]
    public void An_unknown_name_is_answered_with_the_names() => Assert.Equal(
        "no Ruby is called jruby here: choose from host, trixie, wasm-3.2, wasm-3.3, wasm-3.4, wasm-4.0",
        Assert.Throws<UserException>(() => RubyFinder.Find("jruby")).Message);

    private static LiveRuby Ruby(string name)
    {
        try
        {
            return RubyFinder.Find(name);
        }
        catch (UserException absent)
        {
            Require.Missing(absent.Message);
            throw;
        }
    }
}
