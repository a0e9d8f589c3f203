using System.CommandLine;
using Millpond.Cli.Rendering;
using Millpond.Lab;
using Millpond.Lab.Launching;
using Millpond.Lab.Reports;
using Millpond.Pages.Processes;

namespace Millpond.Cli.Verbs;

/// <summary>Runs a command with the plugin in its Python, and says in one line what that saved.</summary>
internal sealed class RunVerb : Verb
{
    /// <summary>A shell's exit codes for a command that is not there, and for one that cannot be run.</summary>
    internal const int NotFound = 127;
    internal const int NotRunnable = 126;

    private readonly DialOptions _dials = new();
    private readonly Option<bool> _report = new("--report")
    {
        Description = "Print a table of all counts on standard error",
    };

    private readonly Option<bool> _json = CommonOptions.Json(
        "Print the report as JSON, on one line: the last on standard error (standard output is the command's)");

    internal RunVerb(CommandLine line)
        : base(
            "run",
            "Run a command with Millpond in its Python processes",
            "millpond run [options] -- COMMAND…",
            "millpond run -- python3 app.py",
            "millpond run --thrift fast --limit 2G -- pytest tests/")
    {
        _dials.AddTo(this);
        Options.Add(_report);
        Options.Add(_json);
        SetAction(parsed => Run(parsed, line.Command));
    }

    private int Run(ParseResult parsed, IReadOnlyList<string>? command)
    {
        if (command is null or [])
            throw new UserException("put the command after --, as in millpond run -- python3 app.py");
        PluginSettings settings = _dials.Read(parsed);
        MonitoredExit ended = MonitoredRun.Run(command, settings, Installation.OfThisCommand().WithPlugin());
        if (parsed.GetValue(_report))
            Streams.Write(Streams.Error, ReportTable.Text(ended.Summary));
        Streams.WriteLine(
            Streams.Error, parsed.GetValue(_json) ? ReportJson.Line(ended.Summary) : ended.Summary.ToLine());
        return PassOn(ended.Exit.Status);
    }

    // A shell tells death by a signal from an exit code, and stops its script for Ctrl-C: so die the same death.
    private static int PassOn(ExitStatus status)
    {
        if (status.Signal != 0)
            Signals.EndThisProcessBy(status.Signal);
        return status.ShellCode;
    }
}
