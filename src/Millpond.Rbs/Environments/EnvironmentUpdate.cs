using System.Collections.Frozen;
using Millpond.Rbs.Ast;

namespace Millpond.Rbs.Environments;

/// <summary>What an update of an environment did. Immutable.</summary>
public sealed record EnvironmentUpdate
{
    /// <summary>The environment after it; the one before stays as it was.</summary>
    public required RbsEnvironment Environment { get; init; }

    /// <summary>Absolute names that have other declarations than before: added, removed, or declared in a file that
    /// changed.</summary>
    public required FrozenSet<TypeName> Redeclared { get; init; }

    /// <summary>The files in which a written name means something else than before, or may: what is derived from a
    /// declaration in them must be made again too. Holds the changed files as well.</summary>
    public required FrozenSet<SourceFile> Affected { get; init; }

    /// <summary>Entries that were made anew; all others are the same objects as before.</summary>
    public required int EntriesMade { get; init; }

    /// <summary>Meanings of names that were thrown away, to be found again when asked for.</summary>
    public required int NamesDropped { get; init; }

    /// <summary>Meanings of names that were kept.</summary>
    public required int NamesKept { get; init; }
}
