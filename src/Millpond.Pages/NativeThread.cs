using Millpond.Pages.Interop;

namespace Millpond.Pages;

/// <summary>
/// A thread made by libc for a library inside somebody else's process: all signals are blocked in it, so the host's
/// handlers run where the host expects them; it is detached, and gone in a forked child.
/// </summary>
public static unsafe class NativeThread
{
    private const int SIG_SETMASK_LINUX = 2;
    private const int SIG_SETMASK_BSD = 3;
    private const int SignalSetBytes = 128;

    /// <summary>Starts <paramref name="body"/>. False when the system refuses a thread. Allocates nothing managed.</summary>
    public static bool TryStart(delegate* unmanaged<void*, void*> body, void* argument)
    {
        Guard.InRange(body is not null, "give a function");
        if (OperatingSystem.IsWindows()) return false;
        var setMask = OperatingSystem.IsLinux() ? SIG_SETMASK_LINUX : SIG_SETMASK_BSD;
        byte* all = stackalloc byte[SignalSetBytes];
        byte* old = stackalloc byte[SignalSetBytes];
        new Span<byte>(all, SignalSetBytes).Fill(0xFF);
        nint thread;
        // The new thread inherits the mask it is started under.
        _ = Libc.pthread_sigmask(setMask, all, old);
        var failed = Libc.pthread_create(&thread, null, body, argument) != 0;
        _ = Libc.pthread_sigmask(setMask, old, null);
        if (failed) return false;
        _ = Libc.pthread_detach(thread);
        return true;
    }

    /// <summary>This process's number, without the cached copy that a forked child would inherit.</summary>
    public static int ProcessId => OperatingSystem.IsWindows() ? Environment.ProcessId : Libc.getpid();
}

/// <summary>A sleep that another thread can end, and memory pressure too. Allocates nothing managed.</summary>
public unsafe struct Alarm
{
    private const int CloseOnExec = 0x80000;
    private const int NonBlocking = 0x800;
    private const short PollIn = 1;
    private const short PollPriority = 2;

    private int _event;

    /// <summary>Whether the system has what it takes (eventfd; Linux).</summary>
    public readonly bool Exists => _event > 0;

    /// <summary>A new alarm; not <see cref="Exists"/> where there is no eventfd.</summary>
    public static Alarm Create() =>
        new() { _event = OperatingSystem.IsLinux() ? Libc.eventfd(0, CloseOnExec | NonBlocking) : 0 };

    /// <summary>Ends the sleep, or the next one if nobody sleeps. One system call.</summary>
    public readonly void Ring()
    {
        ulong one = 1;
        _ = Libc.write(_event, (byte*)&one, sizeof(ulong));
    }

    /// <summary>Sleeps until rung, until <paramref name="pressureFile"/> polls ready, or for that long (-1: no end).</summary>
    public readonly void Sleep(int milliseconds, int pressureFile)
    {
        var files = stackalloc Libc.PollFile[2];
        files[0] = new Libc.PollFile { File = _event, Events = PollIn };
        files[1] = new Libc.PollFile { File = pressureFile, Events = PollPriority };
        _ = Libc.poll(files, pressureFile >= 0 ? 2u : 1u, milliseconds);
        ulong rung;
        _ = Libc.read(_event, (byte*)&rung, sizeof(ulong));
    }
}
