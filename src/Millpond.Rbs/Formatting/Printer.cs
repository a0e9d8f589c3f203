using Millpond.Rbs.Lexing;
using Millpond.Rbs.Parsing;
using Millpond.Rbs.Text;

namespace Millpond.Rbs.Formatting;

/// <summary>
/// Writes a file's own tokens again, in order, with the blanks between them as the style wants. The tree says which
/// blanks; the tokens say what is written: so nothing can be lost, and a comment stays between the two tokens it was
/// between. Line breaks inside of brackets are the author's, those between members and overloads the style's.
/// </summary>
internal sealed partial class Printer
{
    private const int IndentColumns = 2;

    private readonly SourceBuffer _source;
    private readonly SignatureFile _file;
    private readonly Token[] _tokens;
    private readonly FormattedText _text;
    private readonly Stack<int> _columns = new([0]);
    private Gap _gap = Gap.Line(0) with { TrimsBefore = true };
    private int _at;
    private int _lastLine;

    private Printer(SignatureFile file)
    {
        _source = file.Buffer;
        _file = file;
        _tokens = [.. Lexer.Tokenize(_source).Where(static token => token.Kind != TokenKind.Trivia)];
        int newline = _source.Bytes.IndexOf((byte)'\n');
        _text = new(usesCarriageReturns: newline > 0 && _source.Bytes[newline - 1] == '\r');
    }

    /// <summary>The text of a file without errors.</summary>
    public static byte[] Print(SignatureFile file)
    {
        Printer printer = new(file);
        printer.File();
        return printer._text.Finish();
    }

    // Where lines begin that go on inside of what is open.
    private int Column => _columns.Peek();

    private Token Next
    {
        get
        {
            int at = _at;
            while (IsPassedOver(_tokens[at].Kind))
                at++;
            return _tokens[at];
        }
    }

    private bool BreaksHere => Next.Line > _lastLine;

    private void Space() => _gap = Gap.Space;

    private void Take()
    {
        Bridge();
        Token token = _tokens[_at++];
        ReadOnlySpan<byte> text = _source[token.Span];
        _text.Write(text);
        _lastLine = token.Line + text.Count((byte)'\n');
    }

    private void Take(TokenKind kind)
    {
        if (Next.Kind != kind)
            throw new FormatMismatchException(
                $"expected {kind.UpstreamName()} but found {Next.Kind.UpstreamName()} in line {Next.Line}");
        Take();
    }

    // Names and the like, in which no blanks are allowed.
    private void Take(Span span)
    {
        while (Next.Start < span.End && Next.Kind != TokenKind.Eof)
            Take();
    }

    private void Insert(ReadOnlySpan<byte> text)
    {
        Bridge();
        _text.Write(text);
    }

    private void Drop()
    {
        int at = _at;
        while (IsPassedOver(_tokens[at].Kind))
            at++;
        _tokens[at] = _tokens[at] with { Kind = TokenKind.Trivia };
    }

    // From the last token to the next: the comments between them, and the gap.
    private void Bridge()
    {
        Gap gap = _gap;
        _gap = default;
        bool keepsBlanks = gap.Kind == GapKind.Line;
        int commentColumn = keepsBlanks ? gap.CommentColumn : Column + IndentColumns;
        bool wantsBlank = gap.WantsBlank && !gap.TrimsBefore && !HasBlankAhead();
        bool isFirst = true, sawComment = false;
        for (; IsPassedOver(_tokens[_at].Kind); _at++)
        {
            Token comment = _tokens[_at];
            if (comment.Kind == TokenKind.Trivia)
                continue;
            sawComment = true;
            if (comment.Kind == TokenKind.Comment)
            {
                _text.WriteTrailing(_source[comment.Span], _source.PositionOf(comment.Start).Column);
                _lastLine = comment.Line;
                continue;
            }
            bool isBlank = keepsBlanks && comment.Line > _lastLine + 1 && !(isFirst && gap.TrimsBefore);
            _text.NewLine(commentColumn, isBlank || (isFirst && wantsBlank));
            _text.Write(_source[comment.Span]);
            _lastLine = comment.Line;
            isFirst = false;
        }
        Token next = _tokens[_at];
        if (next.Kind == TokenKind.Eof)
            return;
        if (gap.Kind == GapKind.Line || sawComment)
        {
            bool isBlank = keepsBlanks && next.Line > _lastLine + 1
                && !gap.TrimsAfter && !(isFirst && gap.TrimsBefore);
            _text.NewLine(keepsBlanks ? gap.Column : commentColumn, isBlank || (isFirst && wantsBlank));
        }
        else if (gap.Kind == GapKind.Space)
        {
            _text.Write(" "u8);
        }
    }

    private bool HasBlankAhead()
    {
        int line = _lastLine;
        for (int at = _at; ; at++)
        {
            if (_tokens[at].Line > line + 1)
                return true;
            line = _tokens[at].Line;
            if (!IsPassedOver(_tokens[at].Kind))
                return false;
        }
    }

    private static bool IsPassedOver(TokenKind kind) =>
        kind is TokenKind.Comment or TokenKind.LineComment or TokenKind.Trivia;

    // Behind the opening bracket the author decides: a line break there puts all of it on lines of its own; else what
    // goes on in further lines is aligned with what follows the bracket.
    private Bracket Open(bool hasPadding = false)
    {
        Take();
        Bracket bracket = new(BreaksHere, hasPadding);
        if (bracket.IsBroken)
        {
            _columns.Push(Column + IndentColumns);
            _gap = Gap.Line(Column) with { TrimsBefore = true };
        }
        else
        {
            _columns.Push(_text.Column + (hasPadding ? 1 : 0));
            _gap = hasPadding ? Gap.Space : default;
        }
        return bracket;
    }

    private void Close(Bracket bracket)
    {
        if (Next.Kind == TokenKind.Comma)
        {
            if (bracket.IsBroken)
                Take();
            else
                Drop();
        }
        int inner = _columns.Pop();
        _gap = bracket.IsBroken
            ? new Gap(GapKind.Line, Column, inner) { TrimsAfter = true }
            : bracket.HasPadding ? Gap.Space : default;
        Take();
    }

    private void Comma()
    {
        Take(TokenKind.Comma);
        _gap = BreaksHere ? Gap.Line(Column) : Gap.Space;
    }

    private readonly record struct Bracket(bool IsBroken, bool HasPadding);
}
