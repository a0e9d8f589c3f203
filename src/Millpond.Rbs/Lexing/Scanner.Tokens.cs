using System.Runtime.Intrinsics;
using Millpond.Rbs.Text;

namespace Millpond.Rbs.Lexing;

internal partial struct Scanner
{
    private TokenKind Scan(byte first)
    {
        if (CharClass.IsWord(first))
            return CharClass.IsDigit(first) ? Number(1) : Identifier(first);
        switch (first)
        {
            case (byte)'(': return Take(1, TokenKind.LeftParen);
            case (byte)')': return Take(1, TokenKind.RightParen);
            case (byte)',': return Take(1, TokenKind.Comma);
            case (byte)':': return Colon();
            case (byte)'[': return Bracket();
            case (byte)']': return Take(1, TokenKind.RightBracket);
            case (byte)'-': return Minus();
            case (byte)'|': return Take(1, TokenKind.Bar);
            case (byte)'?': return Take(1, TokenKind.Question);
            case (byte)'{': return Take(1, TokenKind.LeftBrace);
            case (byte)'}': return Take(1, TokenKind.RightBrace);
            case (byte)'.': return Peek(1) == '.' && Peek(2) == '.' ? Take(3, TokenKind.Dot3) : Take(1, TokenKind.Dot);
            case (byte)'<' or (byte)'>' or (byte)'=': return Comparison(first);
            case (byte)'*': return Peek(1) == '*' ? Take(2, TokenKind.Star2) : Take(1, TokenKind.Star);
            case (byte)'&': return Take(1, TokenKind.Amp);
            case (byte)'^': return Take(1, TokenKind.Hat);
            case (byte)'@': return AtSign();
            case (byte)'$': return Global();
            case (byte)'%': return Percent();
            case (byte)'!': return Take(Peek(1) is (byte)'=' or (byte)'~' ? 2 : 1, TokenKind.Operator);
            case (byte)'+': return Plus();
            case (byte)'/' or (byte)'~': return Take(1, TokenKind.Operator);
            case (byte)'"': return Quoted(0, TokenKind.DoubleQuotedString);
            case (byte)'\'': return Quoted(0, TokenKind.SingleQuotedString);
            case (byte)'`': return Backquote();
        }
        return first < 0x80 ? Take(1, TokenKind.Error) : NonAscii();
    }

    // name  name!  name=  and the keywords, three of which hold a minus.
    private TokenKind Identifier(byte first)
    {
        int start = _at;
        SkipWord();
        byte next = Peek();
        if (next == '!')
            return Take(1, TokenKind.BangIdentifier);
        if (next == '=')
            return Take(1, TokenKind.EqualsIdentifier);
        if (first is >= (byte)'A' and <= (byte)'Z')
            return TokenKind.UpperIdentifier;
        if (next == '-' && HyphenKeyword(_source.AsSpan(start, _at - start)) is { } keyword)
            return keyword;
        TokenKind otherwise = first == '_'
            ? Underscored(_source.AsSpan(start, _at - start))
            : TokenKind.LowerIdentifier;
        return Keywords.KindOf(_source, start, _at - start, otherwise);
    }

    private static TokenKind Underscored(ReadOnlySpan<byte> word) => word.Length == 1 ? TokenKind.UnderscoreLowerIdentifier
        : word[1] is >= (byte)'A' and <= (byte)'Z' ? TokenKind.UnderscoreUpperIdentifier
        : word[1] >= 0x80 ? TokenKind.NonAsciiIdentifier
        : TokenKind.UnderscoreLowerIdentifier;

    private TokenKind? HyphenKeyword(ReadOnlySpan<byte> word)
    {
        ReadOnlySpan<byte> rest = _source.AsSpan(_at);
        if (word.SequenceEqual("class"u8) && rest.StartsWith("-alias"u8))
            return Take(6, TokenKind.ClassAlias);
        if (word.SequenceEqual("module"u8) && rest.StartsWith("-alias"u8))
            return Take(6, TokenKind.ModuleAlias);
        if (word.SequenceEqual("module"u8) && rest.StartsWith("-self"u8))
            return Take(5, TokenKind.ModuleSelf);
        return null;
    }

    // Letters, digits, underscores and every character beyond ASCII; stops at a byte that is no character.
    private void SkipWord()
    {
        byte[] source = _source;
        int at = _at;
        if (at <= source.Length - Vector128<byte>.Count)
        {
            int length = CharClass.WordLength(Vector128.Create(source.AsSpan(at)));
            _at = at += length;
            if (length < Vector128<byte>.Count && source[at] < 0x80)
                return;
        }
        while (true)
        {
            while ((uint)at < (uint)source.Length && CharClass.IsWord(source[at]))
                at++;
            if (at >= source.Length || source[at] < 0x80)
                break;
            int length = Utf8.LengthAt(source, at);
            if (length == 0)
                break;
            at += length;
        }
        _at = at;
    }

    private TokenKind NonAscii()
    {
        int start = _at;
        SkipWord();
        if (_at == start)
            return Take(1, TokenKind.Error);
        return Peek() switch
        {
            (byte)'!' => Take(1, TokenKind.BangIdentifier),
            (byte)'=' => Take(1, TokenKind.EqualsIdentifier),
            _ => TokenKind.NonAsciiIdentifier,
        };
    }

    private TokenKind Number(int length)
    {
        _at += length;
        while (CharClass.IsDigit(Peek()) || Peek() == '_')
            _at++;
        return TokenKind.Integer;
    }

    private TokenKind Minus() => Peek(1) switch
    {
        (byte)'>' => Take(2, TokenKind.Arrow),
        (byte)'@' => Take(2, TokenKind.Operator),
        (byte)'-' => InlineComment(),
        byte next when CharClass.IsDigit(next) => Number(2),
        _ => Take(1, TokenKind.Operator),
    };

    private TokenKind Plus() => Peek(1) switch
    {
        (byte)'@' => Take(2, TokenKind.Operator),
        byte next when CharClass.IsDigit(next) => Number(2),
        _ => Take(1, TokenKind.Operator),
    };

    // Upstream's runs to the end of the input, not of the line.
    private TokenKind InlineComment() => TakeLines(ValidEnd() - _at, TokenKind.InlineComment);

    private TokenKind Bracket()
    {
        if (Peek(1) != ']')
            return Take(1, TokenKind.LeftBracket);
        return Peek(2) == '=' ? Take(3, TokenKind.Operator) : Take(2, TokenKind.ArefOperator);
    }

    private TokenKind Comparison(byte first) => (first, Peek(1), Peek(2)) switch
    {
        ((byte)'=', (byte)'=', (byte)'=') or ((byte)'<', (byte)'=', (byte)'>') => Take(3, TokenKind.Operator),
        ((byte)'=', (byte)'=' or (byte)'~', _) => Take(2, TokenKind.Operator),
        ((byte)'=', (byte)'>', _) => Take(2, TokenKind.FatArrow),
        ((byte)'=', _, _) => Take(1, TokenKind.Equals),
        ((byte)'<', (byte)'<' or (byte)'=', _) or ((byte)'>', (byte)'>' or (byte)'=', _) => Take(2, TokenKind.Operator),
        ((byte)'<', _, _) => Take(1, TokenKind.Less),
        _ => Take(1, TokenKind.Greater),
    };

    private TokenKind AtSign()
    {
        int signs = Peek(1) == '@' ? 2 : 1;
        if (!BeginsWord(signs))
            return Take(1, TokenKind.Error);
        int start = _at;
        _at += signs;
        SkipWord();
        if (signs == 2)
            return TokenKind.ClassVariable;
        bool isAtRbs = _source.AsSpan(start, _at - start).SequenceEqual("@rbs"u8);
        return isAtRbs ? TokenKind.AtRbs : TokenKind.InstanceVariable;
    }

    private TokenKind Global()
    {
        int length = GlobalLength(1);
        return length == 0 ? Take(1, TokenKind.Error) : Take(1 + length, TokenKind.GlobalVariable);
    }

    // What follows $: a name of any characters but blanks and most punctuation, or a single mark as in $~.
    private readonly int GlobalLength(int offset)
    {
        ReadOnlySpan<byte> rest = _source.AsSpan(_at);
        rest = rest[Math.Min(offset, rest.Length)..];
        int length = rest.IndexOfAny(s_afterGlobal);
        if (length < 0)
            length = rest.Length;
        if (!_isUtf8)
            length = Utf8.ValidLength(rest[..length]);
        return length > 0 ? length : !rest.IsEmpty && CharClass.IsSpecialGlobal(rest[0]) ? 1 : 0;
    }

    private readonly bool BeginsWord(int offset)
    {
        byte first = Peek(offset);
        if (first >= 0x80)
            return Utf8.LengthAt(_source, _at + offset) > 0;
        return CharClass.IsWord(first) && !CharClass.IsDigit(first);
    }
}
