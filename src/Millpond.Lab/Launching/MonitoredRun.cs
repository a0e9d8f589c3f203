using Millpond.Lab.Reports;
using Millpond.Pages.Processes;

namespace Millpond.Lab.Launching;

/// <summary>A command that has ended, and what the plugin did in it.</summary>
/// <param name="Exit">How it ended.</param>
/// <param name="Summary">All processes that wrote a report.</param>
public sealed record MonitoredExit(ChildExit Exit, RunSummary Summary);

/// <summary>Runs a command with the plugin in its Python processes, as if it had been started by itself.</summary>
public static class MonitoredRun
{
    /// <summary>Runs it to its end; its streams are this process's own, and signals pass through.</summary>
    /// <exception cref="ChildStartException">It could not be started.</exception>
    public static MonitoredExit Run(IReadOnlyList<string> command, PluginSettings settings, Installation installation)
    {
        ArgumentNullException.ThrowIfNull(settings);
        using ScratchFolder reports = new();
        EnvironmentBlock environment = settings.ApplyTo(EnvironmentBlock.OfThisProcess(), installation, reports.Path);
        string silence = WhyNoReport.Explain(command, environment.Get);
        Signals.KeepExitCodes();
        using SignalForwarder forwarder = new();
        using ChildProcess child = ChildProcess.Start(new() { Arguments = command, Environment = environment });
        forwarder.Attach(child);
        ChildExit exit = child.Wait();
        return new(exit, RunSummary.Of(ProcessReport.ReadAll(reports.Path), silence));
    }
}
