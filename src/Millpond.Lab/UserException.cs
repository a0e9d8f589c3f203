namespace Millpond.Lab;

/// <summary>Something the user can put right. The message is one line: what is wrong and what to do.</summary>
public sealed class UserException : Exception
{
    /// <summary>Bad input.</summary>
    public const int BadInput = 2;

    /// <summary>The input is sound, but something it needs failed or is missing.</summary>
    public const int Failed = 1;

    /// <summary>An error with the exit code it leads to.</summary>
    public UserException(string message, int exitCode = BadInput)
        : base(message) => ExitCode = exitCode;

    /// <summary>The command's exit code.</summary>
    public int ExitCode { get; }
}
