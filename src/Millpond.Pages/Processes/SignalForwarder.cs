using System.Runtime.InteropServices;

namespace Millpond.Pages.Processes;

/// <summary>
/// Passes this process's signals on to its child. Ctrl-C and Ctrl-\ typed at the terminal go to the whole foreground
/// group, child included, so in the foreground SIGINT and SIGQUIT are not sent a second time. A signal that was ignored
/// when this process began stays ignored in both. Made before the child, so that no signal falls between the two.
/// </summary>
public sealed class SignalForwarder : IDisposable
{
    private static readonly int[] s_forwarded =
    [
        Signals.HangUp, Signals.Interrupt, Signals.Quit, Signals.User1, Signals.User2, Signals.Terminate,
    ];

    private readonly Lock _lock = new();
    private readonly List<int> _early = [];
    private readonly List<PosixSignalRegistration> _registrations = [];
    private ChildProcess? _child;

    /// <summary>Begins to hold signals for a child that is still to come.</summary>
    public SignalForwarder()
    {
        int[] wanted = [.. s_forwarded.Where(signal => !Signals.IsIgnored(signal))];
        foreach (int signal in wanted)
            _registrations.Add(PosixSignalRegistration.Create((PosixSignal)signal, context => Handle(signal, context)));
    }

    /// <summary>Names the child, and sends it what came before.</summary>
    public void Attach(ChildProcess child)
    {
        lock (_lock)
        {
            _child = child;
            _early.ForEach(child.Signal);
            _early.Clear();
        }
    }

    /// <summary>Gives the signals back their former effect on this process.</summary>
    public void Dispose() => _registrations.ForEach(registration => registration.Dispose());

    private void Handle(int signal, PosixSignalContext context)
    {
        context.Cancel = true;
        if (signal is Signals.Interrupt or Signals.Quit && Signals.IsInForeground())
            return;
        lock (_lock)
        {
            if (_child is null)
                _early.Add(signal);
            else
                _child.Signal(signal);
        }
    }
}
