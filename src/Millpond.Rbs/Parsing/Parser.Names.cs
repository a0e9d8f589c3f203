using Millpond.Rbs.Ast;
using Millpond.Rbs.Lexing;

namespace Millpond.Rbs.Parsing;

public sealed partial class Parser
{
    // type_name = '::'? (UIDENT '::')* (LIDENT | ULIDENT | UIDENT), without blanks, from the current token on.
    // `head` is the first name if it has been looked up already.
    private TypeName TypeName(TypeNameKinds kinds, Name? head = null)
    {
        Namespace path = Namespace.Empty;
        if (_current.Kind == TokenKind.Colon2)
        {
            if (!_current.Touches(_next))
                throw Fail(_next, "unexpected token");
            Advance();
            path = Namespace.Root;
        }
        while (_current.Kind == TokenKind.UpperIdentifier && _next.Kind == TokenKind.Colon2
            && _current.Touches(_next) && _next.Touches(_next2))
        {
            path = path.Append(head ?? NameOf(_current));
            head = null;
            Advance();
            Advance();
        }
        TypeNameKinds kind = _current.Kind switch
        {
            TokenKind.UpperIdentifier => TypeNameKinds.Class,
            TokenKind.UnderscoreUpperIdentifier => TypeNameKinds.Interface,
            TokenKind.LowerIdentifier or TokenKind.Skip or TokenKind.Return => TypeNameKinds.Alias,
            _ => TypeNameKinds.None,
        };
        if ((kind & kinds) == 0)
            throw Fail(_current, $"expected one of {Describe(kinds)}");
        return Ast.TypeName.Of(path, head ?? NameOf(_current));
    }

    private static string Describe(TypeNameKinds kinds) => kinds.HasFlag(TypeNameKinds.Class) ? "class/module/constant name"
        : kinds.HasFlag(TypeNameKinds.Interface) ? "interface name"
        : "alias name";

    // A name that can be a keyword argument's or a parameter's.
    private static bool IsNameToken(TokenKind kind) => kind.IsKeyword() || kind is TokenKind.LowerIdentifier
        or TokenKind.UpperIdentifier or TokenKind.UnderscoreUpperIdentifier or TokenKind.UnderscoreLowerIdentifier
        or TokenKind.NonAsciiIdentifier or TokenKind.QuotedIdentifier or TokenKind.BangIdentifier;

    // keyword = name '?'? ':', without blanks
    private bool IsKeywordNext()
    {
        if (_next2.Kind is not (TokenKind.Colon or TokenKind.Question) || !_next.Touches(_next2) || !IsNameToken(_next.Kind))
            return false;
        return _next2.Kind == TokenKind.Colon || (_next3.Kind == TokenKind.Colon && _next2.Touches(_next3));
    }

    // The name of a keyword, with its question mark, and with its backquotes, as upstream; the colon stays.
    private Name KeywordName()
    {
        Advance();
        int start = _current.Start;
        if (_next.Kind == TokenKind.Question)
        {
            Advance();
            return NameOf(start, _current.End);
        }
        return NameOf(_current);
    }

    private Name Unquoted(in Token token) => token.Kind == TokenKind.QuotedIdentifier
        ? NameOf(token.Start + 1, token.End - 1)
        : NameOf(token);

    // method_name = name '?'? | name! | name= | `name` | operator
    private Name MethodName(out Text.Span span)
    {
        Advance();
        span = _current.Span;
        switch (_current.Kind)
        {
            case TokenKind.BangIdentifier or TokenKind.EqualsIdentifier or TokenKind.QuotedIdentifier
                or TokenKind.Bar or TokenKind.Hat or TokenKind.Amp or TokenKind.Star or TokenKind.Star2
                or TokenKind.Less or TokenKind.Greater or TokenKind.ArefOperator or TokenKind.Operator:
                return Unquoted(_current);
            case TokenKind kind when IsNameToken(kind):
                int start = _current.Start;
                if (_next.Kind != TokenKind.Question || !_current.Touches(_next))
                    return NameOf(_current);
                Advance();
                span = Text.Span.Between(start, _current.End);
                return NameOf(start, _current.End);
            default:
                throw Fail(_current, "unexpected token for method name");
        }
    }
}
