using Millpond.Rbs.Ast;
using Millpond.Rbs.Definitions;
using Millpond.Rbs.Environments;

namespace Millpond.Rbs.Constants;

/// <summary>
/// Finds constants as Ruby does by the signatures: in the context, then in its ancestors, then at the top. What is asked
/// for is looked up, nothing is prepared. Not free to use from many threads, as the definitions it asks are not.
/// </summary>
public sealed class ConstantResolver(DefinitionBuilder definitions)
{
    private static readonly TypeName s_object = TypeName.Parse("::Object");
    private static readonly TypeName s_module = TypeName.Parse("::Module");

    private readonly RbsEnvironment _environment = definitions.Environment;

    // Until version 3 the top level was part of the context, and so went before ancestors.
    private bool IsOld => _environment.Version.Major < 3;

    /// <summary>Resolves a name such as <c>File::SEPARATOR</c>.</summary>
    /// <param name="name">The name; one that begins with <c>::</c> is looked for at the top, where upstream since version 3
    /// knows only classes and modules.</param>
    /// <param name="context">The class or module where the name is written; null: the top level.</param>
    /// <returns>What it means, or null where it means nothing.</returns>
    public ResolvedConstant? Resolve(TypeName name, TypeName? context = null)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (name.IsAbsolute && !IsOld)
            return _environment.Classes.Find(name) is { } entry ? Constant(entry) : null;
        Name[] parts = [.. name.Namespace.Path, name.Name];
        Entry? found = name.IsAbsolute || context is null ? AtTop(parts[0]) : Head(parts[0], context.ToAbsolute());
        foreach (Name part in parts.AsSpan(1))
        {
            if (found is null)
                return null;
            found = Inside(found.Name, part);
        }
        return found is null ? null : Constant(found);
    }

    private Entry? Head(Name name, TypeName context)
    {
        if (IsOld)
            return InOldContext(name, context) ?? InAncestors(name, context);
        if (ReferenceEquals(context.Name, name))
            return _environment.Find(context);
        TypeName module = Normalized(context);
        return Child(module, name) ?? InAncestors(name, module) ?? InObject(name);
    }

    // At the top everything is in Object and what that includes.
    private Entry? AtTop(Name name)
    {
        if (Constants(TypeName.Of(Namespace.Root, name)) is { } found)
            return found;
        return IsOld ? null : Child(s_object, name) ?? InAncestors(name, s_object);
    }

    private Entry? InOldContext(Name name, TypeName context)
    {
        for (Namespace at = context.ToNamespace(); at.Parent is not null; at = at.Parent)
        {
            if (ReferenceEquals(at.Name, name))
                return Constants(at.ToTypeName());
            if (Constants(TypeName.Of(at, name)) is { } found)
                return found;
        }
        return Constants(TypeName.Of(Namespace.Root, name));
    }

    private Entry? InAncestors(Name name, TypeName module)
    {
        foreach (TypeName ancestor in ScopesOf(module))
        {
            if ((ReferenceEquals(ancestor, s_object) ? InObject(name) : Child(ancestor, name)) is { } found)
                return found;
        }
        return null;
    }

    // All that is at the top is in Object too.
    private Entry? InObject(Name name)
    {
        Entry? atTop = Constants(TypeName.Of(Namespace.Root, name));
        return IsOld ? Child(s_object, name) ?? atTop : atTop ?? Child(s_object, name);
    }

    // A::B: what A or its ancestors hold, but nothing for being at the top.
    private Entry? Inside(TypeName outer, Name name)
    {
        TypeName module = Normalized(outer);
        if (_environment.Classes.Find(module) is null)
            return null;
        foreach (TypeName ancestor in ScopesOf(module))
        {
            if (ReferenceEquals(ancestor, s_object) && !ReferenceEquals(module, s_object))
                continue;
            if ((ReferenceEquals(ancestor, s_object) ? InObject(name) : Child(ancestor, name)) is { } found)
                return found;
        }
        return null;
    }

    // Prepended modules and self types hold no constants for the class.
    private IEnumerable<TypeName> ScopesOf(TypeName module)
    {
        IEnumerable<TypeName> scopes =
            from ancestor in definitions.FindInstanceAncestors(module) ?? []
            where ancestor is { IsSingleton: false }
                && ancestor.Source is AncestorSource.Itself or AncestorSource.Super or AncestorSource.Include
            select ancestor.Name;
        return IsOld && _environment.Find(module) is ModuleEntry ? scopes.Concat(ScopesOf(s_module)) : scopes;
    }

    private Entry? Child(TypeName module, Name name) => Constants(TypeName.Of(module.ToNamespace(), name))
        ?? _environment.ClassAliases.FirstOrDefault(alias => ReferenceEquals(alias.Name.Name, name)
            && !alias.Name.Namespace.IsEmpty
            && ReferenceEquals(Normalized(alias.Name.Namespace.ToTypeName()), module)
            && Constants(alias.Name) is not null);

    // An alias that leads nowhere is no constant.
    private Entry? Constants(TypeName name) => _environment.Find(name) switch
    {
        ClassOrModuleEntry or ConstantEntry => _environment.Find(name),
        ClassAliasEntry alias when _environment.FindNormalized(alias.Name) is not null => alias,
        _ => null,
    };

    private TypeName Normalized(TypeName name) =>
        _environment.TryNormalizeModule(name, out TypeName? normalized, out _) ? normalized : name;

    private ResolvedConstant Constant(Entry entry) => new(entry.Name, entry switch
    {
        ConstantEntry constant => _environment.Resolution.Absolute(constant.Declaration.Type, constant.Context),
        _ => new SingletonType { Span = default, Name = entry.Name, Args = [], NameStart = 0 },
    });
}
