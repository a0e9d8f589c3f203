using System.Text.Json;

namespace Millpond.Cli.Tests.Verbs;

/// <summary><c>millpond rbs format</c>, run for real.</summary>
public sealed class RbsFormatTests
{
    private const string Ugly = "class A\ndef a:()->void # why\nend\n";
    private const string Pretty = "class A\n  def a: () -> void # why\nend\n";

    [Fact]
    public void Files_are_formatted_in_place_and_listed()
    {
        using TemporaryFolder folder = new();
        string ugly = folder.Write("sig/ugly.rbs", Ugly);
        folder.Write("sig/pretty.rbs", Pretty);
        Ended ended = BuiltCommand.Run("rbs", "format", folder.Path);
        Assert.Equal((0, ugly + "\n", "", Pretty), (ended.Code, ended.Output, ended.Error, File.ReadAllText(ugly)));
    }

    [Fact]
    public void Check_changes_nothing_and_ends_with_1()
    {
        using TemporaryFolder folder = new();
        string ugly = folder.Write("ugly.rbs", Ugly);
        Ended ended = BuiltCommand.Run("rbs", "format", "--check", folder.Path);
        Assert.Equal((1, ugly + "\n", Ugly), (ended.Code, ended.Output, File.ReadAllText(ugly)));
    }

    [Fact]
    public void Check_of_formatted_files_ends_with_0()
    {
        using TemporaryFolder folder = new();
        folder.Write("pretty.rbs", Pretty);
        Ended ended = BuiltCommand.Run("rbs", "format", "--check", folder.Path);
        Assert.Equal((0, ""), (ended.Code, ended.Output));
    }

    [Fact]
    public void A_diff_shows_what_would_change()
    {
        using TemporaryFolder folder = new();
        string ugly = folder.Write("ugly.rbs", Ugly);
        Ended ended = BuiltCommand.Run("rbs", "format", "--diff", ugly);
        Assert.Equal(
            $"--- a/{ugly}\n+++ b/{ugly}\n@@ -1,3 +1,3 @@\n class A\n-def a:()->void # why\n+  def a: () -> void # why\n end\n",
            ended.Output);
    }

    [Fact]
    public void A_file_with_errors_is_left_alone_and_the_others_formatted()
    {
        using TemporaryFolder folder = new();
        string broken = folder.Write("broken.rbs", "class A\n def\n");
        string ugly = folder.Write("ugly.rbs", Ugly);
        Ended ended = BuiltCommand.Run("rbs", "format", folder.Path);
        Assert.Equal((1, ugly + "\n", "class A\n def\n"), (ended.Code, ended.Output, File.ReadAllText(broken)));
        Assert.Contains("Syntax error", ended.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Json_tells_the_state_of_each_file()
    {
        using TemporaryFolder folder = new();
        folder.Write("a.rbs", Pretty);
        folder.Write("b.rbs", Ugly);
        Ended ended = BuiltCommand.Run("rbs", "format", "--check", "--json", folder.Path);
        Assert.Equal(
            ["unchanged", "changed"],
            JsonDocument.Parse(ended.Output).RootElement.EnumerateArray()
                .Select(static file => file.GetProperty("state").GetString()!));
    }

    [Fact]
    public void Bad_input_gets_one_line_and_exit_code_2()
    {
        Ended ended = BuiltCommand.Run("rbs", "format", "/no/such");
        Assert.Equal((2, ""), (ended.Code, ended.Output));
        Assert.Contains("no such file or folder", ended.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Standard_input_is_formatted_to_standard_output()
    {
        using TemporaryFolder folder = new();
        string ugly = folder.Write("ugly.rbs", Ugly);
        CommandResult result = await Repository.RunAsync(
            "/bin/sh", ["-c", "exec \"$0\" rbs format --stdin < \"$1\"", BuiltCommand.Executable, ugly]);
        Assert.Equal((0, Pretty), (result.ExitCode, result.Output));
    }
}
