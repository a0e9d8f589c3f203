namespace Millpond.Pages.Processes;

/// <summary>How a child ended: by an exit code, or by a signal.</summary>
/// <param name="Code">The exit code, 0 to 255; 0 if a signal ended it.</param>
/// <param name="Signal">The signal's number; 0 if it exited.</param>
public readonly record struct ExitStatus(int Code, int Signal)
{
    /// <summary>True for exit code 0.</summary>
    public bool IsSuccess => Code == 0 && Signal == 0;

    /// <summary>The code a shell would report: the exit code, or 128 + the signal.</summary>
    public int ShellCode => Signal == 0 ? Code : 128 + Signal;

    /// <inheritdoc/>
    public override string ToString() =>
        Signal == 0 ? $"exit code {Code}" : $"signal {Signal} ({Signals.NameOf(Signal)})";

    // wait(2): the low seven bits are the signal, the next byte the exit code.
    internal static ExitStatus FromWait(int status) =>
        (status & 0x7F) == 0 ? new((status >> 8) & 0xFF, 0) : new(0, status & 0x7F);
}

/// <summary>What a child and the children it waited for used, as wait4(2) tells it.</summary>
/// <param name="WallSeconds">From just before the start to the end.</param>
/// <param name="UserSeconds">Processor time in the program.</param>
/// <param name="SystemSeconds">Processor time in the kernel on the program's behalf.</param>
/// <param name="MinorFaults">Page faults served without a disk.</param>
/// <param name="MajorFaults">Page faults that waited for a disk.</param>
/// <param name="PeakResidentBytes">
/// The largest resident set of any one process among them. It cannot read lower than this process's own peak: the
/// kernel counts the moment before exec, when the child still borrows its parent's memory.
/// </param>
public readonly record struct ChildUsage(
    double WallSeconds,
    double UserSeconds,
    double SystemSeconds,
    long MinorFaults,
    long MajorFaults,
    long PeakResidentBytes)
{
    internal static ChildUsage From(in ProcessCalls.RawUsage raw, TimeSpan wall) => new(
        wall.TotalSeconds,
        raw.userSeconds + raw.userMicroseconds / 1e6,
        raw.systemSeconds + raw.systemMicroseconds / 1e6,
        raw.minorFaults,
        raw.majorFaults,
        raw.peakResidentKibibytes * 1024);
}

/// <summary>The end of a child: how, and at what cost.</summary>
public readonly record struct ChildExit(ExitStatus Status, ChildUsage Usage);
