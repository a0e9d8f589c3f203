using Millpond.Rbs.Ast;
using Millpond.Rbs.Parsing;

namespace Millpond.Rbs.Environments;

/// <summary>How a written name is looked up, <c>use</c> directives already applied. Pure but for the tables it reads.
/// </summary>
internal abstract class NameRules
{
    protected NameRules(NameIndex names) => Names = names;

    protected NameIndex Names { get; }

    public static NameRules For(RbsVersion version, NameIndex names) => version switch
    {
        { Major: <= 2 } => new StrictNameRules(names, followsAliases: false),
        { Major: 3 } => new StrictNameRules(names, followsAliases: true),
        _ => new NormalizingNameRules(names),
    };

    /// <summary>The absolute name, or null where there is none.</summary>
    public abstract TypeName? Resolve(TypeName name, Context context);

    /// <summary>The class, module, interface, type alias or (where told) class alias of a name.</summary>
    protected TypeName? Known(Namespace @namespace, Name name, bool orAlias = true) =>
        Names.Find(@namespace, name) is { } entry && IsType(entry, orAlias) ? entry.Name : null;

    /// <summary>The first of a name's parts, looked for from the inside out.</summary>
    protected TypeName? FindHead(Name head, Context context, bool orAlias = true)
    {
        for (Context? at = context; at is not null; at = at.Outer)
        {
            if (Known(at.Prefix, head, orAlias) is { } found)
                return found;
        }
        return null;
    }

    /// <summary>The first part of a path.</summary>
    protected static Name HeadOf(Namespace path)
    {
        while (!path.Parent!.IsEmpty)
            path = path.Parent;
        return path.Name!;
    }

    /// <summary>The path with its first part replaced by <paramref name="head"/>.</summary>
    protected static Namespace Behind(Namespace head, Namespace path) =>
        path.Parent!.IsEmpty ? head : Behind(head, path.Parent).Append(path.Name!);

    private static bool IsType(Entry entry, bool orAlias) => entry.Kind switch
    {
        DeclarationKind.Constant => false,
        DeclarationKind.ClassAlias or DeclarationKind.ModuleAlias => orAlias,
        _ => true,
    };
}

/// <summary>RBS 2 and 3: the head by context, then all else right inside. RBS 3 lets the path lead through class aliases
/// and keeps the name as it led.</summary>
internal sealed class StrictNameRules(NameIndex names, bool followsAliases) : NameRules(names)
{
    public override TypeName? Resolve(TypeName name, Context context)
    {
        if (name.IsAbsolute)
            return name;
        if (name.Namespace.IsEmpty)
            return FindHead(name.Name, context);
        if (FindHead(HeadOf(name.Namespace), context) is not { } head)
            return null;
        Namespace path = Behind(head.ToNamespace(), name.Namespace);
        if (Known(path, name.Name) is { } known && !followsAliases)
            return known;
        return followsAliases && Normalization.AsWritten(Names).Exists(path, name.Name) ? TypeName.Of(path, name.Name) : null;
    }
}

/// <summary>RBS 4: aliases are followed at every step, and the name of what they lead to is the result.</summary>
internal sealed class NormalizingNameRules(NameIndex names) : NameRules(names)
{
    public override TypeName? Resolve(TypeName name, Context context)
    {
        if (name.IsAbsolute && Known(name.Namespace, name.Name, orAlias: false) is { } known)
            return known;
        if (name.Kind == TypeNameKind.Class)
            return Follow(name.Namespace, name.Name, context, null);
        // Upstream looks around even for ::_Name when there is none at the top.
        if (name.Namespace.IsEmpty)
            return FindHead(name.Name, context, orAlias: false);
        Namespace path = name.Namespace;
        return Follow(path.Parent!, path.Name!, context, null) is { } outer
            ? Known(outer.ToNamespace(), name.Name, orAlias: false)
            : null;
    }

    private TypeName? Follow(Namespace path, Name name, Context context, Visited? visited)
    {
        if (path.IsEmpty)
            return Normalize(path.IsAbsolute ? Known(path, name) : FindHead(name, context), visited);
        return Follow(path.Parent!, path.Name!, context, visited) is { } outer
            ? Normalize(Known(outer.ToNamespace(), name), visited)
            : null;
    }

    private TypeName? Normalize(TypeName? found, Visited? visited)
    {
        if (found is null || Names.Find(found) is not ClassAliasEntry alias)
            return found;
        if (Visited.Holds(visited, found))
            return null;
        return Follow(alias.OldName.Namespace, alias.OldName.Name, alias.Context, new(found, visited));
    }
}

/// <summary>Aliases on the way, to notice when they go round.</summary>
internal sealed record Visited(TypeName Name, Visited? Rest)
{
    public static bool Holds(Visited? visited, TypeName name)
    {
        for (; visited is not null; visited = visited.Rest)
        {
            if (ReferenceEquals(visited.Name, name))
                return true;
        }
        return false;
    }
}
