namespace Millpond.Rbs.Environments;

/// <summary>What a file of signatures is part of. Immutable.</summary>
public abstract record SignatureOrigin
{
    private protected SignatureOrigin()
    {
    }
}

/// <summary>Ruby's own classes.</summary>
public sealed record CoreOrigin : SignatureOrigin
{
    /// <summary>The one instance.</summary>
    public static CoreOrigin Instance { get; } = new();
}

/// <summary>A library of the standard library, or a gem.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Version">The version that was asked for, or null.</param>
public sealed record LibraryOrigin(string Name, string? Version) : SignatureOrigin;

/// <summary>A folder that was named (<c>-I</c>), or a file in an editor.</summary>
/// <param name="Path">The folder as given.</param>
public sealed record FolderOrigin(string Path) : SignatureOrigin;
