using System.Globalization;
using System.Numerics;
using Millpond.Rbs.Ast;
using Millpond.Rbs.Lexing;
using Millpond.Rbs.Text;

namespace Millpond.Rbs.Parsing;

public sealed partial class Parser
{
    // literal = integer | string | symbol | 'true' | 'false', at the current token
    private LiteralType Literal()
    {
        Span span = _current.Span;
        ReadOnlySpan<byte> text = _buffer[span];
        return _current.Kind switch
        {
            TokenKind.True => new BoolLiteral { Span = span, Value = true },
            TokenKind.False => new BoolLiteral { Span = span, Value = false },
            TokenKind.Integer => new IntegerLiteral { Span = span, Value = Integer(text) },
            TokenKind.DoubleQuotedString => new StringLiteral { Span = span, Value = Utf8.ToText(DoubleQuoted(text)) },
            TokenKind.SingleQuotedString =>
                new StringLiteral { Span = span, Value = Utf8.ToText(Escapes.SingleQuoted(text[1..^1])) },
            TokenKind.DoubleQuotedSymbol => new SymbolLiteral { Span = span, Value = Name.Of(DoubleQuoted(text[1..])) },
            TokenKind.SingleQuotedSymbol =>
                new SymbolLiteral { Span = span, Value = Name.Of(Escapes.SingleQuoted(text[2..^1])) },
            _ => new SymbolLiteral { Span = span, Value = Name.Of(text[1..]) },
        };
    }

    private byte[] DoubleQuoted(ReadOnlySpan<byte> text) =>
        Escapes.DoubleQuoted(text[1..^1], _options.UnicodeEscapes);

    // String#to_i: a sign, then digits with single underscores between them; what follows two of them does not count.
    private static BigInteger Integer(ReadOnlySpan<byte> text)
    {
        Span<char> digits = text.Length <= 64 ? stackalloc char[text.Length] : new char[text.Length];
        int count = 0;
        for (int at = 0; at < text.Length; at++)
        {
            if (text[at] != '_')
                digits[count++] = (char)text[at];
            else if (at + 1 < text.Length && text[at + 1] == '_')
                break;
        }
        return BigInteger.Parse(digits[..count], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
    }
}
