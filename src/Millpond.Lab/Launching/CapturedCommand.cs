using System.Runtime.InteropServices;
using System.Text;
using Millpond.Pages.Processes;

namespace Millpond.Lab.Launching;

/// <summary>A short command's answer: how it ended, all of its output, and the last lines of its complaints.</summary>
internal sealed record CapturedCommand(ChildExit Exit, string Output, string ErrorTail)
{
    internal static CapturedCommand Run(IReadOnlyList<string> arguments, EnvironmentBlock? environment = null)
    {
        using ScratchFile complaints = new();
        using ChildProcess child = ChildProcess.Start(new()
        {
            Arguments = arguments,
            Environment = environment,
            Input = ChildStream.Null,
            Output = ChildStream.Pipe,
            Error = ChildStream.File(complaints.Path),
        });
        using StreamReader reader = new(child.Output!, Encoding.UTF8);
        string output = reader.ReadToEnd();
        return new(child.Wait(), output, complaints.Tail());
    }
}

/// <summary>A file for as long as it is in use, in the system's folder for such.</summary>
internal sealed class ScratchFile : IDisposable
{
    private const int TailBytes = 2000;
    private const int TailLines = 5;

    internal string Path { get; } = System.IO.Path.GetTempFileName();

    /// <summary>The last few lines, without the blank ones.</summary>
    internal string Tail()
    {
        using FileStream file = new(Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        file.Seek(-Math.Min(TailBytes, file.Length), SeekOrigin.End);
        using StreamReader reader = new(file, Encoding.UTF8);
        string[] lines = reader.ReadToEnd()
            .Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return string.Join('\n', lines[^Math.Min(TailLines, lines.Length)..]);
    }

    public void Dispose() => File.Delete(Path);
}

/// <summary>A folder for as long as it is in use.</summary>
public sealed class ScratchFolder : IDisposable
{
    private readonly PosixSignalRegistration[] _signals;

    /// <summary>Makes it; it goes with this object.</summary>
    /// <param name="goesOnSignals">Whether it also goes when the user ends this process (Ctrl-C). Not where signals are
    /// passed on to a command, which decides how to end.</param>
    public ScratchFolder(bool goesOnSignals = false)
    {
        PosixSignal[] ends = goesOnSignals ? [PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP] : [];
        // The signal is not cancelled: the process ends as it would have.
        _signals = [.. ends.Select(signal => PosixSignalRegistration.Create(signal, _ => Delete()))];
    }

    /// <summary>Its path.</summary>
    public string Path { get; } = Directory.CreateTempSubdirectory("millpond-").FullName;

    /// <summary>Removes it, with what is in it; a late writer may keep it alive.</summary>
    public void Dispose()
    {
        foreach (PosixSignalRegistration signal in _signals)
            signal.Dispose();
        Delete();
    }

    private void Delete()
    {
        try
        {
            Directory.Delete(Path, recursive: true);
        }
        catch (IOException)
        {
            // A daemon that the command left behind is just writing its report: the folder stays, nothing is lost.
        }
    }
}
