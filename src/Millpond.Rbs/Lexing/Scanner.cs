using System.Buffers;
using System.Runtime.CompilerServices;
using Millpond.Rbs.Text;

namespace Millpond.Rbs.Lexing;

/// <summary>
/// Finds one token after the other: the longest match wins, a keyword before an identifier. A struct with a place, so a
/// parser holds it as a field and copies it to look far ahead.
/// </summary>
internal partial struct Scanner
{
    private static readonly SearchValues<byte> s_hexDigits = SearchValues.Create("0123456789abcdefABCDEF"u8);
    private static readonly SearchValues<byte> s_lowerHexDigits = SearchValues.Create("0123456789abcdef"u8);

    private static readonly SearchValues<byte> s_afterGlobal = SearchValues.Create(" \t\r\n:;=.,!\"$%&()*+<>[]^`{|}~"u8);

    private readonly byte[] _source;
    private readonly bool _isUtf8;
    private int _at;
    private int _line;
    private bool _isLineStart;

    // For each closing mark, where a search for it failed: {from, to} pairs. A source of opening marks alone would
    // otherwise be searched to its end from each of them.
    private int[]? _failures;

    // The first byte at or behind _at that is no UTF-8, once searched for; the end where there is none.
    private int _broken = -1;

    public Scanner(SourceBuffer buffer, int start, int end)
    {
        _source = end == buffer.Length ? buffer.Array : buffer.Array[..end];
        _isUtf8 = buffer.IsUtf8;
        _at = start;
        _line = start == 0 ? 1 : buffer.Lines.LineOf(start);
        _isLineStart = true;
    }

    /// <summary>Goes back to a token seen before.</summary>
    public void MoveTo(int start, int line)
    {
        _at = start;
        _line = line;
        _isLineStart = false;
        _broken = -1;
    }

    /// <summary>The next token, blanks and comments included.</summary>
    public Token Next()
    {
        int start = _at, line = _line;
        switch (Peek())
        {
            case (byte)'#':
                return Comment();
            case (byte)'\n' or (byte)'\r':
                SkipNewline();
                return new(TokenKind.Trivia, start, _at, line);
            case (byte)' ' or (byte)'\t':
                while (Peek() is (byte)' ' or (byte)'\t')
                    _at++;
                return new(TokenKind.Trivia, start, _at, line);
            default:
                Significant(out Token token);
                return token;
        }
    }

    /// <summary>Skips blanks; true when a comment comes next, false when a token.</summary>
    public bool SkipBlanks()
    {
        byte[] source = _source;
        int at = _at;
        for (; (uint)at < (uint)source.Length; at++)
        {
            switch (source[at])
            {
                case (byte)'\n':
                    _line++;
                    _isLineStart = true;
                    continue;
                case (byte)' ' or (byte)'\t' or (byte)'\r':
                    continue;
                case (byte)'#':
                    _at = at;
                    return true;
            }
            break;
        }
        _at = at;
        return false;
    }

    /// <summary>The comment that begins here, up to its line's end.</summary>
    public Token Comment()
    {
        int start = _at;
        TokenKind kind = _isLineStart ? TokenKind.LineComment : TokenKind.Comment;
        ReadOnlySpan<byte> rest = _source.AsSpan(_at);
        int length = rest.IndexOf((byte)'\n');
        if (length < 0)
            length = rest.Length;
        if (!_isUtf8)
            length = Math.Min(length, ValidEnd() - start);
        if (length > 1 && rest[length - 1] == '\r' && (length == rest.Length || rest[length] == '\n'))
            length--;
        _at = start + length;
        _isLineStart = false;
        return new(kind, start, _at, _line);
    }

    /// <summary>The token that begins here, which is no blank and no comment.</summary>
    public void Significant(out Token token)
    {
        int start = _at, line = _line;
        _isLineStart = false;
        byte[] source = _source;
        TokenKind kind = TokenKind.Eof;
        if ((uint)start < (uint)source.Length)
            kind = Scan(source[start]);
        else
            start = _at = source.Length;
        token = new(kind, start, _at, line);
    }

    private void SkipNewline()
    {
        if (_source[_at++] == '\n')
        {
            _line++;
            _isLineStart = true;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly byte Peek(int offset = 0)
    {
        byte[] source = _source;
        int at = _at + offset;
        return (uint)at < (uint)source.Length ? source[at] : (byte)0;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private TokenKind Take(int length, TokenKind kind)
    {
        _at += length;
        return kind;
    }
}
