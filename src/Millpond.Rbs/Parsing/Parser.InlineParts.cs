using System.Collections.Immutable;
using Millpond.Rbs.Ast;
using Millpond.Rbs.Lexing;
using Millpond.Rbs.Text;

namespace Millpond.Rbs.Parsing;

// What may follow `@rbs`: each ends in an optional comment behind `--`.
public sealed partial class Parser
{
    // 'return' ':' type
    private ReturnTypeAnnotation ReturnAnnotation(Span prefix)
    {
        Advance();
        Span returnSpan = _current.Span;
        Expect(TokenKind.Colon);
        Span colonSpan = _current.Span;
        RbsType type = Type(Context.All);
        Span commentSpan = InlineComment();
        return new()
        {
            Span = prefix.To(_current.Span),
            PrefixSpan = prefix,
            ReturnSpan = returnSpan,
            ColonSpan = colonSpan,
            ReturnType = type,
            CommentSpan = commentSpan,
        };
    }

    // IVAR ':' type
    private InstanceVariableAnnotation VariableAnnotation(Span prefix)
    {
        Advance();
        Token name = _current;
        Expect(TokenKind.Colon);
        Span colonSpan = _current.Span;
        RbsType type = Type(Context.Self | Context.Classish);
        Span commentSpan = InlineComment();
        return new()
        {
            Span = prefix.To(_current.Span),
            PrefixSpan = prefix,
            Name = NameOf(name),
            NameSpan = name.Span,
            ColonSpan = colonSpan,
            Type = type,
            CommentSpan = commentSpan,
        };
    }

    // name ':' type | ('*' | '**') name? ':' type
    private ParamTypeAnnotation ParamAnnotation(Span prefix, Token star)
    {
        Span nameSpan = default;
        if (IsNameToken(_next.Kind))
        {
            Advance();
            nameSpan = _current.Span;
        }
        Expect(TokenKind.Colon);
        Span colonSpan = _current.Span;
        RbsType type = Type(Context.Self | Context.Classish);
        Span commentSpan = InlineComment();
        return new()
        {
            Span = prefix.To(_current.Span),
            PrefixSpan = prefix,
            Kind = star.Kind switch
            {
                TokenKind.Star => InlineParamKind.Splat,
                TokenKind.Star2 => InlineParamKind.DoubleSplat,
                _ => InlineParamKind.Plain,
            },
            StarSpan = star.Span,
            NameSpan = nameSpan,
            ColonSpan = colonSpan,
            ParamType = type,
            CommentSpan = commentSpan,
        };
    }

    // '&' name? ':' '?'? function
    private BlockParamTypeAnnotation BlockAnnotation(Span prefix)
    {
        Advance();
        Span ampersandSpan = _current.Span, nameSpan = default, questionSpan = default;
        if (IsNameToken(_next.Kind))
        {
            Advance();
            nameSpan = _current.Span;
        }
        Expect(TokenKind.Colon);
        Span colonSpan = _current.Span;
        if (Skip(TokenKind.Question))
            questionSpan = _current.Span;
        FunctionParts parts = Function(Context.All, FunctionKind.Block);
        Span typeSpan = parts.Function.Span;
        Span commentSpan = InlineComment();
        return new()
        {
            Span = prefix.To(_current.Span),
            PrefixSpan = prefix,
            AmpersandSpan = ampersandSpan,
            NameSpan = nameSpan,
            ColonSpan = colonSpan,
            QuestionSpan = questionSpan,
            Function = parts.Function,
            TypeSpan = typeSpan,
            CommentSpan = commentSpan,
        };
    }

    // 'module-self' ':' name ('[' type (',' type)* ']')?
    private ModuleSelfAnnotation ModuleSelfAnnotation(Span prefix)
    {
        Advance();
        Span keywordSpan = _current.Span;
        Expect(TokenKind.Colon);
        Span colonSpan = _current.Span;
        TypeName name = DeclaredName(TypeNameKinds.Mixin, out _);
        ImmutableArray<RbsType> args = NoTypes();
        ImmutableArray<Span> commas = Empty<Span>();
        Span openSpan = default, closeSpan = default;
        if (Skip(TokenKind.LeftBracket))
        {
            openSpan = _current.Span;
            (args, commas) = BracketedTypes();
            closeSpan = _current.Span;
        }
        Span commentSpan = InlineComment();
        return new()
        {
            Span = prefix.To(_current.Span),
            PrefixSpan = prefix,
            KeywordSpan = keywordSpan,
            ColonSpan = colonSpan,
            Name = name,
            Args = args,
            OpenBracketSpan = openSpan,
            CloseBracketSpan = closeSpan,
            CommaSpans = commas,
            CommentSpan = commentSpan,
        };
    }
}
