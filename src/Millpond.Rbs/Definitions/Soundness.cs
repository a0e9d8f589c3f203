using System.Collections.Immutable;
using Millpond.Rbs.Ast;
using Millpond.Rbs.Environments;

namespace Millpond.Rbs.Definitions;

/// <summary>
/// Whether every name in a type exists and has as many arguments as it takes: the quick question, without saying what
/// is wrong. What is sound stays so under every substitution of sound types.
/// </summary>
internal static class Soundness
{
    public static bool Of(FactTable facts, MethodTable methods)
    {
        foreach (MethodEntry entry in methods.Entries)
        {
            if (entry.Original is { } original && !Of(facts, original))
                return false;
            foreach (PlacedMember overload in entry.Overloads ?? [])
            {
                if (!Of(facts, overload))
                    return false;
            }
        }
        return !methods.HasCycle;
    }

    public static bool Of(FactTable facts, ImmutableArray<RbsType> types, Context context)
    {
        foreach (RbsType type in types)
        {
            if (!Of(facts, type, context))
                return false;
        }
        return true;
    }

    public static bool Of(FactTable facts, RbsType type, Context context) => type switch
    {
        BaseType or LiteralType or VariableType => true,
        NamedType named => OfName(facts, named, context) && Of(facts, named.Args, context),
        OptionalType optional => Of(facts, optional.Type, context),
        UnionType union => Of(facts, union.Types, context),
        TupleType tuple => Of(facts, tuple.Types, context),
        IntersectionType intersection => Of(facts, intersection.Types, context),
        RecordType record => OfFields(facts, record, context),
        ProcType proc => Of(facts, proc.Function, context) && OfBlock(facts, proc.Block, context)
            && (proc.SelfType is null || Of(facts, proc.SelfType, context)),
        _ => false,
    };

    private static bool OfName(FactTable facts, NamedType type, Context context)
    {
        TypeName name = facts.Resolution.Resolve(type.Name, context);
        if (facts.TryNormalize(name) is not { } normalized || facts.TryTypeParams(normalized) is not { } parameters)
            return false;
        if (type is SingletonType && type.Args.IsEmpty)
            return true;
        return type.Args.Length == parameters.Length
            || (type.Args.Length < parameters.Length && parameters[type.Args.Length].Default is not null);
    }

    public static bool Of(FactTable facts, PlacedMember placed)
    {
        if (placed.Member is AttributeMember attribute)
            return Of(facts, attribute.Type, placed.Context);
        if (placed.Member is not MethodDefinition method)
            return true;
        foreach (Overload overload in method.Overloads)
        {
            MethodType type = overload.MethodType;
            if (!Of(facts, type.Function, placed.Context) || !OfBlock(facts, type.Block, placed.Context))
                return false;
        }
        return true;
    }

    private static bool OfBlock(FactTable facts, Block? block, Context context) => block is null
        || (Of(facts, block.Function, context) && (block.SelfType is null || Of(facts, block.SelfType, context)));

    private static bool OfFields(FactTable facts, RecordType record, Context context)
    {
        foreach (RecordField field in record.Fields)
        {
            if (!Of(facts, field.Type, context))
                return false;
        }
        return true;
    }

    private static bool Of(FactTable facts, FunctionType type, Context context)
    {
        if (!Of(facts, type.ReturnType, context))
            return false;
        if (type is not Function function)
            return true;
        return Of(facts, function.RequiredPositionals, context)
            && Of(facts, function.OptionalPositionals, context)
            && (function.RestPositionals is null || Of(facts, function.RestPositionals.Type, context))
            && Of(facts, function.TrailingPositionals, context)
            && Of(facts, function.RequiredKeywords, context)
            && Of(facts, function.OptionalKeywords, context)
            && (function.RestKeywords is null || Of(facts, function.RestKeywords.Type, context));
    }

    private static bool Of(FactTable facts, ImmutableArray<Param> parameters, Context context)
    {
        foreach (Param parameter in parameters)
        {
            if (!Of(facts, parameter.Type, context))
                return false;
        }
        return true;
    }

    private static bool Of(FactTable facts, KeywordParams parameters, Context context)
    {
        foreach ((Name _, Param parameter) in parameters)
        {
            if (!Of(facts, parameter.Type, context))
                return false;
        }
        return true;
    }
}
