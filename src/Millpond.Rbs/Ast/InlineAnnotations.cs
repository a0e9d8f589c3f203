using System.Collections.Immutable;
using Millpond.Rbs.Text;

namespace Millpond.Rbs.Ast;

/// <summary>What a comment of Ruby source says in RBS: <c>#: () -> void</c>, <c># @rbs x: Integer</c>.</summary>
public abstract class InlineAnnotation : Node
{
    private protected InlineAnnotation()
    {
    }

    /// <summary>The <c>:</c>, <c>@rbs</c> or <c>[</c> it begins with.</summary>
    public required Span PrefixSpan { get; init; }
}

/// <summary>An annotation that may end in <c>-- comment</c>.</summary>
public abstract class CommentedInlineAnnotation : InlineAnnotation
{
    private protected CommentedInlineAnnotation()
    {
    }

    /// <summary>The <c>--</c> and what follows it.</summary>
    public Span CommentSpan { get; init; }
}

/// <summary>Trailing <c>: Type</c></summary>
public sealed class TypeAssertion : InlineAnnotation
{
    /// <summary>The type.</summary>
    public required RbsType Type { get; init; }
}

/// <summary>Trailing <c>[A, B]</c></summary>
public sealed class TypeApplication : InlineAnnotation
{
    /// <summary>The types.</summary>
    public required ImmutableArray<RbsType> Args { get; init; }

    /// <summary>The <c>]</c>.</summary>
    public required Span CloseBracketSpan { get; init; }

    /// <summary>The commas.</summary>
    public required ImmutableArray<Span> CommaSpans { get; init; }
}

/// <summary>Trailing <c>: class-alias Name</c> or <c>: module-alias Name</c></summary>
public sealed class ClassAliasAnnotation : InlineAnnotation
{
    /// <summary>Written with <c>module-alias</c>.</summary>
    public required bool IsModule { get; init; }

    /// <summary>What it names; null where only the keyword is written.</summary>
    public TypeName? TypeName { get; init; }

    /// <summary>The keyword.</summary>
    public required Span KeywordSpan { get; init; }

    /// <summary>The name.</summary>
    public Span TypeNameSpan { get; init; }
}

/// <summary>Leading <c>: () -> void</c></summary>
public sealed class ColonMethodTypeAnnotation : InlineAnnotation
{
    /// <summary>Annotations before the method type.</summary>
    public required ImmutableArray<Annotation> Annotations { get; init; }

    /// <summary>The method type.</summary>
    public required MethodType MethodType { get; init; }
}

/// <summary>Leading <c>@rbs () -> A | (B) -> C | ...</c></summary>
public sealed class MethodTypesAnnotation : InlineAnnotation
{
    /// <summary>The method types; empty for <c>...</c> alone.</summary>
    public required ImmutableArray<Overload> Overloads { get; init; }

    /// <summary>The bars between them.</summary>
    public required ImmutableArray<Span> BarSpans { get; init; }

    /// <summary>The <c>...</c>.</summary>
    public Span OverloadingSpan { get; init; }
}

/// <summary>Leading <c>@rbs skip</c></summary>
public sealed class SkipAnnotation : CommentedInlineAnnotation
{
    /// <summary>The keyword <c>skip</c>.</summary>
    public required Span SkipSpan { get; init; }
}

/// <summary>Leading <c>@rbs return: T</c></summary>
public sealed class ReturnTypeAnnotation : CommentedInlineAnnotation
{
    /// <summary>The type.</summary>
    public required RbsType ReturnType { get; init; }

    /// <summary>The keyword <c>return</c>.</summary>
    public required Span ReturnSpan { get; init; }

    /// <summary>The colon.</summary>
    public required Span ColonSpan { get; init; }
}

/// <summary>Which parameter a <see cref="ParamTypeAnnotation"/> is about.</summary>
public enum InlineParamKind : byte
{
    /// <summary><c>x: T</c></summary>
    Plain,

    /// <summary><c>*x: T</c></summary>
    Splat,

    /// <summary><c>**x: T</c></summary>
    DoubleSplat,
}

/// <summary>Leading <c>@rbs x: T</c>, <c>@rbs *x: T</c>, <c>@rbs **x: T</c></summary>
public sealed class ParamTypeAnnotation : CommentedInlineAnnotation
{
    /// <summary>Plain, splat or double splat.</summary>
    public required InlineParamKind Kind { get; init; }

    /// <summary>The type.</summary>
    public required RbsType ParamType { get; init; }

    /// <summary>The <c>*</c> or <c>**</c>.</summary>
    public Span StarSpan { get; init; }

    /// <summary>The name; splats may have none.</summary>
    public Span NameSpan { get; init; }

    /// <summary>The colon.</summary>
    public required Span ColonSpan { get; init; }
}

/// <summary>Leading <c>@rbs &amp;block: ?(A) -> B</c></summary>
public sealed class BlockParamTypeAnnotation : CommentedInlineAnnotation
{
    /// <summary>Parameters and return type of the block.</summary>
    public required FunctionType Function { get; init; }

    /// <summary>The <c>&amp;</c>.</summary>
    public required Span AmpersandSpan { get; init; }

    /// <summary>The name, if it has one.</summary>
    public Span NameSpan { get; init; }

    /// <summary>The colon.</summary>
    public required Span ColonSpan { get; init; }

    /// <summary>The <c>?</c> of an optional block.</summary>
    public Span QuestionSpan { get; init; }

    /// <summary>The function.</summary>
    public required Span TypeSpan { get; init; }
}

/// <summary>Leading <c>@rbs @ivar: T</c></summary>
public sealed class InstanceVariableAnnotation : CommentedInlineAnnotation
{
    /// <summary>The name with its <c>@</c>.</summary>
    public required Name Name { get; init; }

    /// <summary>The type.</summary>
    public required RbsType Type { get; init; }

    /// <summary>The name.</summary>
    public required Span NameSpan { get; init; }

    /// <summary>The colon.</summary>
    public required Span ColonSpan { get; init; }
}

/// <summary>Leading <c>@rbs module-self: Name[A]</c></summary>
public sealed class ModuleSelfAnnotation : CommentedInlineAnnotation
{
    /// <summary>The class or interface.</summary>
    public required TypeName Name { get; init; }

    /// <summary>Its arguments.</summary>
    public required ImmutableArray<RbsType> Args { get; init; }

    /// <summary>The keyword <c>module-self</c>.</summary>
    public required Span KeywordSpan { get; init; }

    /// <summary>The colon.</summary>
    public required Span ColonSpan { get; init; }

    /// <summary>The <c>[</c>.</summary>
    public Span OpenBracketSpan { get; init; }

    /// <summary>The <c>]</c>.</summary>
    public Span CloseBracketSpan { get; init; }

    /// <summary>The commas between the arguments.</summary>
    public required ImmutableArray<Span> CommaSpans { get; init; }
}
