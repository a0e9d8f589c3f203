using System.Text.RegularExpressions;

namespace Millpond.Cli.Tests.Verbs;

/// <summary>The command at a terminal of its own.</summary>
public sealed class TerminalTests
{
    // Runs its arguments at a new terminal of 120 columns, and prints what appears there, escapes spelled out.
    private const string Terminal =
        """
        import fcntl, os, pty, struct, sys, termios
        pid, terminal = pty.fork()
        if pid == 0:
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 120, 0, 0))
            os.environ["TERM"] = "xterm-256color"
            os.execv(sys.argv[1], sys.argv[1:])
        shown = b""
        try:
            while True:
                shown += os.read(terminal, 10000)
        except OSError:
            os.waitpid(pid, 0)
        print(shown.decode().replace("\x1b", "ESC"), end="")
        """;

    [Fact]
    public void A_run_leaves_the_terminal_as_it_was() => Assert.Equal(
        "hi\r\nmillpond: not in use: no Python process imported NumPy and ended normally\r\n",
        Shown([], "run", "--", "echo", "hi"));

    [Fact]
    public void A_table_has_colour_at_a_terminal() =>
        Assert.Contains("ESC[38;5;", Shown([], "compare", "-n", "1", "--", "true"), StringComparison.Ordinal);

    [Fact]
    public void A_table_has_none_under_NO_COLOR() => Assert.DoesNotContain(
        "ESC[38;5;", Shown(new() { ["NO_COLOR"] = "1" }, "compare", "-n", "1", "--", "true"), StringComparison.Ordinal);

    [Fact]
    public void A_table_fits_the_terminal() => Assert.All(
        Regex.Replace(Shown([], "doctor"), @"ESC\[[0-9;]*m", "").Split("\r\n"), line =>
            Assert.InRange(line.Length, 0, 120));

    [Fact]
    public void What_lasts_shows_its_progress() => Assert.Matches(
        @"\rESC\[Kmillpond compare: \d+ %", Shown([], "compare", "-n", "2", "--warmup", "0", "--", "sleep", "0.6"));

    [Fact]
    public void What_is_quick_shows_none() => Assert.DoesNotContain(
        "millpond compare:", Shown([], "compare", "-n", "1", "--", "true"), StringComparison.Ordinal);

    private static string Shown(Dictionary<string, string?> variables, params string[] arguments) => BuiltCommand.RunIn(
        FakePlugin.Shared.Home,
        variables,
        ["run", "--", "/usr/bin/python3", "-c", Terminal, BuiltCommand.Executable, .. arguments]).Output;
}
