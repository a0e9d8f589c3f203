using System.Collections.Immutable;
using Millpond.Rbs.Ast;
using Millpond.Rbs.Lexing;
using Millpond.Rbs.Text;

namespace Millpond.Rbs.Parsing;

// Annotations in comments of Ruby source, as of RBS 4.0.
public sealed partial class Parser
{
    // trailing = ':' (class_alias | type) | '[' type (',' type)* ']'
    private InlineAnnotation TrailingAnnotation()
    {
        Span prefix = _next.Span;
        InlineAnnotation annotation = _next.Kind switch
        {
            TokenKind.Colon => Assertion(prefix),
            TokenKind.LeftBracket => Application(prefix),
            _ => throw Fail(_next, "unexpected token for inline trailing annotation"),
        };
        Expect(TokenKind.Eof);
        return annotation;
    }

    private InlineAnnotation Assertion(Span prefix)
    {
        Advance();
        if (_next.Kind is TokenKind.ClassAlias or TokenKind.ModuleAlias)
            return AliasAnnotation(prefix);
        RbsType type = Type(Context.All);
        return new TypeAssertion { Span = prefix.To(_current.Span), PrefixSpan = prefix, Type = type };
    }

    // ('class-alias' | 'module-alias') class_name?
    private ClassAliasAnnotation AliasAnnotation(Span prefix)
    {
        Advance();
        Token keyword = _current;
        TypeName? name = null;
        Span nameSpan = default;
        if (_next.Kind is TokenKind.UpperIdentifier or TokenKind.Colon2)
            name = DeclaredName(TypeNameKinds.Class, out nameSpan);
        return new()
        {
            Span = prefix.To(_current.Span),
            PrefixSpan = prefix,
            IsModule = keyword.Kind == TokenKind.ModuleAlias,
            KeywordSpan = keyword.Span,
            TypeName = name,
            TypeNameSpan = nameSpan,
        };
    }

    private TypeApplication Application(Span prefix)
    {
        Advance();
        if (_next.Kind == TokenKind.RightBracket)
            throw Fail(_next, "type application cannot be empty");
        (ImmutableArray<RbsType> args, ImmutableArray<Span> commas) = BracketedTypes();
        return new()
        {
            Span = prefix.To(_current.Span),
            PrefixSpan = prefix,
            Args = args,
            CommaSpans = commas,
            CloseBracketSpan = _current.Span,
        };
    }

    // type (',' type)* ']'
    private (ImmutableArray<RbsType> Types, ImmutableArray<Span> Commas) BracketedTypes()
    {
        List<Span> commas = [];
        int mark = _piles.Types.Count;
        while (true)
        {
            _piles.Types.Add(Type(Context.All));
            if (_next.Kind == TokenKind.RightBracket)
                break;
            if (_next.Kind != TokenKind.Comma)
                throw Fail(_next, "comma delimited type list is expected");
            Advance();
            commas.Add(_current.Span);
            if (_next.Kind == TokenKind.RightBracket)
                throw Fail(_next, "unexpected trailing comma");
        }
        Advance();
        return (_piles.Types.Take(mark), [.. commas]);
    }

    // leading = ':' annotation* method_type | '@rbs' …
    private InlineAnnotation LeadingAnnotation()
    {
        Span prefix = _next.Span;
        InlineAnnotation annotation;
        switch (_next.Kind)
        {
            case TokenKind.Colon:
                Advance();
                Lead lead = Annotations();
                MethodType methodType = MethodType(Context.All);
                annotation = new ColonMethodTypeAnnotation
                {
                    Span = prefix.To(_current.Span),
                    PrefixSpan = prefix,
                    Annotations = lead.Annotations,
                    MethodType = methodType,
                };
                break;
            case TokenKind.AtRbs:
                Advance();
                annotation = AtRbs(prefix);
                break;
            default:
                throw Fail(_next, "unexpected token for inline leading annotation");
        }
        Expect(TokenKind.Eof);
        return annotation;
    }

    private InlineAnnotation AtRbs(Span prefix)
    {
        switch (_next.Kind)
        {
            case TokenKind.Dot3 or TokenKind.Annotation:
            case TokenKind kind when BeginsMethodType(kind):
                return MethodTypes(prefix);
            case TokenKind.Skip when _next2.Kind is TokenKind.InlineComment or TokenKind.Eof:
                Advance();
                Span skipSpan = _current.Span;
                Span skipComment = InlineComment();
                return new SkipAnnotation
                {
                    Span = prefix.To(_current.Span),
                    PrefixSpan = prefix,
                    SkipSpan = skipSpan,
                    CommentSpan = skipComment,
                };
            case TokenKind.Return:
                return ReturnAnnotation(prefix);
            case TokenKind.InstanceVariable:
                return VariableAnnotation(prefix);
            case TokenKind.Star or TokenKind.Star2:
                Advance();
                return ParamAnnotation(prefix, _current);
            case TokenKind.Amp:
                return BlockAnnotation(prefix);
            case TokenKind.ModuleSelf:
                return ModuleSelfAnnotation(prefix);
            case TokenKind kind when IsNameToken(kind):
                return ParamAnnotation(prefix, default);
            default:
                throw Fail(_next, "unexpected token for @rbs annotation");
        }
    }

    // overload ('|' overload)*, where the last may be '...'
    private MethodTypesAnnotation MethodTypes(Span prefix)
    {
        List<Overload> overloads = [];
        List<Span> bars = [];
        Span overloadingSpan = default;
        while (true)
        {
            Lead lead = Annotations();
            if (Skip(TokenKind.Dot3))
            {
                overloadingSpan = _current.Span;
                break;
            }
            overloads.Add(new(MethodType(Context.All), lead.Annotations));
            if (!Skip(TokenKind.Bar))
                break;
            bars.Add(_current.Span);
        }
        return new()
        {
            Span = prefix.To(_current.Span),
            PrefixSpan = prefix,
            Overloads = [.. overloads],
            BarSpans = [.. bars],
            OverloadingSpan = overloadingSpan,
        };
    }

    private Span InlineComment() => Skip(TokenKind.InlineComment) ? _current.Span : Span.None;
}
