using System.Runtime.InteropServices;

namespace Millpond.Pages.Processes;

/// <summary>
/// Writes to this process's standard output and error as they are. <see cref="Console"/> would first set up the terminal
/// (a terminal that belongs to a child just as well), and a FileStream would write at an offset of its own where the
/// stream is a file that others write too.
/// </summary>
public static class StandardStreams
{
    /// <summary>Standard output's descriptor.</summary>
    public const int Output = 1;

    /// <summary>Standard error's descriptor.</summary>
    public const int Error = 2;

    /// <summary>The terminal's width in characters, 0 if it does not say; null where the stream is no terminal.</summary>
    public static unsafe int? TerminalColumns(int descriptor)
    {
        ProcessCalls.WindowSize size = default;
        return ProcessCalls.ioctl(descriptor, ProcessCalls.TIOCGWINSZ, &size) == 0 ? size.columns : null;
    }

    /// <summary>Writes all of <paramref name="bytes"/>; false when nobody can read them (a closed pipe, a full disk).</summary>
    // Sound: the span is pinned while write() has its address, and what is left of it is what it is told.
    public static unsafe bool Write(int descriptor, ReadOnlySpan<byte> bytes)
    {
        Guard.InRange(descriptor is Output or Error, "standard output is 1, standard error 2");
        fixed (byte* start = bytes)
        {
            for (nint done = 0; done < bytes.Length;)
            {
                nint written = ProcessCalls.write(descriptor, start + done, (nuint)(bytes.Length - done));
                if (written < 0 && Marshal.GetLastPInvokeError() != ProcessCalls.EINTR)
                    return false;
                done += Math.Max(0, written);
                Invariant.Assert(done <= bytes.Length);
            }
        }
        return true;
    }
}
