using Millpond.Rbs.Text;

namespace Millpond.Rbs.Lexing;

internal partial struct Scanner
{
    private enum Mark
    {
        DoubleQuote,
        Backquote,
        Brace,
        Parenthesis,
        Bracket,
        Angle,
        Bar,
        Count,
    }

    // A colon alone, two, or a symbol: :name :@name :$name :"…" :+
    private TokenKind Colon()
    {
        byte next = Peek(1);
        switch (next)
        {
            case (byte)':': return Take(2, TokenKind.Colon2);
            case (byte)' ' or (byte)'\n': return Take(1, TokenKind.Colon);
            case (byte)'"': return Quoted(1, TokenKind.DoubleQuotedSymbol);
            case (byte)'\'': return Quoted(1, TokenKind.SingleQuotedSymbol);
            case (byte)'$':
                int length = GlobalLength(2);
                return length == 0 ? Take(1, TokenKind.Colon) : Take(2 + length, TokenKind.Symbol);
        }
        int signs = next != '@' ? 0 : Peek(2) != '@' ? 1 : 2;
        if (BeginsWord(1 + signs))
        {
            _at += 1 + signs;
            SkipWord();
            return Take(Peek() is (byte)'!' or (byte)'?' or (byte)'=' ? 1 : 0, TokenKind.Symbol);
        }
        int operatorLength = OperatorLength(1);
        return operatorLength == 0 ? Take(1, TokenKind.Colon) : Take(1 + operatorLength, TokenKind.Symbol);
    }

    // The operators that can be a symbol.
    private readonly int OperatorLength(int offset)
    {
        byte second = Peek(offset + 1), third = Peek(offset + 2);
        switch (Peek(offset))
        {
            case (byte)'|' or (byte)'&' or (byte)'^' or (byte)'/' or (byte)'%' or (byte)'~' or (byte)'`': return 1;
            case (byte)'+' or (byte)'-': return second == '@' ? 2 : 1;
            case (byte)'*': return second == '*' ? 2 : 1;
            case (byte)'!': return second is (byte)'=' or (byte)'~' ? 2 : 1;
            case (byte)'[' when second == ']': return third == '=' ? 3 : 2;
            case (byte)'<' when second == '=': return third == '>' ? 3 : 2;
            case (byte)'<': return second == '<' ? 2 : 1;
            case (byte)'>': return second is (byte)'=' or (byte)'>' ? 2 : 1;
            case (byte)'=' when second == '=': return third == '=' ? 3 : 2;
            case (byte)'=' when second == '~': return 2;
            default: return 0;
        }
    }

    // A string, or a symbol with quotes, whose colon is `prefix` bytes long.
    private TokenKind Quoted(int prefix, TokenKind kind)
    {
        int open = _at + prefix;
        int end = _source[open] == '"' ? DoubleQuotedEnd(open) : SingleQuotedEnd(open);
        return end < 0 ? Take(1, prefix == 0 ? TokenKind.Error : TokenKind.Colon) : TakeLines(end - _at, kind);
    }

    // "…" with the escapes \uXXXX, \xX and \ before any character but x and u.
    private int DoubleQuotedEnd(int open)
    {
        if (HasFailed(Mark.DoubleQuote, open))
            return -1;
        int limit = ValidEnd();
        int at = open + 1;
        while (at < limit)
        {
            int length = _source.AsSpan(at, limit - at).IndexOfAny((byte)'"', (byte)'\\');
            if (length < 0)
            {
                at = limit;
                break;
            }
            at += length;
            if (_source[at] == '"')
                return at + 1;
            int escape = EscapeLength(_source.AsSpan(at, limit - at));
            if (escape == 0)
                break;
            at += escape;
        }
        Fail(Mark.DoubleQuote, open, at);
        return -1;
    }

    private static int EscapeLength(ReadOnlySpan<byte> escape)
    {
        if (escape.Length < 2)
            return 0;
        return escape[1] switch
        {
            (byte)'u' => escape.Length >= 6 && escape[2..6].IndexOfAnyExcept(s_hexDigits) < 0 ? 6 : 0,
            (byte)'x' => escape.Length >= 3 && s_lowerHexDigits.Contains(escape[2]) ? 3 : 0,
            _ => 2,
        };
    }

    // '…': upstream's rule lets a backslash be a character of its own too, so a quote behind one ends the string only
    // where no later quote can.
    private int SingleQuotedEnd(int open)
    {
        int limit = ValidEnd();
        int end = -1;
        for (int at = open + 1; at < limit; at++)
        {
            int length = _source.AsSpan(at, limit - at).IndexOf((byte)'\'');
            if (length < 0)
                break;
            at += length;
            end = at + 1;
            if (at - 1 == open || _source[at - 1] != '\\')
                break;
        }
        return end;
    }

    // `a name`, else the operator.
    private TokenKind Backquote()
    {
        if (Peek(1) is 0 or (byte)' ' or (byte)':')
            return Take(1, TokenKind.Operator);
        int end = CloseOf(Mark.Backquote, (byte)'`', _at + 2);
        return end < 0 ? Take(1, TokenKind.Operator) : TakeLines(end - _at, TokenKind.QuotedIdentifier);
    }

    // %a{…} and its other brackets, else the operator.
    private TokenKind Percent()
    {
        if (Peek(1) == 'a')
        {
            int end = Peek(2) switch
            {
                (byte)'{' => CloseOf(Mark.Brace, (byte)'}', _at + 3),
                (byte)'(' => CloseOf(Mark.Parenthesis, (byte)')', _at + 3),
                (byte)'[' => CloseOf(Mark.Bracket, (byte)']', _at + 3),
                (byte)'<' => CloseOf(Mark.Angle, (byte)'>', _at + 3),
                (byte)'|' => CloseOf(Mark.Bar, (byte)'|', _at + 3),
                _ => -1,
            };
            if (end >= 0)
                return TakeLines(end - _at, TokenKind.Annotation);
        }
        return Take(1, TokenKind.Operator);
    }

    private int CloseOf(Mark mark, byte close, int from)
    {
        int limit = ValidEnd();
        if (from >= limit || HasFailed(mark, from))
            return -1;
        int length = _source.AsSpan(from, limit - from).IndexOf(close);
        if (length >= 0)
            return from + length + 1;
        Fail(mark, from, limit);
        return -1;
    }

    private readonly bool HasFailed(Mark mark, int at) =>
        _failures is { } failures && at > failures[2 * (int)mark] && at < failures[(2 * (int)mark) + 1];

    private void Fail(Mark mark, int from, int to)
    {
        _failures ??= new int[2 * (int)Mark.Count];
        _failures[2 * (int)mark] = from;
        _failures[(2 * (int)mark) + 1] = to;
    }

    // Up to where the bytes are UTF-8.
    private int ValidEnd()
    {
        if (_isUtf8)
            return _source.Length;
        if (_broken < _at)
        {
            _broken = _at + Utf8.ValidLength(_source.AsSpan(_at));
        }
        return _broken;
    }

    private TokenKind TakeLines(int length, TokenKind kind)
    {
        _line += _source.AsSpan(_at, length).Count((byte)'\n');
        return Take(length, kind);
    }
}
