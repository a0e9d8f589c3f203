using Millpond.Rbs.Text;

namespace Millpond.Rbs.Lexing;

/// <summary>A token: its kind and place.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Start">Its first byte.</param>
/// <param name="End">Just behind its last byte.</param>
/// <param name="Line">The line it begins on, from 1.</param>
public readonly record struct Token(TokenKind Kind, int Start, int End, int Line)
{
    /// <summary>Its place.</summary>
    public Span Span => Span.Between(Start, End);

    /// <summary>Nothing stands between it and <paramref name="next"/>.</summary>
    internal bool Touches(in Token next) => End == next.Start;
}
