using System.Collections.Immutable;

namespace Millpond.Rbs.Ast;

/// <summary>Replaces types inside types. What does not change is shared with the old tree.</summary>
public static class TypeMapping
{
    /// <summary>The type with every part replaced that <paramref name="mapper"/> replaces, outermost first.</summary>
    public static RbsType Map(this RbsType type, TypeMapper mapper)
    {
        ArgumentNullException.ThrowIfNull(type);
        ArgumentNullException.ThrowIfNull(mapper);
        return mapper(type) ?? MapParts(type, mapper);
    }

    /// <summary>The function with every type in it mapped.</summary>
    public static FunctionType Map(this FunctionType function, TypeMapper mapper)
    {
        ArgumentNullException.ThrowIfNull(function);
        RbsType returnType = function.ReturnType.Map(mapper);
        if (function is not Function full)
        {
            return ReferenceEquals(returnType, function.ReturnType)
                ? function
                : new UntypedFunction { Span = function.Span, ReturnType = returnType };
        }
        Function mapped = new()
        {
            Span = full.Span,
            ReturnType = returnType,
            RequiredPositionals = Map(full.RequiredPositionals, mapper),
            OptionalPositionals = Map(full.OptionalPositionals, mapper),
            RestPositionals = full.RestPositionals?.Map(mapper),
            TrailingPositionals = Map(full.TrailingPositionals, mapper),
            RequiredKeywords = Map(full.RequiredKeywords, mapper),
            OptionalKeywords = Map(full.OptionalKeywords, mapper),
            RestKeywords = full.RestKeywords?.Map(mapper),
            ForwardingSpan = full.ForwardingSpan,
        };
        return HasSameParts(full, mapped) ? full : mapped;
    }

    /// <summary>The parameter with its type mapped.</summary>
    public static Param Map(this Param param, TypeMapper mapper)
    {
        ArgumentNullException.ThrowIfNull(param);
        RbsType type = param.Type.Map(mapper);
        return ReferenceEquals(type, param.Type)
            ? param
            : new() { Span = param.Span, Type = type, Name = param.Name, NameSpan = param.NameSpan };
    }

    /// <summary>The block with every type in it mapped.</summary>
    public static Block Map(this Block block, TypeMapper mapper)
    {
        ArgumentNullException.ThrowIfNull(block);
        FunctionType function = block.Function.Map(mapper);
        RbsType? selfType = block.SelfType?.Map(mapper);
        return ReferenceEquals(function, block.Function) && ReferenceEquals(selfType, block.SelfType)
            ? block
            : new() { Span = block.Span, Function = function, IsRequired = block.IsRequired, SelfType = selfType };
    }

    /// <summary>The types, each mapped; the same array where none changes.</summary>
    public static ImmutableArray<RbsType> Map(this ImmutableArray<RbsType> types, TypeMapper mapper) =>
        MapAll(types, mapper, static (type, mapper) => type.Map(mapper));

    private static ImmutableArray<Param> Map(ImmutableArray<Param> list, TypeMapper mapper) =>
        MapAll(list, mapper, static (param, mapper) => param.Map(mapper));

    private static KeywordParams Map(KeywordParams map, TypeMapper mapper)
    {
        ReadOnlySpan<KeyValuePair<Name, Param>> pairs = map.AsSpan();
        KeyValuePair<Name, Param>[]? mapped = null;
        for (int i = 0; i < pairs.Length; i++)
        {
            Param param = pairs[i].Value.Map(mapper);
            if (ReferenceEquals(param, pairs[i].Value))
                continue;
            mapped ??= pairs.ToArray();
            mapped[i] = new(pairs[i].Key, param);
        }
        return mapped is null ? map : new KeywordParams(mapped);
    }

    private static ImmutableArray<T> MapAll<T>(
        ImmutableArray<T> items, TypeMapper mapper, Func<T, TypeMapper, T> map)
        where T : class
    {
        ImmutableArray<T>.Builder? mapped = null;
        for (int i = 0; i < items.Length; i++)
        {
            T item = map(items[i], mapper);
            if (ReferenceEquals(item, items[i]))
                continue;
            mapped ??= items.ToBuilder();
            mapped[i] = item;
        }
        return mapped?.ToImmutable() ?? items;
    }

    private static bool HasSameParts(Function one, Function other) =>
        ReferenceEquals(one.ReturnType, other.ReturnType)
        && one.RequiredPositionals == other.RequiredPositionals
        && one.OptionalPositionals == other.OptionalPositionals
        && ReferenceEquals(one.RestPositionals, other.RestPositionals)
        && one.TrailingPositionals == other.TrailingPositionals
        && ReferenceEquals(one.RequiredKeywords, other.RequiredKeywords)
        && ReferenceEquals(one.OptionalKeywords, other.OptionalKeywords)
        && ReferenceEquals(one.RestKeywords, other.RestKeywords);

    private static RbsType MapParts(RbsType type, TypeMapper mapper) => type switch
    {
        NamedType named => MapArgs(named, mapper),
        OptionalType optional => MapOptional(optional, mapper),
        UnionType union => MapList(union, union.Types, mapper,
            static (old, types) => new UnionType { Span = old.Span, Types = types }),
        IntersectionType intersection => MapList(intersection, intersection.Types, mapper,
            static (old, types) => new IntersectionType { Span = old.Span, Types = types }),
        TupleType tuple => MapList(tuple, tuple.Types, mapper,
            static (old, types) => new TupleType { Span = old.Span, Types = types }),
        RecordType record => MapRecord(record, mapper),
        ProcType proc => MapProc(proc, mapper),
        _ => type,
    };

    private static RbsType MapList(
        RbsType type,
        ImmutableArray<RbsType> types,
        TypeMapper mapper,
        Func<RbsType, ImmutableArray<RbsType>, RbsType> make)
    {
        ImmutableArray<RbsType> mapped = types.Map(mapper);
        return mapped == types ? type : make(type, mapped);
    }

    private static NamedType MapArgs(NamedType type, TypeMapper mapper)
    {
        ImmutableArray<RbsType> args = type.Args.Map(mapper);
        return args == type.Args ? type : type.With(type.Name, args);
    }

    private static OptionalType MapOptional(OptionalType optional, TypeMapper mapper)
    {
        RbsType type = optional.Type.Map(mapper);
        return ReferenceEquals(type, optional.Type) ? optional : new() { Span = optional.Span, Type = type };
    }

    private static RecordType MapRecord(RecordType record, TypeMapper mapper)
    {
        ImmutableArray<RecordField> fields = MapAll(record.Fields, mapper, static (field, mapper) =>
        {
            RbsType type = field.Type.Map(mapper);
            return ReferenceEquals(type, field.Type)
                ? field
                : new() { Span = field.Span, Key = field.Key, Type = type, IsRequired = field.IsRequired };
        });
        return fields == record.Fields ? record : new() { Span = record.Span, Fields = fields };
    }

    private static ProcType MapProc(ProcType proc, TypeMapper mapper)
    {
        FunctionType function = proc.Function.Map(mapper);
        Block? block = proc.Block?.Map(mapper);
        RbsType? selfType = proc.SelfType?.Map(mapper);
        bool isSame = ReferenceEquals(function, proc.Function)
            && ReferenceEquals(block, proc.Block)
            && ReferenceEquals(selfType, proc.SelfType);
        return isSame ? proc : new() { Span = proc.Span, Function = function, Block = block, SelfType = selfType };
    }
}
