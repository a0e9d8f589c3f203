using System.Numerics;

namespace Millpond.Rbs.Ast;

/// <summary>A type of one value: <c>1</c>, <c>"a"</c>, <c>:a</c>, <c>true</c>. Also the key of a record's field.</summary>
public abstract class LiteralType : RbsType
{
    private protected LiteralType()
    {
    }
}

/// <summary><c>1_000</c>, of any size.</summary>
public sealed class IntegerLiteral : LiteralType
{
    /// <summary>The number.</summary>
    public required BigInteger Value { get; init; }
}

/// <summary><c>"a\n"</c> or <c>'a'</c>.</summary>
public sealed class StringLiteral : LiteralType
{
    /// <summary>The value, unescaped. A byte that is no UTF-8 (<c>"\xFF"</c>) is the lone surrogate U+DC00 + byte.</summary>
    public required string Value { get; init; }
}

/// <summary><c>:a</c>, <c>:"a b"</c>, <c>:[]=</c>.</summary>
public sealed class SymbolLiteral : LiteralType
{
    /// <summary>The symbol, unescaped.</summary>
    public required Name Value { get; init; }
}

/// <summary><c>true</c> or <c>false</c>.</summary>
public sealed class BoolLiteral : LiteralType
{
    /// <summary>Which of the two.</summary>
    public required bool Value { get; init; }
}
