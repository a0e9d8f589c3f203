using System.Collections.Immutable;
using Millpond.Rbs.Ast;
using Millpond.Rbs.Environments;

namespace Millpond.Rbs.Definitions;

/// <summary>The ways to name an ancestor, in the order in which upstream looks at them.</summary>
internal enum AncestorGroup : byte
{
    Super,
    SelfTypes,
    IncludedModules,
    IncludedInterfaces,
    PrependedModules,
    ExtendedModules,
    ExtendedInterfaces,
}

/// <summary>An ancestor that a declaration names, with the place where it does.</summary>
internal sealed class DirectAncestor
{
    public required AncestorGroup Group { get; init; }

    /// <summary>The absolute name, class aliases followed, and the arguments in terms of the class.</summary>
    public required Ancestor Ancestor { get; init; }

    /// <summary>The arguments as written.</summary>
    public ImmutableArray<RbsType> Written { get; init; } = [];

    /// <summary>What the written arguments' names are resolved in.</summary>
    public required Context Context { get; init; }

    /// <summary>The super class, self type or mixin; null for what is not written: Object.</summary>
    public Place? Place => Ancestor.Place;

    /// <summary>Every name in the arguments has been found to exist.</summary>
    public bool IsPresent { get; set; }

    public TypeName Name => Ancestor.Name;

    public ImmutableArray<RbsType> Args => Ancestor.Args;
}

/// <summary>The ancestors that the declarations of a class, module or interface name themselves.</summary>
internal sealed class DirectAncestors
{
    private readonly DirectAncestor[] _all;

    public DirectAncestors(IEnumerable<DirectAncestor> all) => _all = [.. all.OrderBy(ancestor => ancestor.Group)];

    /// <summary>All, in upstream's order.</summary>
    public ReadOnlySpan<DirectAncestor> All => _all;

    /// <summary>The super class; null for BasicObject and modules.</summary>
    public DirectAncestor? Super => _all is [{ Group: AncestorGroup.Super } first, ..] ? first : null;

    /// <summary>Those of one group, in order of writing.</summary>
    public ReadOnlySpan<DirectAncestor> this[AncestorGroup group]
    {
        get
        {
            int start = 0;
            while (start < _all.Length && _all[start].Group < group)
                start++;
            int end = start;
            while (end < _all.Length && _all[end].Group == group)
                end++;
            return _all.AsSpan(start, end - start);
        }
    }
}
