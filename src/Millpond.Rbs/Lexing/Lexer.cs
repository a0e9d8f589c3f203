using Millpond.Rbs.Text;

namespace Millpond.Rbs.Lexing;

/// <summary>Splits a source into tokens, blanks and comments included. Free to use from many threads.</summary>
public static class Lexer
{
    /// <summary>All tokens in order, each byte in exactly one; the last is <see cref="TokenKind.Eof"/>.</summary>
    public static List<Token> Tokenize(SourceBuffer buffer)
    {
        ArgumentNullException.ThrowIfNull(buffer);
        Scanner scanner = new(buffer, 0, buffer.Length);
        List<Token> tokens = [];
        do
        {
            tokens.Add(scanner.Next());
        }
        while (tokens[^1].Kind != TokenKind.Eof);
        return tokens;
    }
}
