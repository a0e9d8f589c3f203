namespace Millpond.Pages.Processes;

/// <summary>Where one of a child's three standard streams goes.</summary>
public readonly record struct ChildStream
{
    private ChildStream(Kinds kind, string? path) => (Kind, Path) = (kind, path);

    internal enum Kinds
    {
        Inherit,
        File,
        Pipe,
    }

    /// <summary>The parent's own stream: the default.</summary>
    public static ChildStream Inherit => default;

    /// <summary>Nothing to read, and nobody to read what is written.</summary>
    public static ChildStream Null => new(Kinds.File, "/dev/null");

    /// <summary>A pipe to the parent: <see cref="ChildProcess.Input"/> or <see cref="ChildProcess.Output"/>.</summary>
    public static ChildStream Pipe => new(Kinds.Pipe, null);

    internal Kinds Kind { get; }

    internal string? Path { get; }

    /// <summary>A file, read from its start, or emptied before it is written.</summary>
    public static ChildStream File(string path) => new(Kinds.File, path);
}

/// <summary>What to start, and with what.</summary>
public sealed class ChildStart
{
    /// <summary>
    /// The command and its arguments; the command is looked for along this process's PATH if it has no slash.
    /// </summary>
    public required IReadOnlyList<string> Arguments { get; init; }

    /// <summary>The child's environment; null: this process's own.</summary>
    public EnvironmentBlock? Environment { get; init; }

    /// <summary>Standard input.</summary>
    public ChildStream Input { get; init; }

    /// <summary>Standard output.</summary>
    public ChildStream Output { get; init; }

    /// <summary>Standard error; a pipe is not offered, as nobody would empty it.</summary>
    public ChildStream Error { get; init; }
}

/// <summary>A command could not be started.</summary>
public sealed class ChildStartException : Exception
{
    internal ChildStartException(string command, int error)
        : base($"{command}: {System.Runtime.InteropServices.Marshal.GetPInvokeErrorMessage(error)}")
    {
        Command = command;
        IsMissing = error == ProcessCalls.ENOENT;
    }

    /// <summary>The command as it was given.</summary>
    public string Command { get; }

    /// <summary>
    /// True when there is no such file (a shell's 127); false when it may not or cannot be run (126).
    /// </summary>
    public bool IsMissing { get; }
}
