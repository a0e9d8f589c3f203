using System.Collections.Immutable;
using Millpond.Rbs.Ast;
using Millpond.Rbs.Lexing;
using Millpond.Rbs.Text;

namespace Millpond.Rbs.Parsing;

public sealed partial class Parser
{
    // Runs of comment lines, by the line of their ends: what stands right above a declaration is its doc comment.
    private readonly List<CommentBlock> _comments = [];

    private void Advance()
    {
        _current = _next;
        _next = _next2;
        _next2 = _next3;
        _next3 = Scan();
    }

    private Token Scan()
    {
        while (_scanner.SkipBlanks())
        {
            Token comment = _scanner.Comment();
            if (comment.Kind == TokenKind.LineComment)
                Remember(comment);
        }
        return _scanner.Significant();
    }

    private void Remember(in Token comment)
    {
        int last = _comments.Count - 1;
        if (last >= 0 && _comments[last].LastLine == comment.Line - 1)
            _comments[last] = new(_comments[last].Start, comment.End, comment.Line);
        else
            _comments.Add(new(comment.Start, comment.End, comment.Line));
    }

    // The block whose last line is the one before.
    private Comment CommentAbove(int line)
    {
        for (int at = _comments.Count - 1; at >= 0 && _comments[at].LastLine >= line - 1; at--)
        {
            if (_comments[at].LastLine == line - 1)
                return new(Span.Between(_comments[at].Start, _comments[at].End));
        }
        return default;
    }

    private bool Skip(TokenKind kind)
    {
        if (_next.Kind != kind)
            return false;
        Advance();
        return true;
    }

    private void Expect(TokenKind kind)
    {
        Advance();
        if (_current.Kind != kind)
            throw Fail(_current, $"expected a token `{kind.UpstreamName()}`");
    }

    private Name NameOf(in Token token) => Name.Of(_source.AsSpan(token.Start, token.End - token.Start));

    private Name NameOf(int start, int end) => Name.Of(_source.AsSpan(start, end - start));

    private ImmutableArray<T> Empty<T>() => _options.ShareEmpty
        ? ImmutableArray<T>.Empty
        : System.Runtime.InteropServices.ImmutableCollectionsMarshal.AsImmutableArray(NewEmpty<T>());

    private readonly record struct CommentBlock(int Start, int End, int LastLine);

#pragma warning disable CA1825 // An array of its own is the point: see ParserOptions.ShareEmpty.
    private static T[] NewEmpty<T>() => new T[0];
#pragma warning restore CA1825
}
