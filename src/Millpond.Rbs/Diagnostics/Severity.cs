namespace Millpond.Rbs.Diagnostics;

/// <summary>How bad it is.</summary>
public enum Severity : byte
{
    /// <summary>The source is wrong.</summary>
    Error,

    /// <summary>The source is allowed and probably not meant.</summary>
    Warning,

    /// <summary>Worth knowing.</summary>
    Information,
}
