using System.Collections.Immutable;
using Millpond.Rbs.Text;

namespace Millpond.Rbs.Ast;

/// <summary>What a file says about itself, before its declarations.</summary>
public abstract class Directive : Node
{
    private protected Directive()
    {
    }
}

/// <summary>The comment <c># resolve-type-names: false</c> at the very beginning. Its span begins at the word.</summary>
public sealed class ResolveTypeNamesDirective : Directive
{
    /// <summary>False: names in the file are taken as they are.</summary>
    public required bool Value { get; init; }
}

/// <summary><c>use A::B as C, D::*</c></summary>
public sealed class UseDirective : Directive
{
    /// <summary>One or more, in order.</summary>
    public required ImmutableArray<UseClause> Clauses { get; init; }

    /// <summary>The keyword <c>use</c>.</summary>
    public required Span KeywordSpan { get; init; }
}

/// <summary>One part of a <c>use</c>.</summary>
public abstract class UseClause : Node
{
    private protected UseClause()
    {
    }
}

/// <summary><c>A::B</c> or <c>A::B as C</c></summary>
public sealed class SingleUseClause : UseClause
{
    /// <summary>What is used.</summary>
    public required TypeName TypeName { get; init; }

    /// <summary>The name it gets, or null: its own last name.</summary>
    public Name? NewName { get; init; }

    /// <summary>The name of what is used.</summary>
    public required Span TypeNameSpan { get; init; }

    /// <summary>The keyword <c>as</c>.</summary>
    public Span KeywordSpan { get; init; }

    /// <summary>The new name.</summary>
    public Span NewNameSpan { get; init; }
}

/// <summary><c>A::*</c>: all types right inside.</summary>
public sealed class WildcardUseClause : UseClause
{
    /// <summary>The namespace.</summary>
    public required Namespace Namespace { get; init; }

    /// <summary>The namespace with its last <c>::</c>.</summary>
    public required Span NamespaceSpan { get; init; }

    /// <summary>The <c>*</c>.</summary>
    public required Span StarSpan { get; init; }
}
