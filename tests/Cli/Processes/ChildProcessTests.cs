using System.Text;
using Millpond.Pages.Processes;

namespace Millpond.Cli.Tests.Processes;

public sealed class ChildProcessTests
{
    [Fact]
    public void An_exit_code_is_passed_on() => Assert.Equal(new(77, 0), Shell("exit 77").Status);

    [Fact]
    public void Death_by_a_signal_is_told_apart_from_an_exit_code() =>
        Assert.Equal(new(0, 15), Shell("kill -TERM $$").Status);

    [Fact]
    public void A_shell_would_report_128_and_the_signal() => Assert.Equal(143, Shell("kill -TERM $$").Status.ShellCode);

    [Fact]
    public void Processor_time_is_the_child_s_own() =>
        Assert.True(Shell("i=0; while [ $i -lt 60000 ]; do i=$((i+1)); done").Usage.UserSeconds > 0);

    [Fact]
    public void Page_faults_are_counted_for_children_of_the_child_too() => Assert.True(
        Shell("true; head -c 40000000 /dev/zero | tail -c 20000000 >/dev/null").Usage.MinorFaults > 2000);

    [Fact]
    public void The_peak_is_in_bytes() => Assert.InRange(Shell("true").Usage.PeakResidentBytes, 1 << 20, 1L << 40);

    [Fact]
    public void A_missing_command_is_told_apart() => Assert.True(Refused("/no/such/command").IsMissing);

    [Fact]
    public void A_file_that_cannot_be_run_is_told_apart() => Assert.False(Refused("/etc/passwd").IsMissing);

    [Fact]
    public void A_broken_pipe_ends_the_child_although_this_runtime_ignores_it()
    {
        const string Script = "yes 2>/dev/null | head -c 1 >/dev/null; echo -n $((PIPESTATUS[0] - 128))";
        Assert.Equal("13", Output(["bash", "-c", Script]));
    }

    [Fact]
    public void Pipes_carry_what_is_written_and_read()
    {
        using ChildProcess child = ChildProcess.Start(new()
        {
            Arguments = ["cat"],
            Input = ChildStream.Pipe,
            Output = ChildStream.Pipe,
        });
        child.Input!.Write("through"u8);
        child.Input.Dispose();
        using StreamReader reader = new(child.Output!);
        Assert.Equal("through", reader.ReadToEnd());
    }

    [Fact]
    public void The_environment_is_exactly_what_was_given() => Assert.Equal(
        "A=1\n", Output(["env"], EnvironmentBlock.Empty().Set("A", "1")));

    [Fact]
    public void Bytes_that_are_no_text_reach_the_child() =>
        Assert.Equal("\uDCFF", NativeText.Decode(Bytes(["printf", "%s", "\uDCFF"])));

    [Fact]
    public void A_signal_reaches_the_child()
    {
        using ChildProcess child = ChildProcess.Start(new() { Arguments = ["sleep", "1000"] });
        child.Signal(Signals.Terminate);
        Assert.Equal(Signals.Terminate, child.Wait().Status.Signal);
    }

    [Fact]
    public void A_signal_after_the_end_goes_nowhere()
    {
        using ChildProcess child = ChildProcess.Start(new() { Arguments = ["true"] });
        ChildExit exit = child.Wait();
        child.Signal(Signals.Terminate);
        Assert.Equal(exit, child.Wait());
    }

    [Fact]
    public void Disposing_ends_a_child_that_still_runs()
    {
        ChildProcess child = ChildProcess.Start(new() { Arguments = ["sleep", "1000"] });
        child.Dispose();
        Assert.Equal(Signals.Kill, child.Wait().Status.Signal);
    }

    private static ChildExit Shell(string script)
    {
        using ChildProcess child = ChildProcess.Start(new() { Arguments = ["sh", "-c", script] });
        return child.Wait();
    }

    private static ChildStartException Refused(string command) =>
        Assert.Throws<ChildStartException>(() => ChildProcess.Start(new() { Arguments = [command] }).Dispose());

    private static string Output(string[] arguments, EnvironmentBlock? environment = null) =>
        Encoding.UTF8.GetString(Bytes(arguments, environment));

    private static byte[] Bytes(string[] arguments, EnvironmentBlock? environment = null)
    {
        using ChildProcess child = ChildProcess.Start(new()
        {
            Arguments = arguments,
            Environment = environment,
            Output = ChildStream.Pipe,
        });
        using MemoryStream bytes = new();
        child.Output!.CopyTo(bytes);
        return bytes.ToArray();
    }
}
