using System.Globalization;

namespace Millpond.Pages.Processes;

/// <summary>Signal numbers (Linux on x64 and arm64), and what this process may do with them.</summary>
public static class Signals
{
    /// <summary>SIGHUP: the terminal is gone.</summary>
    public const int HangUp = 1;

    /// <summary>SIGINT: Ctrl-C.</summary>
    public const int Interrupt = 2;

    /// <summary>SIGQUIT: Ctrl-\.</summary>
    public const int Quit = 3;

    /// <summary>SIGKILL.</summary>
    public const int Kill = 9;

    /// <summary>SIGUSR1.</summary>
    public const int User1 = 10;

    /// <summary>SIGUSR2.</summary>
    public const int User2 = 12;

    /// <summary>SIGPIPE.</summary>
    public const int Pipe = 13;

    /// <summary>SIGTERM.</summary>
    public const int Terminate = 15;

    private static readonly string[] s_names =
    [
        "0", "SIGHUP", "SIGINT", "SIGQUIT", "SIGILL", "SIGTRAP", "SIGABRT", "SIGBUS", "SIGFPE", "SIGKILL", "SIGUSR1",
        "SIGSEGV", "SIGUSR2", "SIGPIPE", "SIGALRM", "SIGTERM", "SIGSTKFLT", "SIGCHLD", "SIGCONT", "SIGSTOP", "SIGTSTP",
        "SIGTTIN", "SIGTTOU", "SIGURG", "SIGXCPU", "SIGXFSZ", "SIGVTALRM", "SIGPROF", "SIGWINCH", "SIGIO", "SIGPWR",
        "SIGSYS",
    ];

    /// <summary>The name, such as SIGTERM; the number where it has none.</summary>
    public static string NameOf(int signal) => signal > 0 && signal < s_names.Length
        ? s_names[signal]
        : signal.ToString(CultureInfo.InvariantCulture);

    /// <summary>
    /// Ends this process by <paramref name="signal"/>, as its child ended, without a second core dump. Returns only
    /// where the signal does not kill.
    /// </summary>
    public static void EndThisProcessBy(int signal)
    {
        _ = ProcessCalls.setrlimit(ProcessCalls.RLIMIT_CORE, default);
        ProcessCalls.signal(signal, ProcessCalls.SIG_DFL);
        _ = ProcessCalls.kill(Environment.ProcessId, signal);
    }

    /// <summary>
    /// Gives SIGCHLD back its default. A parent that ignored it would have the kernel reap our children, and their exit
    /// codes would be lost.
    /// </summary>
    public static void KeepExitCodes() => ProcessCalls.signal(Child, ProcessCalls.SIG_DFL);

    /// <summary>True when this process was started with <paramref name="signal"/> ignored, as nohup does.</summary>
    internal static bool IsIgnored(int signal) => (StatusMask("SigIgn:") >> (signal - 1) & 1) != 0;

    /// <summary>
    /// True when this process is in its terminal's foreground group: then the terminal's Ctrl-C has gone to the child
    /// too.
    /// </summary>
    internal static bool IsInForeground()
    {
        // Field 2 is the command in parentheses, and may itself hold spaces; 5 is the group, 8 the terminal's group.
        string stat = File.ReadAllText("/proc/self/stat");
        string[] fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        return fields[5] == fields[2];
    }

    private const int Child = 17;

    private static ulong StatusMask(string key)
    {
        string? line = File.ReadLines("/proc/self/status")
            .FirstOrDefault(one => one.StartsWith(key, StringComparison.Ordinal));
        return line is null
            ? 0
            : ulong.Parse(line.AsSpan(key.Length).Trim(), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
    }
}
