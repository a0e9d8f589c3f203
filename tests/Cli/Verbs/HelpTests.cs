namespace Millpond.Cli.Tests.Verbs;

public sealed class HelpTests
{
    [Fact]
    public void The_version_is_one_line() =>
        Assert.Equal(new(0, "millpond 0.1.0\n", ""), BuiltCommand.Run("--version"));

    [Theory]
    [InlineData("run")]
    [InlineData("compare")]
    [InlineData("doctor")]
    [InlineData("lab")]
    [InlineData("pack")]
    [InlineData("rbs")]
    [InlineData("rbs parse")]
    [InlineData("rbs ast")]
    [InlineData("rbs conform")]
    public void Every_verb_has_help_with_an_example(string verb) => Assert.Contains(
        $"\nExamples:\n  millpond {verb}", BuiltCommand.Run([.. verb.Split(' '), "--help"]).Output, StringComparison.Ordinal);

    [Fact]
    public void The_command_s_own_help_has_an_example_for_every_verb()
    {
        string examples = BuiltCommand.Run("--help").Output.Split("Examples:")[1];
        Assert.All(Root.Names, verb => Assert.Contains($"  millpond {verb}", examples, StringComparison.Ordinal));
    }

    [Fact]
    public void Help_ends_well() => Assert.Equal(0, BuiltCommand.Run("--help").Code);

    [Fact]
    public void Without_a_verb_the_help_is_shown() =>
        Assert.StartsWith("millpond: ", BuiltCommand.Run().Output, StringComparison.Ordinal);
}
