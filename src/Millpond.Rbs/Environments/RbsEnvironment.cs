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
    private readonly Normalization _normalization;
    private Dictionary<string, SourceFile>? _filesByPath;

    internal RbsEnvironment(EnvironmentTables tables)
    {
        Tables = tables;
        Resolution = tables.Resolution ?? new(tables.Names, tables.Version);
        Classes = tables.MapOf<ClassOrModuleEntry>();
        Interfaces = tables.MapOf<InterfaceEntry>();
        TypeAliases = tables.MapOf<TypeAliasEntry>();
        Constants = tables.MapOf<ConstantEntry>();
        ClassAliases = tables.MapOf<ClassAliasEntry>();
        _normalization = Normalization.Resolved(tables.Names, Resolution);
    }

    /// <summary>The language of the files, and the rules by which names are resolved.</summary>
    public RbsVersion Version => Tables.Version;

    /// <summary>The files in order of loading.</summary>
    public ImmutableArray<SourceFile> Files => Tables.Files;

    /// <summary>Classes and modules.</summary>
    public EntryMap<ClassOrModuleEntry> Classes { get; }

    /// <summary>Interfaces.</summary>
    public EntryMap<InterfaceEntry> Interfaces { get; }

    /// <summary>Type aliases.</summary>
    public EntryMap<TypeAliasEntry> TypeAliases { get; }

    /// <summary>Constants that are no classes, modules or aliases of such.</summary>
    public EntryMap<ConstantEntry> Constants { get; }

    /// <summary>Class and module aliases.</summary>
    public EntryMap<ClassAliasEntry> ClassAliases { get; }

    /// <summary>Global variables, in order.</summary>
    public ImmutableArray<GlobalEntry> Globals => Tables.Globals;

    /// <summary>Syntax errors of the files, then duplicate declarations: all of them, in order of loading. With any, the
    /// rbs gem would have stopped at the first. Of duplicates the first declaration holds.</summary>
    public ImmutableArray<Diagnostic> Diagnostics => Tables.Diagnostics;

    /// <summary>What each name means where it is written.</summary>
    public Resolution Resolution { get; }

    internal EnvironmentTables Tables { get; }

    /// <summary>An environment of files, in their order.</summary>
    public static RbsEnvironment Of(IEnumerable<SourceFile> files, RbsVersion version)
    {
        ArgumentNullException.ThrowIfNull(files);
        return new EnvironmentBuilder([.. files], version).Build();
    }

    /// <summary>What an absolute name stands for, whatever it is; null where there is no such name.</summary>
    public Entry? Find(TypeName name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return Tables.Names.Find(name);
    }

    /// <summary>The entry of a global variable, or null.</summary>
    public GlobalEntry? FindGlobal(Name name) => Tables.GlobalsByName.GetValueOrDefault(name);

    /// <summary>The file of a path as loaded, or null.</summary>
    public SourceFile? FindFile(string path)
    {
        _filesByPath ??= Files.ToDictionary(file => file.Path, StringComparer.Ordinal);
        return _filesByPath.GetValueOrDefault(path);
    }

    /// <summary>The top-level context of a file, which knows its directives.</summary>
    public Context RootOf(SourceFile file) => Tables.Roots.GetValueOrDefault(file, Context.Root);

    /// <summary>The class or module behind a class, module or alias name: aliases followed in every part of the path.</summary>
    /// <returns>False where there is none; then <paramref name="isCyclic"/> says whether for aliases that go round.</returns>
    public bool TryNormalizeModule(TypeName name, [MaybeNullWhen(false)] out TypeName normalized, out bool isCyclic)
    {
        ArgumentNullException.ThrowIfNull(name);
        normalized = _normalization.Module(name, out isCyclic);
        return normalized is not null;
    }

    /// <summary>As <see cref="TryNormalizeModule"/>, for interfaces and type aliases too: aliases are followed in the path
    /// before the name.</summary>
    public bool TryNormalize(TypeName name, [MaybeNullWhen(false)] out TypeName normalized, out bool isCyclic)
    {
        ArgumentNullException.ThrowIfNull(name);
        normalized = _normalization.Type(name, out isCyclic);
        return normalized is not null;
    }

    /// <summary>The class or module behind a name, aliases followed; null where there is none.</summary>
    public ClassOrModuleEntry? FindNormalized(TypeName name) =>
        TryNormalizeModule(name, out TypeName? normalized, out _) ? Find(normalized) as ClassOrModuleEntry : null;

    /// <summary>Resolves every name that is written anywhere; afterwards no question about a name makes work. Parses what
    /// is not parsed yet.</summary>
    /// <param name="threads">How many threads may work at it.</param>
    public void ResolveAll(int threads = 1)
    {
        ParallelWork.For(Files.Length, threads, at => ResolveNames(Files[at]));
    }

    /// <summary>Classes and modules whose declarations do not agree on their type parameters, in order.</summary>
    public IEnumerable<Diagnostic> CheckTypeParams() =>
        from entry in Classes
        where entry.Count > 1
        let mismatch = TypeParamAgreement.FindMismatch(entry, Resolution)
        where mismatch is not null
        select mismatch;

    /// <summary>An environment in which files are replaced, added (behind the others) or taken away; only what depends on
    /// them is redone.</summary>
    /// <param name="changed">New states of files; a file of the same path is replaced in its place.</param>
    /// <param name="removed">Paths of files that are gone.</param>
    public EnvironmentUpdate Update(IEnumerable<SourceFile> changed, IEnumerable<string>? removed = null)
    {
        ArgumentNullException.ThrowIfNull(changed);
        return new EnvironmentUpdater(this).Update([.. changed], [.. removed ?? []]);
    }

    private void ResolveNames(SourceFile file)
    {
        Resolver resolver = new(Resolution);
        new WrittenNames<Resolver>(ref resolver).Of(file.Tree.Declarations, RootOf(file));
    }

    private readonly struct Resolver(Resolution resolution) : INameVisitor
    {
        public void Visit(TypeName name, Context context) => resolution.Resolve(name, context);
    }
}
