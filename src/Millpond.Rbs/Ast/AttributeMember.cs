using Millpond.Rbs.Text;

namespace Millpond.Rbs.Ast;

/// <summary>Which methods an attribute makes.</summary>
public enum AttributeKind : byte
{
    /// <summary><c>attr_reader</c></summary>
    Reader,

    /// <summary><c>attr_writer</c></summary>
    Writer,

    /// <summary><c>attr_accessor</c></summary>
    Accessor,
}

/// <summary><c>attr_reader name (@ivar): String</c></summary>
public sealed class AttributeMember : AnnotatedMember
{
    /// <summary>Reader, writer or accessor.</summary>
    public required AttributeKind Attribute { get; init; }

    /// <summary>Of instances or of the class.</summary>
    public required MemberKind Kind { get; init; }

    /// <summary><c>public</c> or <c>private</c> before it.</summary>
    public Visibility Visibility { get; init; }

    /// <summary>The attribute's name.</summary>
    public required Name Name { get; init; }

    /// <summary>Its type.</summary>
    public required RbsType Type { get; init; }

    /// <summary>The variable in parentheses, or null: for <c>()</c>, which says that there is none
    /// (<see cref="HasNoVariable"/>), and where nothing is written, which means <c>@name</c>.</summary>
    public Name? VariableName { get; init; }

    /// <summary>Written with <c>()</c>: no variable.</summary>
    public bool HasNoVariable => VariableName is null && VariableSpan.Exists;

    /// <summary>The keyword.</summary>
    public required Span KeywordSpan { get; init; }

    /// <summary>The name.</summary>
    public required Span NameSpan { get; init; }

    /// <summary>The colon before the type.</summary>
    public required Span ColonSpan { get; init; }

    /// <summary><c>self.</c></summary>
    public Span KindSpan { get; init; }

    /// <summary>The parentheses and what is between them.</summary>
    public Span VariableSpan { get; init; }

    /// <summary>The variable in the parentheses.</summary>
    public Span VariableNameSpan { get; init; }

    /// <summary><c>public</c> or <c>private</c>.</summary>
    public Span VisibilitySpan { get; init; }
}
