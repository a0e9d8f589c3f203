using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Millpond.Rbs.Ast;
using Millpond.Rbs.Diagnostics;
using Millpond.Rbs.Parsing;

namespace Millpond.Rbs.Environments;

/// <summary>
/// Everything that a set of files declares: found by name, in order of loading, with the meaning of every name. Immutable
/// to its users and free to use from many threads; <see cref="Update"/> makes another that shares what did not change.
/// </summary>
public sealed class RbsEnvironment
{
    /// <summary>The language of the files, and the rules by which names are resolved.</summary>
    public required RbsVersion Version { get; init; }

    /// <summary>The files in order of loading.</summary>
    public required ImmutableArray<SourceFile> Files { get; init; }

    /// <summary>Classes and modules.</summary>
    public required EntryMap<ClassOrModuleEntry> Classes { get; init; }

    /// <summary>Interfaces.</summary>
    public required EntryMap<InterfaceEntry> Interfaces { get; init; }

    /// <summary>Type aliases.</summary>
    public required EntryMap<TypeAliasEntry> TypeAliases { get; init; }

    /// <summary>Constants that are no classes, modules or aliases of such.</summary>
    public required EntryMap<ConstantEntry> Constants { get; init; }

    /// <summary>Class and module aliases.</summary>
    public required EntryMap<ClassAliasEntry> ClassAliases { get; init; }

    /// <summary>Global variables, in order.</summary>
    public required ImmutableArray<GlobalEntry> Globals { get; init; }

    /// <summary>Syntax errors of the files, then duplicate declarations: all of them, in order of loading. With any, the
    /// rbs gem would have stopped at the first. Of duplicates the first declaration holds.</summary>
    public required ImmutableArray<Diagnostic> Diagnostics { get; init; }

    /// <summary>What each name means where it is written.</summary>
    public required Resolution Resolution { get; init; }

    /// <summary>An environment of files, in their order.</summary>
    public static RbsEnvironment Of(IEnumerable<SourceFile> files, RbsVersion version) =>
        throw new NotImplementedException();

    /// <summary>What an absolute name stands for, whatever it is; null where there is no such name.</summary>
    public Entry? Find(TypeName name) => throw new NotImplementedException();

    /// <summary>The entry of a global variable, or null.</summary>
    public GlobalEntry? FindGlobal(Name name) => throw new NotImplementedException();

    /// <summary>The top-level context of a file, which knows its directives.</summary>
    public Context RootOf(SourceFile file) => throw new NotImplementedException();

    /// <summary>The class or module behind a class, module or alias name: aliases followed in every part of the path.</summary>
    /// <returns>False where there is none; then <paramref name="isCyclic"/> says whether for aliases that go round.</returns>
    public bool TryNormalizeModule(TypeName name, [MaybeNullWhen(false)] out TypeName normalized, out bool isCyclic) =>
        throw new NotImplementedException();

    /// <summary>As <see cref="TryNormalizeModule"/>, for interfaces and type aliases too: aliases are followed in the path
    /// before the name.</summary>
    public bool TryNormalize(TypeName name, [MaybeNullWhen(false)] out TypeName normalized, out bool isCyclic) =>
        throw new NotImplementedException();

    /// <summary>The class or module behind a name, aliases followed; null where there is none.</summary>
    public ClassOrModuleEntry? FindNormalized(TypeName name) => throw new NotImplementedException();

    /// <summary>Classes and modules whose declarations do not agree on their type parameters, in order.</summary>
    public IEnumerable<Diagnostic> CheckTypeParams() => throw new NotImplementedException();

    /// <summary>An environment in which files are replaced, added (behind the others) or taken away; only what depends on
    /// them is redone.</summary>
    /// <param name="changed">New states of files; a file of the same path is replaced in its place.</param>
    /// <param name="removed">Paths of files that are gone.</param>
    public EnvironmentUpdate Update(IEnumerable<SourceFile> changed, IEnumerable<string>? removed = null) =>
        throw new NotImplementedException();
}
