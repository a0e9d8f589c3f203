using System.Diagnostics;
using System.Globalization;

namespace Millpond.Cli;

/// <summary>
/// How far something is, on standard error: one line that is written over on a terminal, a line each few seconds
/// elsewhere. Silent in the first second.
/// </summary>
internal sealed class ProgressLine(string what) : IDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_onTerminal = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan s_elsewhere = TimeSpan.FromSeconds(10);

    private readonly long _begun = Stopwatch.GetTimestamp();
    private TimeSpan _next = s_patience;
    private bool _isShown;

    internal void Show(string detail, double share)
    {
        TimeSpan elapsed = Stopwatch.GetElapsedTime(_begun);
        if (elapsed < _next)
            return;
        bool terminal = Streams.ErrorIsTerminal;
        _next = elapsed + (terminal ? s_onTerminal : s_elsewhere);
        string percent = (100 * share).ToString("0", CultureInfo.InvariantCulture);
        string text = $"millpond {what}: {percent} %{(detail.Length == 0 ? "" : "  " + detail)}";
        if (terminal)
            Streams.Write(Streams.Error, "\r\e[K" + text);
        else
            Streams.WriteLine(Streams.Error, text);
        _isShown = terminal;
    }

    internal void Clear()
    {
        if (_isShown)
            Streams.Write(Streams.Error, "\r\e[K");
        _isShown = false;
    }

    public void Dispose() => Clear();
}
