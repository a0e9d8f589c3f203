using System.Runtime.InteropServices;

namespace Millpond.Pages.Processes;

/// <summary>libc's calls on processes. Names and constants are libc's own (Linux, 64-bit).</summary>
internal static unsafe partial class ProcessCalls
{
    internal const int EINTR = 4;
    internal const int ENOENT = 2;
    internal const int O_RDONLY = 0;
    internal const int O_WRONLY = 1;
    internal const int O_CREAT_TRUNC = 0x40 | 0x200;
    internal const int O_CLOEXEC = 0x80000;
    internal const int P_PID = 1;
    internal const int WEXITED = 4;
    internal const int WNOWAIT = 0x0100_0000;
    internal const nuint TIOCGWINSZ = 0x5413;
    internal const int RLIMIT_CORE = 4;
    internal const int SIG_DFL = 0;
    internal const short POSIX_SPAWN_SETSIGDEF = 4;

    // glibc: 336, 80 and 128 bytes; musl: 336, 80 and 128. Each gets the room of the largest, with some to spare.
    internal const int OpaqueBytes = 512;

    [LibraryImport("libc")]
    internal static partial int posix_spawnp(
        out int pid, byte* file, byte* fileActions, byte* attributes, byte** arguments, byte** environment);

    [LibraryImport("libc")]
    internal static partial int posix_spawnattr_init(byte* attributes);

    [LibraryImport("libc")]
    internal static partial int posix_spawnattr_destroy(byte* attributes);

    [LibraryImport("libc")]
    internal static partial int posix_spawnattr_setflags(byte* attributes, short flags);

    [LibraryImport("libc")]
    internal static partial int posix_spawnattr_setsigdefault(byte* attributes, byte* signalSet);

    [LibraryImport("libc")]
    internal static partial int posix_spawn_file_actions_init(byte* fileActions);

    [LibraryImport("libc")]
    internal static partial int posix_spawn_file_actions_destroy(byte* fileActions);

    [LibraryImport("libc")]
    internal static partial int posix_spawn_file_actions_adddup2(byte* fileActions, int from, int to);

    [LibraryImport("libc")]
    internal static partial int posix_spawn_file_actions_addopen(
        byte* fileActions, int descriptor, byte* path, int flags, uint mode);

    [LibraryImport("libc")]
    internal static partial int sigemptyset(byte* signalSet);

    [LibraryImport("libc")]
    internal static partial int sigaddset(byte* signalSet, int signal);

    [LibraryImport("libc", SetLastError = true)]
    internal static partial int pipe2(int* descriptors, int flags);

    [LibraryImport("libc", SetLastError = true)]
    internal static partial int waitid(int idType, int id, byte* information, int options);

    [LibraryImport("libc", SetLastError = true)]
    internal static partial int wait4(int pid, out int status, int options, out RawUsage usage);

    [LibraryImport("libc", SetLastError = true)]
    internal static partial int kill(int pid, int signal);

    [LibraryImport("libc", SetLastError = true)]
    internal static partial nint write(int descriptor, byte* bytes, nuint count);

    [LibraryImport("libc")]
    internal static partial int ioctl(int descriptor, nuint request, WindowSize* size);

    [LibraryImport("libc")]
    internal static partial nint signal(int signal, nint handler);

    [LibraryImport("libc")]
    internal static partial int setrlimit(int resource, in RawLimit limit);

    [StructLayout(LayoutKind.Sequential)]
    internal struct RawLimit
    {
        internal ulong soft;
        internal ulong hard;
    }

    [StructLayout(LayoutKind.Sequential)]
    internal struct WindowSize
    {
        internal ushort rows;
        internal ushort columns;
        internal ushort pixelsAcross;
        internal ushort pixelsDown;
    }

    /// <summary><c>struct rusage</c>: 144 bytes.</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal struct RawUsage
    {
        internal long userSeconds;
        internal long userMicroseconds;
        internal long systemSeconds;
        internal long systemMicroseconds;
        internal long peakResidentKibibytes;
        internal long sharedText;
        internal long unsharedData;
        internal long unsharedStack;
        internal long minorFaults;
        internal long majorFaults;
        internal long swaps;
        internal long blocksIn;
        internal long blocksOut;
        internal long messagesSent;
        internal long messagesReceived;
        internal long signals;
        internal long voluntarySwitches;
        internal long involuntarySwitches;
    }
}
