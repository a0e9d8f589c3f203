using System.Collections.Immutable;

namespace Millpond.Rbs.Ast;

/// <summary><c>[A, B]</c></summary>
public sealed class TupleType : RbsType
{
    /// <summary>The types of the places, in order.</summary>
    public required ImmutableArray<RbsType> Types { get; init; }
}

/// <summary><c>A | B</c>, two or more.</summary>
public sealed class UnionType : RbsType
{
    /// <summary>The alternatives, in order; never themselves flattened.</summary>
    public required ImmutableArray<RbsType> Types { get; init; }
}

/// <summary><c>A &amp; B</c>, two or more.</summary>
public sealed class IntersectionType : RbsType
{
    /// <summary>The parts, in order.</summary>
    public required ImmutableArray<RbsType> Types { get; init; }
}

/// <summary><c>A?</c></summary>
public sealed class OptionalType : RbsType
{
    /// <summary>What it is where it is not nil.</summary>
    public required RbsType Type { get; init; }
}

/// <summary><c>{ name: String, ?"k" => Integer }</c></summary>
public sealed class RecordType : RbsType
{
    /// <summary>The fields in order of writing, required and optional mixed; keys are unique.</summary>
    public required ImmutableArray<RecordField> Fields { get; init; }
}

/// <summary>A field of a record type.</summary>
public sealed class RecordField : Node
{
    /// <summary>The key: <c>a:</c> is the symbol a.</summary>
    public required LiteralType Key { get; init; }

    /// <summary>The value's type.</summary>
    public required RbsType Type { get; init; }

    /// <summary>False for <c>?key</c>, which may be absent.</summary>
    public required bool IsRequired { get; init; }
}

/// <summary><c>^(A) -> B</c></summary>
public sealed class ProcType : RbsType
{
    /// <summary>Parameters and return type.</summary>
    public required FunctionType Function { get; init; }

    /// <summary>The block, or null.</summary>
    public Block? Block { get; init; }

    /// <summary>What <c>self</c> is inside: <c>[self: T]</c>; or null.</summary>
    public RbsType? SelfType { get; init; }
}
