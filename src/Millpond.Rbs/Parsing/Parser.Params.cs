using System.Runtime.InteropServices;
using Millpond.Rbs.Ast;
using Millpond.Rbs.Lexing;
using Millpond.Rbs.Text;

namespace Millpond.Rbs.Parsing;

public sealed partial class Parser
{
    private enum Forwarding
    {
        ByOption,
        Misplaced,
    }

    // params = '?' | required* optional* rest? trailing* keyword*, the parentheses being the caller's
    private void Params(ref ParamLists lists, Context context, Forwarding forwarding)
    {
        if (_next.Kind == TokenKind.Question && _next2.Kind == TokenKind.RightParen)
        {
            Advance();
            lists.IsUntyped = true;
            return;
        }
        if (_next.Kind != TokenKind.RightParen)
            Positionals(ref lists, context, forwarding);
        if (_next.Kind != TokenKind.RightParen)
            throw Fail(_next, "unexpected token for method type parameters");
    }

    private void Positionals(ref ParamLists lists, Context context, Forwarding forwarding)
    {
        bool goesOn = Required(ref lists, context, forwarding);
        if (goesOn && _next.Kind == TokenKind.Question)
            goesOn = Optionals(ref lists, context);
        if (goesOn && _next.Kind == TokenKind.Question)
        {
            Keywords(ref lists, context, needsFirstComma: false);
            return;
        }
        if (goesOn && _next.Kind == TokenKind.Star)
        {
            Advance();
            lists.Rest = Param(context);
            goesOn = Skip(TokenKind.Comma);
        }
        if (goesOn)
            goesOn = Trailing(ref lists, context);
        if (goesOn)
            Keywords(ref lists, context, needsFirstComma: true);
    }

    // Each of these returns whether a comma, and so another parameter, follows.
    private bool Required(ref ParamLists lists, Context context, Forwarding forwarding)
    {
        int mark = _piles.Params.Count;
        bool goesOn = true;
        while (goesOn && BeginsPositional() && !IsForwarding(ref lists, forwarding))
        {
            _piles.Params.Add(Param(context));
            goesOn = Skip(TokenKind.Comma);
        }
        if (_piles.Params.Count > mark)
            lists.Required = _piles.Params.Take(mark);
        return goesOn && !lists.ForwardingSpan.Exists;
    }

    private bool IsForwarding(ref ParamLists lists, Forwarding forwarding)
    {
        if (_next.Kind != TokenKind.Dot3)
            return false;
        if (forwarding == Forwarding.Misplaced)
            throw Fail(_next, "forwarding parameter is not allowed in this context");
        if (!_options.ForwardingAllowed)
            throw Fail(_next, "forwarding parameter syntax is not enabled");
        Advance();
        lists.ForwardingSpan = _current.Span;
        return true;
    }

    private bool BeginsPositional() =>
        _next.Kind is not (TokenKind.Question or TokenKind.Star or TokenKind.Star2 or TokenKind.RightParen)
        && !IsKeywordNext();

    private bool Optionals(ref ParamLists lists, Context context)
    {
        int mark = _piles.Params.Count;
        bool goesOn = true;
        while (goesOn && _next.Kind == TokenKind.Question && !IsOptionalKeywordNext())
        {
            Advance();
            _piles.Params.Add(Param(context));
            goesOn = Skip(TokenKind.Comma);
        }
        if (_piles.Params.Count > mark)
            lists.Optional = _piles.Params.Take(mark);
        return goesOn;
    }

    // Whether a keyword follows the question mark. That needs a fourth token of look-ahead for `?name?:`, so the
    // scanner looks on from a copy.
    private bool IsOptionalKeywordNext()
    {
        if (!IsNameToken(_next2.Kind) || !_next2.Touches(_next3))
            return false;
        if (_next3.Kind == TokenKind.Colon)
            return true;
        if (_next3.Kind != TokenKind.Question)
            return false;
        Scanner ahead = _scanner;
        while (ahead.SkipBlanks())
            ahead.Comment();
        ahead.Significant(out Token fourth);
        return fourth.Kind == TokenKind.Colon && _next3.Touches(fourth);
    }

    private bool Trailing(ref ParamLists lists, Context context)
    {
        int mark = _piles.Params.Count;
        bool goesOn = true;
        while (goesOn && BeginsPositional())
        {
            _piles.Params.Add(Param(context));
            goesOn = Skip(TokenKind.Comma);
        }
        if (_piles.Params.Count > mark)
            lists.Trailing = _piles.Params.Take(mark);
        return goesOn;
    }

    // keywords = (keyword param | '?' keyword param | '**' param) (',' …)*
    // Upstream does not miss the comma behind an optional keyword that comes right after the positionals.
    private void Keywords(ref ParamLists lists, Context context, bool needsFirstComma)
    {
        bool needsComma = needsFirstComma;
        int required = _piles.RequiredKeywords.Count, optional = _piles.OptionalKeywords.Count;
        while (true)
        {
            if (Skip(TokenKind.Question))
            {
                if (!IsKeywordNext())
                    throw Fail(_next, "optional keyword argument type is expected");
                AddKeyword(ref _piles.OptionalKeywords, optional, Keyword(required, optional, context));
            }
            else if (Skip(TokenKind.Star2))
            {
                lists.RestKeywords = Param(context);
            }
            else if (IsKeywordNext())
            {
                AddKeyword(ref _piles.RequiredKeywords, required, Keyword(required, optional, context));
            }
            else if (IsNameToken(_next.Kind))
            {
                throw Fail(_next, "required keyword argument type is expected");
            }
            else
            {
                break;
            }
            if (!Skip(TokenKind.Comma) && needsComma)
                break;
            needsComma = true;
        }
        lists.RequiredKeywords = TakeMap(ref _piles.RequiredKeywords, required);
        lists.OptionalKeywords = TakeMap(ref _piles.OptionalKeywords, optional);
    }

    private static KeywordParams? TakeMap(ref Pile<KeyValuePair<Name, Param>> pile, int mark) => pile.Count == mark
        ? null
        : new KeywordParams(ImmutableCollectionsMarshal.AsArray(pile.Take(mark))!);

    private KeyValuePair<Name, Param> Keyword(int required, int optional, Context context)
    {
        Name name = KeywordName();
        bool isThere = Has(_piles.RequiredKeywords.From(required), name) || Has(_piles.OptionalKeywords.From(optional), name);
        if (isThere && _refusesDuplicates)
            throw Fail(_current, "duplicated keyword argument");
        Expect(TokenKind.Colon);
        return new(name, Param(context));
    }

    // Before 3.6 the last of a keyword held, in the place of the first.
    private void AddKeyword(
        ref Pile<KeyValuePair<Name, Param>> pile, int mark, KeyValuePair<Name, Param> keyword)
    {
        for (int at = mark; !_refusesDuplicates && at < pile.Count; at++)
        {
            if (!ReferenceEquals(pile[at].Key, keyword.Key))
                continue;
            pile[at] = keyword;
            return;
        }
        pile.Add(keyword);
    }

    private static bool Has(ReadOnlySpan<KeyValuePair<Name, Param>> pairs, Name name)
    {
        foreach (KeyValuePair<Name, Param> pair in pairs)
        {
            if (ReferenceEquals(pair.Key, name))
                return true;
        }
        return false;
    }

    // param = type name?
    private Param Param(Context context)
    {
        int start = _next.Start;
        RbsType type = Type(context);
        if (_next.Kind is TokenKind.Comma or TokenKind.RightParen)
            return new() { Span = Span.Between(start, _current.End), Type = type };
        Advance();
        if (!IsNameToken(_current.Kind))
            throw Fail(_current, "unexpected token for function parameter name");
        return new()
        {
            Span = Span.Between(start, _current.End),
            Type = type,
            Name = Unquoted(_current),
            NameSpan = _current.Span,
        };
    }
}
