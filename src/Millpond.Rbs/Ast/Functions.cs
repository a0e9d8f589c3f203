using System.Collections.Immutable;
using Millpond.Rbs.Text;

namespace Millpond.Rbs.Ast;

/// <summary>Parameters and return type of a method, block or proc. Equal to another when it says the same.</summary>
public abstract class FunctionType : Node, IEquatable<FunctionType>
{
    private protected FunctionType()
    {
    }

    /// <summary>The type behind <c>-></c>.</summary>
    public required RbsType ReturnType { get; init; }

    /// <inheritdoc/>
    public bool Equals(FunctionType? other) => other is not null && Structure.AreSame(this, other);

    /// <inheritdoc/>
    public sealed override bool Equals(object? obj) => Equals(obj as FunctionType);

    /// <inheritdoc/>
    public sealed override int GetHashCode() => Structure.HashOf(this);
}

/// <summary><c>(?) -> T</c>: takes anything.</summary>
public sealed class UntypedFunction : FunctionType;

/// <summary><c>(A, ?B, *C, D, e: E, ?f: F, **G) -> T</c></summary>
public sealed class Function : FunctionType
{
    /// <summary><c>A</c></summary>
    public required ImmutableArray<Param> RequiredPositionals { get; init; }

    /// <summary><c>?B</c></summary>
    public required ImmutableArray<Param> OptionalPositionals { get; init; }

    /// <summary><c>*C</c></summary>
    public Param? RestPositionals { get; init; }

    /// <summary>Required ones behind the optional or the rest: <c>D</c>.</summary>
    public required ImmutableArray<Param> TrailingPositionals { get; init; }

    /// <summary><c>e: E</c></summary>
    public required KeywordParams RequiredKeywords { get; init; }

    /// <summary><c>?f: F</c></summary>
    public required KeywordParams OptionalKeywords { get; init; }

    /// <summary><c>**G</c></summary>
    public Param? RestKeywords { get; init; }

    /// <summary><c>...</c>, where <see cref="Parsing.ParserOptions.ForwardingAllowed"/>.</summary>
    public Span ForwardingSpan { get; init; }
}

/// <summary>One parameter: <c>String name</c>.</summary>
public sealed class Param : Node
{
    /// <summary>Its type.</summary>
    public required RbsType Type { get; init; }

    /// <summary>Its name, or null.</summary>
    public Name? Name { get; init; }

    /// <summary>The name's place, with backquotes if it has them.</summary>
    public Span NameSpan { get; init; }
}

/// <summary><c>{ (A) -> B }</c> or, optional, <c>?{ (A) -> B }</c>. Equal to another when it says the same.</summary>
public sealed class Block : Node, IEquatable<Block>
{
    /// <summary>Parameters and return type.</summary>
    public required FunctionType Function { get; init; }

    /// <summary>False for <c>?{ … }</c>.</summary>
    public required bool IsRequired { get; init; }

    /// <summary>What <c>self</c> is inside: <c>[self: T]</c>; or null.</summary>
    public RbsType? SelfType { get; init; }

    /// <inheritdoc/>
    public bool Equals(Block? other) => Structure.AreSame(this, other);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Block);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(IsRequired, Function, SelfType);
}

/// <summary><c>[T] (A) { (B) -> C } -> D</c>. Equal to another when it says the same.</summary>
public sealed class MethodType : Node, IEquatable<MethodType>
{
    /// <summary>Its own type parameters.</summary>
    public required ImmutableArray<TypeParam> TypeParams { get; init; }

    /// <summary>Parameters and return type; its span runs over the block too.</summary>
    public required FunctionType Function { get; init; }

    /// <summary>The block, or null.</summary>
    public Block? Block { get; init; }

    /// <summary>From <c>[</c> to <c>]</c>.</summary>
    public Span TypeParamsSpan { get; init; }

    /// <inheritdoc/>
    public bool Equals(MethodType? other) => other is not null
        && TypeParams.AsSpan().SequenceEqual(other.TypeParams.AsSpan())
        && Structure.AreSame(Function, other.Function)
        && Structure.AreSame(Block, other.Block);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as MethodType);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(TypeParams.Length, Function, Block is not null);
}
