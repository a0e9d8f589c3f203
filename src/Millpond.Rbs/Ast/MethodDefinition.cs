using System.Collections.Immutable;
using Millpond.Rbs.Text;

namespace Millpond.Rbs.Ast;

/// <summary><c>def name: () -> A | (B) -> C</c></summary>
public sealed class MethodDefinition : AnnotatedMember
{
    // The texts are of fixed length, so their places are kept as starts: half the memory, and there are many methods.
    private readonly int _keywordStart;
    private readonly int _overloadingStart;
    private readonly int _visibilityStart;

    /// <summary>The method's name.</summary>
    public required Name Name { get; init; }

    /// <summary>Of instances, of the class, or of both.</summary>
    public required MemberKind Kind { get; init; }

    /// <summary><c>public</c> or <c>private</c> before it.</summary>
    public Visibility Visibility { get; init; }

    /// <summary>The method types, in order; empty for <c>def x: ...</c>.</summary>
    public required ImmutableArray<Overload> Overloads { get; init; }

    /// <summary>Ends with <c>...</c>: adds overloads to an existing definition.</summary>
    public bool IsOverloading => OverloadingSpan.Exists;

    /// <summary>The keyword <c>def</c>.</summary>
    public required Span KeywordSpan
    {
        get => new(_keywordStart, "def".Length);
        init => _keywordStart = value.Start;
    }

    /// <summary>The name, with <c>?</c>, <c>=</c> or backquotes.</summary>
    public required Span NameSpan { get; init; }

    /// <summary><c>self.</c> or <c>self?.</c>.</summary>
    public Span KindSpan { get; init; }

    /// <summary><c>...</c></summary>
    public Span OverloadingSpan
    {
        get => _overloadingStart == 0 ? Span.None : new(_overloadingStart, "...".Length);
        init => _overloadingStart = value.Start;
    }

    /// <summary><c>public</c> or <c>private</c>.</summary>
    public Span VisibilitySpan
    {
        get => Visibility switch
        {
            Visibility.Public => new(_visibilityStart, "public".Length),
            Visibility.Private => new(_visibilityStart, "private".Length),
            _ => Span.None,
        };
        init => _visibilityStart = value.Start;
    }
}

/// <summary>One method type of a definition, with its annotations. Its place is that of the method type.</summary>
/// <param name="MethodType">The method type.</param>
/// <param name="Annotations">In order; empty where there are none.</param>
public readonly record struct Overload(MethodType MethodType, ImmutableArray<Annotation> Annotations);
