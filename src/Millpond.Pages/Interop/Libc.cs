using System.Runtime.InteropServices;

namespace Millpond.Pages.Interop;

/// <summary>
/// libc as it is declared there; names are its own. The only imports of memory calls in the house.
/// Nothing here sets the last P/Invoke error: that lives in a managed thread-static, and a thread's first use of
/// one allocates on the GC heap, which no path that NumPy calls may do. Callers read <see cref="Errno"/> instead.
/// </summary>
internal static unsafe partial class Libc
{
    internal const int EINTR = 4;
    internal const int EAGAIN = 11;

    [LibraryImport("libc")]
    internal static partial byte* mmap(byte* address, nuint length, int protection, int flags, int file, nint offset);

    [LibraryImport("libc")]
    internal static partial int munmap(byte* address, nuint length);

    [LibraryImport("libc")]
    internal static partial int mprotect(byte* address, nuint length, int protection);

    [LibraryImport("libc")]
    internal static partial int madvise(byte* address, nuint length, int advice);

    [LibraryImport("libc")]
    internal static partial int mincore(byte* address, nuint length, byte* vector);

    [LibraryImport("libc")]
    internal static partial nint sysconf(int name);

    [LibraryImport("libc")]
    internal static partial int open(byte* path, int flags, int mode);

    [LibraryImport("libc")]
    internal static partial nint read(int file, byte* buffer, nuint length);

    [LibraryImport("libc")]
    internal static partial nint write(int file, byte* buffer, nuint length);

    [LibraryImport("libc")]
    internal static partial int close(int file);

    [LibraryImport("libc")]
    internal static partial nint syscall(nint number, nint first, nint second, nint third, nint fourth);

    [LibraryImport("libc")]
    internal static partial int poll(PollFile* files, nuint count, int timeoutMilliseconds);

    [LibraryImport("libc")]
    internal static partial int getpid();

    [LibraryImport("libc")]
    internal static partial int getrusage(int who, ResourceUsage* usage);

    [LibraryImport("libc")]
    internal static partial int getrlimit(int resource, ResourceLimit* limit);

    [LibraryImport("libc")]
    internal static partial int pthread_create(
        nint* thread, void* attributes, delegate* unmanaged<void*, void*> start, void* argument);

    [LibraryImport("libc")]
    internal static partial int pthread_detach(nint thread);

    [LibraryImport("libc")]
    internal static partial int pthread_sigmask(int how, byte* set, byte* old);

    [LibraryImport("libc", EntryPoint = "__errno_location")]
    private static partial int* ErrnoLocationLinux();

    [LibraryImport("libc", EntryPoint = "__error")]
    private static partial int* ErrnoLocationBsd();

    /// <summary>errno of this thread's last call.</summary>
    internal static int Errno => OperatingSystem.IsLinux() ? *ErrnoLocationLinux() : *ErrnoLocationBsd();

    [StructLayout(LayoutKind.Sequential)]
    internal struct PollFile
    {
        internal int File;
        internal short Events;
        internal short Returned;
    }

    [StructLayout(LayoutKind.Sequential)]
    internal struct ResourceLimit
    {
        internal nuint Current;
        internal nuint Maximum;
    }

    /// <summary>struct rusage on 64-bit Linux, macOS and FreeBSD.</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal struct ResourceUsage
    {
        internal long UserSeconds;
        internal long UserMicroseconds;
        internal long SystemSeconds;
        internal long SystemMicroseconds;
        internal long MaximumResident;
        internal long Shared;
        internal long Data;
        internal long Stack;
        internal long MinorFaults;
        internal long MajorFaults;
        internal fixed long Rest[8];
    }
}
