using System.Collections.Immutable;
using Millpond.Rbs.Ast;
using Millpond.Rbs.Diagnostics;
using Millpond.Rbs.Text;

namespace Millpond.Rbs.Parsing;

/// <summary>What a file of signatures says, and what is wrong with it. Immutable.</summary>
public sealed class SignatureFile
{
    /// <summary>The source; every span of the tree is one of it.</summary>
    public required SourceBuffer Buffer { get; init; }

    /// <summary>The directives, in order.</summary>
    public required ImmutableArray<Directive> Directives { get; init; }

    /// <summary>The declarations, in order. With errors: those that could be read.</summary>
    public required ImmutableArray<Declaration> Declarations { get; init; }

    /// <summary>The errors in order of place; the first is the rbs gem's, word for word. Empty: the file is right.</summary>
    public required ImmutableArray<Diagnostic> Diagnostics { get; init; }

    /// <summary>There is no error.</summary>
    public bool IsValid => Diagnostics.IsEmpty;

    /// <summary>The same with more errors.</summary>
    internal SignatureFile With(ImmutableArray<Diagnostic> more) => more.IsEmpty ? this : new()
    {
        Buffer = Buffer,
        Directives = Directives,
        Declarations = Declarations,
        Diagnostics = [.. Diagnostics.Concat(more).OrderBy(diagnostic => diagnostic.Span.Start)],
    };
}

/// <summary>What a piece of source says (a type, a method type …), or why it cannot be read. Immutable.</summary>
/// <param name="Value">The tree; null where it cannot be read, and where the source is empty.</param>
/// <param name="Diagnostics">The errors; empty: the source is right.</param>
/// <typeparam name="T">What was asked for.</typeparam>
public sealed record ParseResult<T>(T? Value, ImmutableArray<Diagnostic> Diagnostics)
{
    /// <summary>There is no error.</summary>
    public bool IsValid => Diagnostics.IsEmpty;
}
