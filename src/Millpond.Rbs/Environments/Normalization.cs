using Millpond.Rbs.Ast;

namespace Millpond.Rbs.Environments;

/// <summary>Follows class and module aliases in absolute names.</summary>
internal sealed class Normalization
{
    private readonly NameIndex _names;
    private readonly Func<ClassAliasEntry, TypeName> _oldNameOf;

    private Normalization(NameIndex names, Func<ClassAliasEntry, TypeName> oldNameOf)
    {
        _names = names;
        _oldNameOf = oldNameOf;
    }

    /// <summary>What an alias names is taken from the top, as RBS 3 does while it resolves.</summary>
    public static Normalization AsWritten(NameIndex names) => new(names, static entry => entry.OldName);

    /// <summary>What an alias names is resolved where it stands.</summary>
    public static Normalization Resolved(NameIndex names, Resolution resolution) =>
        new(names, entry => resolution.Resolve(entry.OldName, entry.Context));

    /// <summary>The class or module behind a name; null where there is none.</summary>
    public TypeName? Module(TypeName name, out bool isCyclic) => Module(name.ToAbsolute(), null, out isCyclic);

    /// <summary>As <see cref="Module(TypeName, out bool)"/>, for interfaces and type aliases too.</summary>
    public TypeName? Type(TypeName name, out bool isCyclic)
    {
        if (name.Kind == TypeNameKind.Class)
            return Module(name, out isCyclic);
        isCyclic = false;
        Namespace path = name.Namespace;
        if (!path.IsEmpty)
        {
            if (Module(path.ToTypeName(), out isCyclic) is not { } outer)
                return null;
            path = outer.ToNamespace();
        }
        return _names.Find(path, name.Name)?.Name;
    }

    public bool Exists(Namespace path, Name name) => Type(TypeName.Of(path, name), out _) is not null;

    private TypeName? Module(TypeName name, Visited? visited, out bool isCyclic)
    {
        isCyclic = Visited.Holds(visited, name);
        if (isCyclic)
            return null;
        Namespace path = name.Namespace;
        if (!path.IsEmpty)
        {
            // Upstream: what lies inside an alias that goes round is unknown, not cyclic.
            if (Module(path.ToTypeName(), visited, out _) is not { } outer)
                return null;
            path = outer.ToNamespace();
        }
        switch (_names.Find(path, name.Name))
        {
            case ClassOrModuleEntry entry:
                return entry.Name;
            case ClassAliasEntry alias:
                return Module(_oldNameOf(alias).ToAbsolute(), new(name, visited), out isCyclic);
            default:
                return null;
        }
    }
}
