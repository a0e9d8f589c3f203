using Millpond.Rbs.Text;

namespace Millpond.Rbs.Ast;

/// <summary>How a generic type varies with its parameter.</summary>
public enum Variance : byte
{
    /// <summary>Nothing written.</summary>
    Invariant,

    /// <summary><c>out T</c></summary>
    Covariant,

    /// <summary><c>in T</c></summary>
    Contravariant,
}

/// <summary>A type parameter: <c>unchecked out T &lt; Upper &gt; Lower = Default</c>. Equal to another
/// when it says the same, name included.</summary>
public sealed class TypeParam : Node, IEquatable<TypeParam>
{
    /// <summary>The name.</summary>
    public required Name Name { get; init; }

    /// <summary><c>in</c>, <c>out</c> or neither.</summary>
    public Variance Variance { get; init; }

    /// <summary>Written with <c>unchecked</c>: the variance is not validated.</summary>
    public bool IsUnchecked { get; init; }

    /// <summary>The type behind <c>&lt;</c>.</summary>
    public RbsType? UpperBound { get; init; }

    /// <summary>The type behind <c>&gt;</c>.</summary>
    public RbsType? LowerBound { get; init; }

    /// <summary>The type behind <c>=</c>.</summary>
    public RbsType? Default { get; init; }

    /// <summary>The name's place.</summary>
    public required Span NameSpan { get; init; }

    /// <summary><c>in</c> or <c>out</c>.</summary>
    public Span VarianceSpan { get; init; }

    /// <summary>The keyword <c>unchecked</c>.</summary>
    public Span UncheckedSpan { get; init; }

    /// <summary>From <c>&lt;</c> to the end of its type.</summary>
    public Span UpperBoundSpan { get; init; }

    /// <summary>From <c>&gt;</c> to the end of its type.</summary>
    public Span LowerBoundSpan { get; init; }

    /// <summary>From <c>=</c> to the end of its type.</summary>
    public Span DefaultSpan { get; init; }

    /// <summary>The same at the same place, with other types.</summary>
    public TypeParam With(RbsType? upperBound, RbsType? lowerBound, RbsType? defaultType) => new()
    {
        Span = Span,
        Name = Name,
        Variance = Variance,
        IsUnchecked = IsUnchecked,
        UpperBound = upperBound,
        LowerBound = lowerBound,
        Default = defaultType,
        NameSpan = NameSpan,
        VarianceSpan = VarianceSpan,
        UncheckedSpan = UncheckedSpan,
        UpperBoundSpan = UpperBoundSpan,
        LowerBoundSpan = LowerBoundSpan,
        DefaultSpan = DefaultSpan,
    };

    /// <inheritdoc/>
    public bool Equals(TypeParam? other) => other is not null && Structure.AreSame(this, other);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as TypeParam);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Name, Variance);
}
