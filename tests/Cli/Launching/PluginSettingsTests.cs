using Millpond.Lab;
using Millpond.Lab.Launching;
using Millpond.Pages.Processes;

namespace Millpond.Cli.Tests.Launching;

public sealed class PluginSettingsTests
{
    [Theory]
    [InlineData("fast", "512M", "decay", "256K")]
    [InlineData("small", "25%", "off", "65536")]
    [InlineData("12.5", "1.5G", "millpond", "1MiB")]
    [InlineData(null, "0", null, null)]
    public void What_the_plugin_understands_is_accepted(
        string? thrift, string? limit, string? policy, string? threshold)
    {
        PluginSettings settings = new() { Thrift = thrift, Limit = limit, Policy = policy, Threshold = threshold };
        Assert.Equal(settings, settings.Checked());
    }

    [Theory]
    [InlineData("quick")]
    [InlineData("-1")]
    [InlineData("NaN")]
    [InlineData("")]
    public void A_thrift_that_is_no_price_is_refused(string thrift) => Refused("--thrift", new() { Thrift = thrift });

    [Theory]
    [InlineData("much")]
    [InlineData("101%")]
    [InlineData("-5")]
    [InlineData("5X")]
    public void A_limit_that_is_no_size_is_refused(string limit) => Refused("--limit", new() { Limit = limit });

    [Fact]
    public void An_unknown_policy_is_refused() => Refused("--policy", new() { Policy = "best" });

    [Fact]
    public void A_threshold_is_a_size_not_a_share() => Refused("--threshold", new() { Threshold = "5%" });

    [Fact]
    public void Our_folders_come_before_the_user_s() => Assert.Equal(
        "/mp/python-autoload:/mp/python:/somewhere/lib", Applied(new()).Get("PYTHONPATH"));

    [Fact]
    public void A_dial_not_given_leaves_the_user_s_variable() =>
        Assert.Equal("1G", Applied(new()).Get("MILLPOND_LIMIT"));

    [Fact]
    public void A_dial_given_wins_over_the_user_s_variable() =>
        Assert.Equal("2G", Applied(new() { Limit = "2G" }).Get("MILLPOND_LIMIT"));

    [Fact]
    public void The_plugin_is_told_to_load_and_where_to_report() => Assert.Equal(
        ("1", "/reports"), (Applied(new()).Get("MILLPOND_AUTOLOAD"), Applied(new()).Get("MILLPOND_REPORT_DIR")));

    private static EnvironmentBlock Applied(PluginSettings settings) => settings.ApplyTo(
        EnvironmentBlock.Empty().Set("PYTHONPATH", "/somewhere/lib").Set("MILLPOND_LIMIT", "1G"),
        new Installation("/mp"),
        "/reports");

    private static void Refused(string option, PluginSettings settings) => Assert.StartsWith(
        option, Assert.Throws<UserException>(settings.Checked).Message, StringComparison.Ordinal);
}
