using System.Collections.Immutable;
using Millpond.Rbs.Ast;
using Millpond.Rbs.Diagnostics;
using Millpond.Rbs.Parsing;

namespace Millpond.Rbs.Environments;

/// <summary>What an environment is made of; filled by the builder, then only read.</summary>
internal sealed record EnvironmentTables
{
    public required RbsVersion Version { get; init; }

    public required ImmutableArray<SourceFile> Files { get; init; }

    public required NameIndex Names { get; init; }

    /// <summary>All entries but globals, in order of first declaration.</summary>
    public required Entry[] InOrder { get; init; }

    /// <summary>The roots of files with directives; all others are <see cref="Context.Root"/>.</summary>
    public required Dictionary<SourceFile, Context> Roots { get; init; }

    public required ImmutableArray<GlobalEntry> Globals { get; init; }

    public required Dictionary<Name, GlobalEntry> GlobalsByName { get; init; }

    public required ImmutableArray<Diagnostic> Diagnostics { get; init; }

    /// <summary>Meanings already known; null: none.</summary>
    public Resolution? Resolution { get; init; }

    public EntryMap<T> MapOf<T>()
        where T : Entry => new(Names, [.. InOrder.OfType<T>()]);
}
