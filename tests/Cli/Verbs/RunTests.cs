using System.Text.Json.Nodes;

namespace Millpond.Cli.Tests.Verbs;

public sealed class RunTests
{
    private const string Python = "/usr/bin/python3";

    // Runs $0, the command, with byte 255 as argument and as variable, and shows what its child got, in hexadecimal.
    private const string GivesTheByte255 =
        """
        byte=$(printf '\377')
        X=$byte exec "$0" run -- sh -c 'printf %s=%s "$1" "$X" | od -An -tx1 | xargs' - "$byte"
        """;

    [Fact]
    public void The_command_s_output_is_its_own() =>
        Assert.Equal("hello\n", BuiltCommand.Run("run", "--", "echo", "hello").Output);

    [Fact]
    public void The_command_s_exit_code_is_passed_on() => Assert.Equal(77, Shell("exit 77").Code);

    // .NET reports 128 + signal for a process that a signal ended.
    [Fact]
    public void Death_by_a_signal_is_passed_on() => Assert.Equal(143, Shell("kill -TERM $$").Code);

    [Fact]
    public void A_missing_command_is_127()
    {
        Ended ended = BuiltCommand.Run("run", "--", "no-such-command");
        Assert.Equal(127, ended.Code);
        Assert.Matches(@"\Amillpond run: no-such-command: no such command.*\n\z", ended.Error);
    }

    [Fact]
    public void A_command_that_cannot_be_run_is_126()
    {
        Ended ended = BuiltCommand.Run("run", "--", "/etc/passwd");
        Assert.Equal(126, ended.Code);
        Assert.Matches(@"\Amillpond run: /etc/passwd: .*\n\z", ended.Error);
    }

    [Fact]
    public void What_follows_the_dashes_is_not_ours_to_read() =>
        Assert.Equal("--json -- @x\n", BuiltCommand.Run("run", "--", "echo", "--json", "--", "@x").Output);

    [Fact]
    public void A_line_says_what_was_saved() => Assert.Equal(
        "millpond: 1,204 of 1,210 large arrays reused, 24,100,000 page faults avoided, cache peak 152 MiB, 1 process",
        BuiltCommand.Run("run", "--", Python, "-c", "").LastErrorLine);

    [Fact]
    public void All_processes_are_added_up() => Assert.StartsWith(
        "millpond: 2,408 of 2,420 large arrays reused",
        Shell($"{Python} -c ''; {Python} -c ''").LastErrorLine,
        StringComparison.Ordinal);

    [Fact]
    public void A_plugin_that_stayed_off_says_why() => Assert.Equal(
        "millpond: not in use: tracemalloc is watching memory",
        Run(["run", "--", Python, "-c", ""], ("FAKE_REASON", "tracemalloc is watching memory")).LastErrorLine);

    [Fact]
    public void An_isolated_Python_is_explained() => Assert.StartsWith(
        "millpond: not in use: python -I ignores PYTHONPATH",
        BuiltCommand.Run("run", "--", Python, "-I", "-c", "").LastErrorLine,
        StringComparison.Ordinal);

    [Fact]
    public void The_user_s_switch_is_explained() => Assert.Contains(
        "MILLPOND=off",
        Run(["run", "--", Python, "-c", ""], ("MILLPOND", "off"), ("FAKE_SILENT", "1")).LastErrorLine,
        StringComparison.Ordinal);

    [Fact]
    public void No_Python_at_all_is_explained() => Assert.Equal(
        "millpond: not in use: no Python process imported NumPy and ended normally",
        BuiltCommand.Run("run", "--", "true").LastErrorLine);

    [Fact]
    public void The_JSON_is_the_last_line_of_standard_error()
    {
        Ended ended = BuiltCommand.Run(
            "run", "--json", "--", Python, "-c", "import sys; print('noise', file=sys.stderr)");
        Assert.Equal(1204, (long)JsonNode.Parse(ended.LastErrorLine)!["hits"]!);
    }

    [Fact]
    public void The_table_has_a_line_for_each_process() =>
        Assert.Matches("│ millpond │ 1,204", BuiltCommand.Run("run", "--report", "--", Python, "-c", "").Error);

    [Fact]
    public void The_dials_reach_the_plugin() => Assert.Equal(
        "small 1G decay 256K\n",
        BuiltCommand.Run(
            "run", "--thrift", "small", "--limit", "1G", "--policy", "decay", "--threshold", "256K", "--",
            "sh", "-c", "echo $MILLPOND_THRIFT $MILLPOND_LIMIT $MILLPOND_POLICY $MILLPOND_THRESHOLD").Output);

    [Fact]
    public void The_folder_for_reports_is_gone_afterwards() =>
        Assert.False(Directory.Exists(Shell("echo $MILLPOND_REPORT_DIR").Output.Trim()));

    [Fact]
    public void Arguments_and_variables_that_are_no_text_go_through_unharmed() => Assert.Equal(
        "ff 3d ff\n",
        BuiltCommand.Run("run", "--", "sh", "-c", GivesTheByte255, BuiltCommand.Executable).Output);

    private static Ended Shell(string script) => BuiltCommand.Run("run", "--", "sh", "-c", script);

    private static Ended Run(string[] arguments, params (string Name, string Value)[] variables) => BuiltCommand.RunIn(
        FakePlugin.Shared.Home, variables.ToDictionary(one => one.Name, one => (string?)one.Value), arguments);
}
