using System.Runtime.InteropServices;
using Millpond.Pages.Interop;

namespace Millpond.Pages;

/// <summary>
/// A sleep that another thread can end. A futex and not a file: the host may close files that it does not know, and
/// open others under the same number. Allocates nothing managed.
/// </summary>
// Sound: the word lies in a page of its own that is mapped for as long as the process lives.
public readonly unsafe struct Alarm
{
    private const int FUTEX_WAIT_PRIVATE = 128;
    private const int FUTEX_WAKE_PRIVATE = 129;

    private readonly int* _rung;

    private Alarm(int* rung) => _rung = rung;

    /// <summary>Whether the system has what it takes (Linux).</summary>
    public bool Exists => _rung is not null;

    /// <summary>A new alarm, for as long as the process lives; not <see cref="Exists"/> where there are no futexes.</summary>
    public static Alarm Create()
    {
        if (!OperatingSystem.IsLinux()) return default;
        return new Alarm((int*)PageSource.System.Map(PageSource.System.PageBytes));
    }

    /// <summary>Ends the sleep, or the next one if nobody sleeps. One system call.</summary>
    public void Ring()
    {
        Invariant.Assert(Exists);
        Interlocked.Exchange(ref *_rung, 1);
        _ = Libc.syscall(FutexNumber, (nint)_rung, FUTEX_WAKE_PRIVATE, 1, 0);
    }

    /// <summary>Sleeps until rung, or for that long (-1: no end). May wake early.</summary>
    public void Sleep(int milliseconds)
    {
        Invariant.Assert(Exists);
        Invariant.Assert(milliseconds >= -1);
        if (Interlocked.Exchange(ref *_rung, 0) != 0) return;
        var timeout = stackalloc nint[2];
        timeout[0] = milliseconds / 1000;
        timeout[1] = milliseconds % 1000 * 1_000_000;
        var end = milliseconds < 0 ? 0 : (nint)timeout;
        _ = Libc.syscall(FutexNumber, (nint)_rung, FUTEX_WAIT_PRIVATE, 0, end);
        Interlocked.Exchange(ref *_rung, 0);
    }

    private static nint FutexNumber => RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? 98 : 202;
}
