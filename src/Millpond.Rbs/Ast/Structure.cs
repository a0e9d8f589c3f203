using System.Collections.Immutable;

namespace Millpond.Rbs.Ast;

/// <summary>Equality and hashes by what is said; places do not count.</summary>
internal static class Structure
{
    public static bool AreSame(RbsType? one, RbsType? other)
    {
        if (ReferenceEquals(one, other))
            return true;
        if (one is null || other is null || one.GetType() != other.GetType())
            return false;
        return one switch
        {
            BaseType type => type.Kind == ((BaseType)other).Kind,
            VariableType type => ReferenceEquals(type.Name, ((VariableType)other).Name),
            NamedType type => ReferenceEquals(type.Name, ((NamedType)other).Name)
                && AreSame(type.Args, ((NamedType)other).Args),
            OptionalType type => AreSame(type.Type, ((OptionalType)other).Type),
            UnionType type => AreSame(type.Types, ((UnionType)other).Types),
            IntersectionType type => AreSame(type.Types, ((IntersectionType)other).Types),
            TupleType type => AreSame(type.Types, ((TupleType)other).Types),
            RecordType type => AreSame(type, (RecordType)other),
            ProcType type => AreSame(type.Function, ((ProcType)other).Function)
                && AreSame(type.Block, ((ProcType)other).Block)
                && AreSame(type.SelfType, ((ProcType)other).SelfType),
            LiteralType type => AreSame(type, (LiteralType)other),
            _ => false,
        };
    }

    public static bool AreSame(FunctionType one, FunctionType other)
    {
        if (!AreSame(one.ReturnType, other.ReturnType))
            return false;
        if (one is not Function a || other is not Function b)
            return one.GetType() == other.GetType();
        return AreSame(a.RequiredPositionals, b.RequiredPositionals)
            && AreSame(a.OptionalPositionals, b.OptionalPositionals)
            && AreSame(a.RestPositionals, b.RestPositionals)
            && AreSame(a.TrailingPositionals, b.TrailingPositionals)
            && AreSame(a.RequiredKeywords, b.RequiredKeywords)
            && AreSame(a.OptionalKeywords, b.OptionalKeywords)
            && AreSame(a.RestKeywords, b.RestKeywords)
            && a.ForwardingSpan.Exists == b.ForwardingSpan.Exists;
    }

    public static bool AreSame(Block? one, Block? other) => one is null || other is null
        ? ReferenceEquals(one, other)
        : one.IsRequired == other.IsRequired
            && AreSame(one.Function, other.Function)
            && AreSame(one.SelfType, other.SelfType);

    public static bool AreSame(TypeParam one, TypeParam other) =>
        ReferenceEquals(one.Name, other.Name)
        && one.Variance == other.Variance
        && one.IsUnchecked == other.IsUnchecked
        && AreSame(one.UpperBound, other.UpperBound)
        && AreSame(one.LowerBound, other.LowerBound)
        && AreSame(one.Default, other.Default);

    public static bool AreSame(ImmutableArray<RbsType> one, ImmutableArray<RbsType> other)
    {
        if (one.Length != other.Length)
            return false;
        for (int i = 0; i < one.Length; i++)
        {
            if (!AreSame(one[i], other[i]))
                return false;
        }
        return true;
    }

    public static int HashOf(RbsType? type) => type switch
    {
        null => 0,
        BaseType node => HashCode.Combine(1, node.Kind),
        VariableType node => HashCode.Combine(2, node.Name),
        NamedType node => HashCode.Combine(3, node.Name, HashOf(node.Args)),
        OptionalType node => HashCode.Combine(4, HashOf(node.Type)),
        UnionType node => HashCode.Combine(5, HashOf(node.Types)),
        IntersectionType node => HashCode.Combine(6, HashOf(node.Types)),
        TupleType node => HashCode.Combine(7, HashOf(node.Types)),
        RecordType node => HashCode.Combine(8, node.Fields.Length),
        ProcType node => HashCode.Combine(9, HashOf(node.Function)),
        IntegerLiteral node => HashCode.Combine(10, node.Value),
        StringLiteral node => HashCode.Combine(11, node.Value),
        SymbolLiteral node => HashCode.Combine(12, node.Value),
        BoolLiteral node => HashCode.Combine(13, node.Value),
        _ => 0,
    };

    public static int HashOf(FunctionType function) => function is Function full
        ? HashCode.Combine(HashOf(function.ReturnType), full.RequiredPositionals.Length, full.RequiredKeywords.Count)
        : HashOf(function.ReturnType);

    private static int HashOf(ImmutableArray<RbsType> types)
    {
        HashCode hash = new();
        foreach (RbsType type in types)
            hash.Add(HashOf(type));
        return hash.ToHashCode();
    }

    private static bool AreSame(Param? one, Param? other) => one is null || other is null
        ? ReferenceEquals(one, other)
        : ReferenceEquals(one.Name, other.Name) && AreSame(one.Type, other.Type);

    private static bool AreSame(ImmutableArray<Param> one, ImmutableArray<Param> other)
    {
        if (one.Length != other.Length)
            return false;
        for (int i = 0; i < one.Length; i++)
        {
            if (!AreSame(one[i], other[i]))
                return false;
        }
        return true;
    }

    // As Ruby's hashes: the order does not count.
    private static bool AreSame(KeywordParams one, KeywordParams other)
    {
        if (one.Count != other.Count)
            return false;
        foreach ((Name name, Param param) in one)
        {
            if (!other.TryGetValue(name, out Param? found) || !AreSame(param, found))
                return false;
        }
        return true;
    }

    private static bool AreSame(RecordType one, RecordType other)
    {
        if (one.Fields.Length != other.Fields.Length)
            return false;
        foreach (RecordField field in one.Fields)
        {
            RecordField? found = other.Fields.FirstOrDefault(candidate => AreSame(candidate.Key, field.Key));
            if (found is null || found.IsRequired != field.IsRequired || !AreSame(found.Type, field.Type))
                return false;
        }
        return true;
    }

    private static bool AreSame(LiteralType one, LiteralType other) => (one, other) switch
    {
        (IntegerLiteral a, IntegerLiteral b) => a.Value == b.Value,
        (StringLiteral a, StringLiteral b) => a.Value == b.Value,
        (SymbolLiteral a, SymbolLiteral b) => ReferenceEquals(a.Value, b.Value),
        (BoolLiteral a, BoolLiteral b) => a.Value == b.Value,
        _ => false,
    };
}
