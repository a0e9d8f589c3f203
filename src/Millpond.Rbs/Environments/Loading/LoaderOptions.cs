using System.Collections.Immutable;
using Millpond.Rbs.Parsing;

namespace Millpond.Rbs.Environments.Loading;

/// <summary>A library to load: <c>-r NAME</c> or <c>-r NAME:VERSION</c>.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Version">The wanted version, or null for the newest.</param>
public sealed record LibraryRequest(string Name, string? Version = null)
{
    /// <summary>Reads NAME or NAME:VERSION.</summary>
    public static LibraryRequest Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        int colon = text.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 ? new(text) : new(text[..colon], text[(colon + 1)..]);
    }
}

/// <summary>What to load and how. The defaults load what <c>rbs</c> loads without options.</summary>
public sealed record LoaderOptions
{
    /// <summary>Ruby's own signatures and the standard library; null: without them (<c>--no-stdlib</c>).</summary>
    public RbsGem? Rbs { get; init; }

    /// <summary>The language; null: that of <see cref="Rbs"/>, or the latest.</summary>
    public RbsVersion? Version { get; init; }

    /// <summary>Libraries with what they depend on, in order.</summary>
    public ImmutableArray<LibraryRequest> Libraries { get; init; } = [];

    /// <summary>Load every library of the standard library, each in its newest version.</summary>
    public bool AllLibraries { get; init; }

    /// <summary>Folders and files of signatures, in order.</summary>
    public ImmutableArray<string> Folders { get; init; } = [];

    /// <summary>More repositories to find libraries in.</summary>
    public ImmutableArray<string> Repositories { get; init; } = [];

    /// <summary>The configuration (<c>rbs_collection.yaml</c>) or lock file of a collection; null: none.</summary>
    public string? Collection { get; init; }

    /// <summary>Folders that hold installed gems, which may bring signatures of their own.</summary>
    public ImmutableArray<string> GemHomes { get; init; } = [];

    /// <summary>How many threads may read and parse; 0: one for each core.</summary>
    public int Threads { get; init; }

    /// <summary>The folder that keeps outlines from run to run; null: no cache.</summary>
    public string? CacheFolder { get; init; }

    /// <summary>All empty lists of the trees are shared. False only to measure what that saves; turns the cache off.</summary>
    public bool ShareEmpty { get; init; } = true;

    /// <summary>The language that is in effect.</summary>
    public RbsVersion EffectiveVersion => Version ?? Rbs?.Language ?? RbsVersion.Latest;

    internal int EffectiveThreads => Threads > 0 ? Threads : Environment.ProcessorCount;
}
