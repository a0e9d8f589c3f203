using System.Diagnostics;

namespace Millpond.Cli.Tests.Verbs;

public sealed class SignalTests
{
    // Says each signal it gets, and ends with 5 at the first SIGTERM.
    private const string Listener =
        """
        import signal, sys
        def heard(number, frame):
            print(signal.Signals(number).name, flush=True)
            if number == signal.SIGTERM:
                sys.exit(5)
        for one in (signal.SIGHUP, signal.SIGINT, signal.SIGQUIT, signal.SIGUSR1, signal.SIGUSR2, signal.SIGTERM):
            signal.signal(one, heard)
        print("ready", flush=True)
        while True:
            signal.pause()
        """;

    // Types Ctrl-C at a terminal of its own, and counts what the child under it hears.
    private const string Terminal =
        """
        import os, pty, sys, time
        pid, terminal = pty.fork()
        if pid == 0:
            os.execv(sys.argv[1], sys.argv[1:])
        def until(word, text=b""):
            while word not in text:
                text += os.read(terminal, 1000)
            return text
        until(b"ready")
        os.write(terminal, b"\x03")
        heard = until(b"SIGINT")
        os.kill(pid, 15)
        try:
            while True:
                heard += os.read(terminal, 1000)
        except OSError:
            pass
        code = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
        print(heard.count(b"SIGINT"), heard.count(b"SIGTERM"), code)
        """;

    [Theory]
    [InlineData("HUP")]
    [InlineData("INT")]
    [InlineData("QUIT")]
    [InlineData("USR1")]
    [InlineData("USR2")]
    public void A_signal_to_the_command_alone_reaches_the_child(string signal)
    {
        using Process process = StartListener();
        Send(signal, process);
        string? heard = process.StandardOutput.ReadLine();
        Send("TERM", process);
        process.WaitForExit();
        Assert.Equal("SIG" + signal, heard);
    }

    [Fact]
    public void The_child_decides_how_to_end()
    {
        using Process process = StartListener();
        Send("TERM", process);
        process.WaitForExit();
        Assert.Equal(5, process.ExitCode);
    }

    [Fact]
    public void A_child_that_does_not_listen_dies_and_so_does_the_command()
    {
        using Process process = BuiltCommand.Start(
            FakePlugin.Shared.Home, new Dictionary<string, string?>(),
                ["run", "--", "sh", "-c", "echo ready; exec sleep 1000"]);
        process.StandardOutput.ReadLine();
        Send("TERM", process);
        process.WaitForExit();
        Assert.Equal(143, process.ExitCode);
    }

    [Fact]
    public void Ctrl_C_at_the_terminal_is_heard_once()
    {
        Ended ended = BuiltCommand.Run(
            "run", "--", "/usr/bin/python3", "-c", Terminal,
            BuiltCommand.Executable, "run", "--", "/usr/bin/python3", "-c", Listener);
        Assert.Equal("1 1 5\n", ended.Output);
    }

    [Fact]
    public void A_signal_ignored_from_the_start_stays_ignored()
    {
        Ended ended = BuiltCommand.Run(
            "run", "--", "sh", "-c",
                $"trap '' HUP; {BuiltCommand.Executable} run -- sh -c 'kill -HUP $PPID $$; echo alive'");
        Assert.Equal("alive\n", ended.Output);
    }

    private static Process StartListener()
    {
        Process process = BuiltCommand.Start(
            FakePlugin.Shared.Home, new Dictionary<string, string?>(),
                ["run", "--", "/usr/bin/python3", "-c", Listener]);
        Assert.Equal("ready", process.StandardOutput.ReadLine());
        return process;
    }

    private static void Send(string signal, Process process)
    {
        using Process kill = Process.Start("kill", ["-" + signal, $"{process.Id}"]);
        kill.WaitForExit();
    }
}
