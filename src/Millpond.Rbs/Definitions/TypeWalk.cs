using System.Collections.Immutable;
using Millpond.Rbs.Ast;

namespace Millpond.Rbs.Definitions;

/// <summary>The types inside a type, in upstream's order.</summary>
internal static class TypeWalk
{
    /// <summary>Calls back for each part; stops, and is true, where that is.</summary>
    public static bool Any(RbsType type, Func<RbsType, bool> found) => type switch
    {
        NamedType t => Any(t.Args, found),
        TupleType t => Any(t.Types, found),
        UnionType t => Any(t.Types, found),
        IntersectionType t => Any(t.Types, found),
        OptionalType t => found(t.Type),
        RecordType t => AnyField(t, true, found) || AnyField(t, false, found),
        ProcType t => Any(t.Function, found)
            || (t.Block is { } block && Any(block, found)),
        _ => false,
    };

    public static bool Any(MethodType type, Func<RbsType, bool> found) =>
        Any(type.Function, found) || (type.Block is { } block && Any(block, found));

    public static bool Any(FunctionType type, Func<RbsType, bool> found) =>
        AnyParam(type, found) || found(type.ReturnType);

    public static bool AnyParam(FunctionType type, Func<RbsType, bool> found)
    {
        if (type is not Function function)
            return false;
        return AnyParam(function.RequiredPositionals, found)
            || AnyParam(function.OptionalPositionals, found)
            || (function.RestPositionals is { } rest && found(rest.Type))
            || AnyParam(function.TrailingPositionals, found)
            || AnyParam(function.RequiredKeywords, found)
            || AnyParam(function.OptionalKeywords, found)
            || (function.RestKeywords is { } keywords && found(keywords.Type));
    }

    public static bool Any(ImmutableArray<RbsType> types, Func<RbsType, bool> found)
    {
        foreach (RbsType type in types)
        {
            if (found(type))
                return true;
        }
        return false;
    }

    /// <summary>Whether there are more than so many types in types. Looks at no more than that.</summary>
    public static bool IsLarger(ImmutableArray<RbsType> types, int mostTypes)
    {
        int count = 0;
        return Any(types, Count);

        bool Count(RbsType type) => ++count > mostTypes || Any(type, Count);
    }

    /// <summary>The names of the type variables in it, each once, in order.</summary>
    public static void AddFreeVariables(RbsType type, List<Name> names)
    {
        if (type is VariableType { Name: var name } && !names.Contains(name))
            names.Add(name);
        Any(type, part =>
        {
            AddFreeVariables(part, names);
            return false;
        });
    }

    public static bool HasSelf(RbsType type) =>
        type is BaseType { Kind: BaseTypeKind.Self } || (type is not SingletonType && Any(type, HasSelf));

    public static bool HasClassish(RbsType type) =>
        type is BaseType { Kind: BaseTypeKind.Instance or BaseTypeKind.Class }
        || (type is not SingletonType && Any(type, HasClassish));

    /// <summary>There is a <c>void</c> where it is no return type and no argument of a generic type.</summary>
    public static bool HasStrayVoid(RbsType type) => type switch
    {
        BaseType t => t.Kind == BaseTypeKind.Void,
        SingletonType => false,
        NamedType t => Any(t.Args, HasInnerVoid),
        ProcType t => HasStrayVoid(t.Function) || HasStrayVoid(t.Block),
        _ => Any(type, HasStrayVoid),
    };

    public static bool HasStrayVoid(MethodType type) => HasStrayVoid(type.Function) || HasStrayVoid(type.Block);

    private static bool HasStrayVoid(FunctionType type) =>
        AnyParam(type, HasStrayVoid) || HasInnerVoid(type.ReturnType);

    private static bool HasStrayVoid(Block? block) => block is not null
        && (HasStrayVoid(block.Function) || (block.SelfType is { } self && HasStrayVoid(self)));

    private static bool HasInnerVoid(RbsType type) =>
        type is not BaseType { Kind: BaseTypeKind.Void } && HasStrayVoid(type);

    private static bool Any(Block block, Func<RbsType, bool> found) =>
        Any(block.Function, found) || (block.SelfType is { } self && found(self));

    // Upstream keeps required and optional fields apart.
    private static bool AnyField(RecordType record, bool isRequired, Func<RbsType, bool> found)
    {
        foreach (RecordField field in record.Fields)
        {
            if (field.IsRequired == isRequired && found(field.Type))
                return true;
        }
        return false;
    }

    private static bool AnyParam(ImmutableArray<Param> parameters, Func<RbsType, bool> found)
    {
        foreach (Param parameter in parameters)
        {
            if (found(parameter.Type))
                return true;
        }
        return false;
    }

    private static bool AnyParam(KeywordParams parameters, Func<RbsType, bool> found)
    {
        foreach ((Name _, Param parameter) in parameters)
        {
            if (found(parameter.Type))
                return true;
        }
        return false;
    }
}
