using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Millpond.Rbs.Ast;

namespace Millpond.Rbs.Environments;

/// <summary>Makes the names in a type absolute, and may give type variables other names; a node in which nothing changes
/// is kept.</summary>
internal readonly struct AbsoluteTypes(
    Resolution resolution, Context context, IReadOnlyDictionary<Name, Name>? renamed = null)
{
    public RbsType Type(RbsType type) => type switch
    {
        NamedType named => Named(named),
        UnionType union => Many(union.Types) is var types && types == union.Types
            ? union : new UnionType { Span = union.Span, Types = types },
        IntersectionType intersection => Many(intersection.Types) is var types && types == intersection.Types
            ? intersection : new IntersectionType { Span = intersection.Span, Types = types },
        TupleType tuple => Many(tuple.Types) is var types && types == tuple.Types
            ? tuple : new TupleType { Span = tuple.Span, Types = types },
        OptionalType optional => Type(optional.Type) is var inner && ReferenceEquals(inner, optional.Type)
            ? optional : new OptionalType { Span = optional.Span, Type = inner },
        RecordType record => Map(record.Fields, Field) is var fields && fields == record.Fields
            ? record : new RecordType { Span = record.Span, Fields = fields },
        ProcType proc => Proc(proc),
        VariableType variable when renamed?.GetValueOrDefault(variable.Name) is { } name =>
            new VariableType { Span = variable.Span, Name = name },
        _ => type,
    };

    public MethodType Method(MethodType type)
    {
        ImmutableArray<TypeParam> typeParams = Map(type.TypeParams, Param);
        FunctionType function = Function(type.Function);
        Block? block = Block(type.Block);
        if (typeParams == type.TypeParams && ReferenceEquals(function, type.Function) && ReferenceEquals(block, type.Block))
            return type;
        return new()
        {
            Span = type.Span,
            TypeParams = typeParams,
            Function = function,
            Block = block,
            TypeParamsSpan = type.TypeParamsSpan,
        };
    }

    public TypeParam Param(TypeParam param)
    {
        RbsType? upper = Maybe(param.UpperBound);
        RbsType? lower = Maybe(param.LowerBound);
        RbsType? standard = Maybe(param.Default);
        if (ReferenceEquals(upper, param.UpperBound) && ReferenceEquals(lower, param.LowerBound)
            && ReferenceEquals(standard, param.Default))
            return param;
        return new()
        {
            Span = param.Span,
            Name = param.Name,
            Variance = param.Variance,
            IsUnchecked = param.IsUnchecked,
            UpperBound = upper,
            LowerBound = lower,
            Default = standard,
            NameSpan = param.NameSpan,
            VarianceSpan = param.VarianceSpan,
            UncheckedSpan = param.UncheckedSpan,
            UpperBoundSpan = param.UpperBoundSpan,
            LowerBoundSpan = param.LowerBoundSpan,
            DefaultSpan = param.DefaultSpan,
        };
    }

    private RbsType Named(NamedType type)
    {
        TypeName name = resolution.Resolve(type.Name, context);
        ImmutableArray<RbsType> args = Many(type.Args);
        if (ReferenceEquals(name, type.Name) && args == type.Args)
            return type;
        (Text.Span span, int start, int argsStart) = (type.Span, type.NameStart, type.ArgsStart);
        return type switch
        {
            ClassInstanceType => new ClassInstanceType
                { Span = span, Name = name, Args = args, NameStart = start, ArgsStart = argsStart },
            InterfaceType => new InterfaceType
                { Span = span, Name = name, Args = args, NameStart = start, ArgsStart = argsStart },
            AliasType => new AliasType
                { Span = span, Name = name, Args = args, NameStart = start, ArgsStart = argsStart },
            SingletonType => new SingletonType
                { Span = span, Name = name, Args = args, NameStart = start, ArgsStart = argsStart },
            _ => throw new InvalidOperationException($"A type of the kind {type.GetType().Name} is not known"),
        };
    }

    private ProcType Proc(ProcType type)
    {
        FunctionType function = Function(type.Function);
        Block? block = Block(type.Block);
        RbsType? self = Maybe(type.SelfType);
        return ReferenceEquals(function, type.Function) && ReferenceEquals(block, type.Block)
            && ReferenceEquals(self, type.SelfType)
            ? type
            : new ProcType { Span = type.Span, Function = function, Block = block, SelfType = self };
    }

    private Block? Block(Block? block)
    {
        if (block is null)
            return null;
        FunctionType function = Function(block.Function);
        RbsType? self = Maybe(block.SelfType);
        return ReferenceEquals(function, block.Function) && ReferenceEquals(self, block.SelfType)
            ? block
            : new Block { Span = block.Span, Function = function, IsRequired = block.IsRequired, SelfType = self };
    }

    private FunctionType Function(FunctionType type)
    {
        RbsType result = Type(type.ReturnType);
        if (type is not Function function)
            return ReferenceEquals(result, type.ReturnType)
                ? type : new UntypedFunction { Span = type.Span, ReturnType = result };
        ImmutableArray<Param> required = Map(function.RequiredPositionals, Param);
        ImmutableArray<Param> optional = Map(function.OptionalPositionals, Param);
        ImmutableArray<Param> trailing = Map(function.TrailingPositionals, Param);
        Param? rest = function.RestPositionals is { } positionals ? Param(positionals) : null;
        KeywordParams requiredKeywords = Keywords(function.RequiredKeywords);
        KeywordParams optionalKeywords = Keywords(function.OptionalKeywords);
        Param? restKeywords = function.RestKeywords is { } keywords ? Param(keywords) : null;
        bool isSame = ReferenceEquals(result, function.ReturnType)
            && required == function.RequiredPositionals && optional == function.OptionalPositionals
            && trailing == function.TrailingPositionals && ReferenceEquals(rest, function.RestPositionals)
            && ReferenceEquals(requiredKeywords, function.RequiredKeywords)
            && ReferenceEquals(optionalKeywords, function.OptionalKeywords)
            && ReferenceEquals(restKeywords, function.RestKeywords);
        return isSame ? function : new Function
        {
            Span = function.Span,
            ReturnType = result,
            RequiredPositionals = required,
            OptionalPositionals = optional,
            RestPositionals = rest,
            TrailingPositionals = trailing,
            RequiredKeywords = requiredKeywords,
            OptionalKeywords = optionalKeywords,
            RestKeywords = restKeywords,
            ForwardingSpan = function.ForwardingSpan,
        };
    }

    private Param Param(Param param) => Type(param.Type) is var type && ReferenceEquals(type, param.Type)
        ? param
        : new Param { Span = param.Span, Type = type, Name = param.Name, NameSpan = param.NameSpan };

    private RecordField Field(RecordField field) => Type(field.Type) is var type && ReferenceEquals(type, field.Type)
        ? field
        : new RecordField { Span = field.Span, Key = field.Key, Type = type, IsRequired = field.IsRequired };

    private KeywordParams Keywords(KeywordParams keywords)
    {
        KeyValuePair<Name, Param>[]? changed = null;
        ReadOnlySpan<KeyValuePair<Name, Param>> pairs = keywords.AsSpan();
        for (int at = 0; at < pairs.Length; at++)
        {
            Param param = Param(pairs[at].Value);
            if (changed is null && ReferenceEquals(param, pairs[at].Value))
                continue;
            changed ??= pairs.ToArray();
            changed[at] = new(pairs[at].Key, param);
        }
        return changed is null ? keywords : KeywordParams.Of([.. changed]);
    }

    private RbsType? Maybe(RbsType? type) => type is null ? null : Type(type);

    private ImmutableArray<RbsType> Many(ImmutableArray<RbsType> types) => Map(types, Type);

    /// <summary>The array itself where <paramref name="map"/> changes no item: compared with == that shows it.</summary>
    private static ImmutableArray<T> Map<T>(ImmutableArray<T> items, Func<T, T> map)
        where T : class
    {
        T[]? changed = null;
        for (int at = 0; at < items.Length; at++)
        {
            T item = map(items[at]);
            if (changed is null && ReferenceEquals(item, items[at]))
                continue;
            changed ??= [.. items];
            changed[at] = item;
        }
        return changed is null ? items : ImmutableCollectionsMarshal.AsImmutableArray(changed);
    }
}
