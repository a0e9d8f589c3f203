using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Millpond.Rbs.Ast;
using Millpond.Rbs.Lexing;
using Millpond.Rbs.Text;

namespace Millpond.Rbs.Parsing;

public sealed partial class Parser
{
    private static readonly RbsType[] s_noTypes = [];
    private static readonly Param[] s_noParams = [];
    private static readonly TypeParam[] s_noTypeParams = [];
    private static readonly Annotation[] s_noAnnotations = [];


    private void Advance()
    {
        _current = _next;
        _next = _next2;
        _next2 = _next3;
        Scan(out _next3);
    }

    // Written where it belongs: a token that is returned is copied before its parts have left the store buffer.
    private void Scan(out Token token)
    {
        while (_scanner.SkipBlanks())
        {
            Token comment = _scanner.Comment();
            if (comment.Kind == TokenKind.LineComment)
                Remember(comment);
        }
        _scanner.Significant(out token);
    }

    private void Remember(in Token comment)
    {
        int last = _piles.Comments.Count - 1;
        if (last >= 0 && comment.Start < _piles.Comments[last].End)
            return; // Seen before an error made the parser go back.
        if (last >= 0 && _piles.Comments[last].LastLine == comment.Line - 1)
            _piles.Comments[last] = _piles.Comments[last] with { End = comment.End, LastLine = comment.Line };
        else
            _piles.Comments.Add(new(comment.Start, comment.End, comment.Line));
    }

    // The block whose last line is the one before.
    private Comment CommentAbove(int line)
    {
        for (int at = _piles.Comments.Count - 1; at >= 0 && _piles.Comments[at].LastLine >= line - 1; at--)
        {
            if (_piles.Comments[at].LastLine == line - 1)
                return new(Span.Between(_piles.Comments[at].Start, _piles.Comments[at].End));
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
            throw Missing(kind);
    }

    private SyntaxError Missing(TokenKind kind) => Fail(_current, $"expected a token `{kind.UpstreamName()}`");

    private Name NameOf(in Token token) => Name.Of(_source.AsSpan(token.Start, token.End - token.Start));

    private Name NameOf(int start, int end) => Name.Of(_source.AsSpan(start, end - start));

    private ImmutableArray<T> Empty<T>() => _sharesEmpty
        ? ImmutableArray<T>.Empty
        : ImmutableCollectionsMarshal.AsImmutableArray(NewEmpty<T>());

    // The lists that are empty most often, without the cost of a generic look-up.
    private ImmutableArray<RbsType> NoTypes() => _sharesEmpty ? OfArray(s_noTypes) : Empty<RbsType>();

    private ImmutableArray<Param> NoParams() => _sharesEmpty ? OfArray(s_noParams) : Empty<Param>();

    private ImmutableArray<TypeParam> NoTypeParams() => _sharesEmpty ? OfArray(s_noTypeParams) : Empty<TypeParam>();

    private ImmutableArray<Annotation> NoAnnotations() =>
        _sharesEmpty ? OfArray(s_noAnnotations) : Empty<Annotation>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ImmutableArray<T> OfArray<T>(T[] array) => ImmutableCollectionsMarshal.AsImmutableArray(array);


#pragma warning disable CA1825 // An array of its own is the point: see ParserOptions.ShareEmpty.
    private static T[] NewEmpty<T>() => new T[0];
#pragma warning restore CA1825
}
