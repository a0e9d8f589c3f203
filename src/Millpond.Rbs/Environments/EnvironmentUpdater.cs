using System.Collections.Frozen;
using System.Collections.Immutable;
using Millpond.Rbs.Ast;

namespace Millpond.Rbs.Environments;

/// <summary>
/// Makes an environment from a previous one and files that changed. Where the same names are declared as before, only the
/// entries of the changed files are made anew and every meaning is kept. Else the meanings that a name that came or went
/// may have had a part in are dropped: those of written names in which its last part occurs.
/// </summary>
internal sealed class EnvironmentUpdater(RbsEnvironment previous)
{
    public EnvironmentUpdate Update(SourceFile[] changed, string[] removed)
    {
        ImmutableArray<SourceFile> files = Replace(changed, removed);
        EnvironmentBuilder builder = new(files, previous.Version, previous);
        RbsEnvironment built = builder.Build();
        HashSet<Name> parts = ChangedParts(built);
        NameIndex names = built.Tables.Names;
        int dropped = 0;
        Resolution resolution = parts.Count == 0
            ? previous.Resolution.Over(names, previous.Version)
            : previous.Resolution.Over(
                names, previous.Version, (name, uses) => Holds(parts, uses?.Apply(name) ?? name), out dropped);
        RbsEnvironment environment = new(built.Tables with { Resolution = resolution });
        return new()
        {
            Environment = environment,
            Redeclared = Redeclared(environment),
            Affected = Affected(environment, changed, parts),
            EntriesMade = builder.EntriesMade,
            NamesDropped = dropped,
            NamesKept = resolution.Count,
        };
    }

    private ImmutableArray<SourceFile> Replace(SourceFile[] changed, string[] removed)
    {
        var byPath = changed.ToDictionary(file => file.Path, StringComparer.Ordinal);
        HashSet<string> gone = new(removed, StringComparer.Ordinal);
        List<SourceFile> files = new(previous.Files.Length + changed.Length);
        foreach (SourceFile file in previous.Files)
        {
            if (byPath.Remove(file.Path, out SourceFile? replacement))
                files.Add(replacement);
            else if (!gone.Contains(file.Path))
                files.Add(file);
        }
        files.AddRange(changed.Where(file => byPath.ContainsKey(file.Path)));
        return [.. files];
    }

    // What may be found otherwise than before: the last part of each name that came, went, or became another kind of
    // thing, and of each alias whose way leads over such a part.
    private HashSet<Name> ChangedParts(RbsEnvironment built)
    {
        HashSet<Name> parts = [];
        AddDifferences(previous, built, parts);
        AddDifferences(built, previous, parts);
        if (parts.Count == 0)
            return parts;
        ClassAliasEntry[] aliases = [.. previous.ClassAliases, .. built.ClassAliases];
        bool grew;
        do
        {
            grew = false;
            foreach (ClassAliasEntry alias in aliases)
                grew |= Holds(parts, alias.Context.Uses?.Apply(alias.OldName) ?? alias.OldName) && parts.Add(alias.Name.Name);
        }
        while (grew);
        return parts;
    }

    private static void AddDifferences(RbsEnvironment from, RbsEnvironment to, HashSet<Name> parts)
    {
        foreach (Entry entry in from.Tables.InOrder)
        {
            if (!MeansTheSame(entry, to.Find(entry.Name)))
                parts.Add(entry.Name.Name);
        }
    }

    private static bool MeansTheSame(Entry entry, Entry? other) => ReferenceEquals(entry, other)
        || (other?.Kind == entry.Kind && (entry is not ClassAliasEntry alias
            || (other is ClassAliasEntry same && ReferenceEquals(alias.OldName, same.OldName)
                && ReferenceEquals(alias.Context, same.Context))));

    private static bool Holds(HashSet<Name> parts, TypeName name)
    {
        if (parts.Contains(name.Name))
            return true;
        for (Namespace? at = name.Namespace; at is { IsEmpty: false }; at = at.Parent)
        {
            if (parts.Contains(at.Name!))
                return true;
        }
        return false;
    }

    private FrozenSet<TypeName> Redeclared(RbsEnvironment environment)
    {
        HashSet<TypeName> names = [];
        foreach (Entry entry in environment.Tables.InOrder)
        {
            if (!ReferenceEquals(previous.Find(entry.Name), entry))
                names.Add(entry.Name);
        }
        foreach (Entry entry in previous.Tables.InOrder)
        {
            if (environment.Find(entry.Name) is null)
                names.Add(entry.Name);
        }
        return names.ToFrozenSet();
    }

    // A file that nobody has looked into yet is parsed when it is, with the meanings of then.
    private FrozenSet<SourceFile> Affected(RbsEnvironment environment, SourceFile[] changed, HashSet<Name> parts)
    {
        HashSet<SourceFile> affected = [.. changed];
        if (parts.Count == 0)
            return affected.ToFrozenSet();
        foreach (SourceFile file in environment.Files)
        {
            if (file.IsParsed && !affected.Contains(file)
                && (environment.RootOf(file) != previous.RootOf(file) || Mentions(file, environment, parts)))
                affected.Add(file);
        }
        return affected.ToFrozenSet();
    }

    private static bool Mentions(SourceFile file, RbsEnvironment environment, HashSet<Name> parts)
    {
        Seeker seeker = new(parts);
        new WrittenNames<Seeker>(ref seeker).Of(file.Tree.Declarations, environment.RootOf(file));
        return seeker.Found;
    }

    private struct Seeker(HashSet<Name> parts) : INameVisitor
    {
        public bool Found { get; private set; }

        public void Visit(TypeName name, Context context) =>
            Found = Found || Holds(parts, context.Uses?.Apply(name) ?? name);
    }
}
