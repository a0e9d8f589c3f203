using System.Collections.Immutable;
using Millpond.Rbs.Text;

namespace Millpond.Rbs.Ast;

/// <summary>How a module is mixed in.</summary>
public enum MixinKind : byte
{
    /// <summary><c>include</c></summary>
    Include,

    /// <summary><c>extend</c></summary>
    Extend,

    /// <summary><c>prepend</c></summary>
    Prepend,
}

/// <summary><c>include Enumerable[T]</c>, <c>extend M</c>, <c>prepend M</c>.</summary>
public sealed class MixinMember : AnnotatedMember
{
    /// <summary>Include, extend or prepend.</summary>
    public required MixinKind Kind { get; init; }

    /// <summary>The module or interface.</summary>
    public required TypeName Name { get; init; }

    /// <summary>Its arguments.</summary>
    public required ImmutableArray<RbsType> Args { get; init; }

    /// <summary>The keyword.</summary>
    public required Span KeywordSpan { get; init; }

    /// <summary>The name.</summary>
    public required Span NameSpan { get; init; }

    /// <summary>From <c>[</c> to <c>]</c>.</summary>
    public Span ArgsSpan { get; init; }
}

/// <summary><c>alias new old</c>, <c>alias self.new self.old</c>.</summary>
public sealed class AliasMember : AnnotatedMember
{
    /// <summary>The name that is added.</summary>
    public required Name NewName { get; init; }

    /// <summary>The method it names.</summary>
    public required Name OldName { get; init; }

    /// <summary>Of instances or of the class.</summary>
    public required MemberKind Kind { get; init; }

    /// <summary>The keyword <c>alias</c>.</summary>
    public required Span KeywordSpan { get; init; }

    /// <summary>The new name.</summary>
    public required Span NewNameSpan { get; init; }

    /// <summary>The old name.</summary>
    public required Span OldNameSpan { get; init; }

    /// <summary><c>self.</c> before the new name.</summary>
    public Span NewKindSpan { get; init; }

    /// <summary><c>self.</c> before the old name.</summary>
    public Span OldKindSpan { get; init; }
}

/// <summary>Whose a variable is.</summary>
public enum VariableKind : byte
{
    /// <summary><c>@x: T</c></summary>
    Instance,

    /// <summary><c>self.@x: T</c></summary>
    ClassInstance,

    /// <summary><c>@@x: T</c></summary>
    Class,
}

/// <summary><c>@x: T</c>, <c>self.@x: T</c>, <c>@@x: T</c>.</summary>
public sealed class VariableMember : Member
{
    /// <summary>Instance, class instance or class variable.</summary>
    public required VariableKind Kind { get; init; }

    /// <summary>The name with its <c>@</c>.</summary>
    public required Name Name { get; init; }

    /// <summary>Its type.</summary>
    public required RbsType Type { get; init; }

    /// <summary>The name.</summary>
    public required Span NameSpan { get; init; }

    /// <summary>The colon.</summary>
    public required Span ColonSpan { get; init; }

    /// <summary><c>self.</c></summary>
    public Span KindSpan { get; init; }
}

/// <summary><c>public</c> or <c>private</c> alone on its line: holds for the methods below it.</summary>
public sealed class VisibilityMember : Member
{
    /// <summary>Public or private.</summary>
    public required Visibility Visibility { get; init; }
}
