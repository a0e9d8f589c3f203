using Millpond.Rbs.Lexing;
using Millpond.Rbs.Text;

namespace Millpond.Rbs.Diagnostics;

/// <summary>Something to say about a place in a source. Immutable.</summary>
/// <param name="Code">Which kind of finding, for filters: <see cref="DiagnosticCodes"/>.</param>
/// <param name="Severity">How bad it is.</param>
/// <param name="Message">What is wrong, without the place: for syntax errors the rbs gem's words.</param>
/// <param name="Buffer">The source.</param>
/// <param name="Span">The place.</param>
public sealed record Diagnostic(string Code, Severity Severity, string Message, SourceBuffer Buffer, Span Span)
{
    /// <summary>The token that a syntax error is about; null for other findings.</summary>
    public TokenKind? Token { get; init; }

    /// <summary>First character, counted as the rbs gem does.</summary>
    public Position Start => Buffer.PositionOf(Span.Start);

    /// <summary>Behind the last character.</summary>
    public Position End => Buffer.PositionOf(Span.End);

    /// <summary>A syntax error as the rbs gem's ParsingError writes it: <c>a.rbs:1:6...1:12: Syntax error: …,
    /// token=`…` (tLIDENT)</c>; for other findings place and message.</summary>
    public string FullMessage => Token is { } token
        ? $"{Buffer.Name}:{Start}...{End}: Syntax error: {Message}, token=`{Buffer.TextOf(Span)}` ({token.UpstreamName()})"
        : $"{Buffer.Name}:{Start}...{End}: {Message}";

    /// <inheritdoc/>
    public override string ToString() => FullMessage;
}
