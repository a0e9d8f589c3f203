using Millpond.Pages.Interop;

namespace Millpond.Pages;

/// <summary>
/// A thread made by libc for a library inside somebody else's process: all signals are blocked in it, so the host's
/// handlers run where the host expects them; it is detached, and gone in a forked child.
/// </summary>
// Sound: the two sets are larger than any sigset_t, and libc reads the attributes and writes the number before it returns.
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
