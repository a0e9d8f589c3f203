namespace Millpond.Rbs.Environments.Loading;

/// <summary>Signatures cannot be found or read. The message is for the user: what is wrong and what to do.</summary>
public sealed class RbsLoadException : Exception
{
    /// <summary>With what is wrong and what to do.</summary>
    public RbsLoadException(string message) : base(message)
    {
    }

    /// <summary>With what is wrong and what to do, and where it came from.</summary>
    public RbsLoadException(string message, Exception inner) : base(message, inner)
    {
    }
}
