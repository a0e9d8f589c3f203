using System.Collections.Immutable;
using Millpond.Rbs.Ast;
using Millpond.Rbs.Lexing;
using Millpond.Rbs.Text;

namespace Millpond.Rbs.Parsing;

public sealed partial class Parser
{
    // ('class' | 'module') name '=' name
    private ClassAliasDeclaration ClassAlias(
        Lead lead, Comment comment, Span keywordSpan, TypeName newName, Span newNameSpan)
    {
        _pendingBody = null;
        Expect(TokenKind.Equals);
        Span equalsSpan = _current.Span;
        TypeName oldName = DeclaredName(TypeNameKinds.Class, out Span oldNameSpan);
        return new()
        {
            Span = Span.Between(keywordSpan.Start, _current.End),
            Comment = comment,
            Annotations = lead.Annotations,
            IsModule = keywordSpan.Length == "module".Length,
            NewName = newName,
            OldName = oldName,
            KeywordSpan = keywordSpan,
            NewNameSpan = newNameSpan,
            EqualsSpan = equalsSpan,
            OldNameSpan = oldNameSpan,
        };
    }

    // 'type' name type_params? '=' type
    private TypeAliasDeclaration TypeAlias(Lead lead)
    {
        Comment comment = CommentAbove(lead.Line);
        Span keywordSpan = _current.Span;
        TypeName name = DeclaredName(TypeNameKinds.Alias, out Span nameSpan);
        ImmutableArray<TypeParam> typeParams = TypeParams(isModule: true, out Span typeParamsSpan);
        Expect(TokenKind.Equals);
        Span equalsSpan = _current.Span;
        RbsType type = Type(Context.None);
        return new()
        {
            Span = Span.Between(keywordSpan.Start, _current.End),
            Comment = comment,
            Annotations = lead.Annotations,
            Name = name,
            NameSpan = nameSpan,
            KeywordSpan = keywordSpan,
            TypeParams = typeParams,
            TypeParamsSpan = typeParamsSpan,
            EqualsSpan = equalsSpan,
            Type = type,
        };
    }

    // name ':' type
    private ConstantDeclaration Constant(Lead lead)
    {
        int start = _current.Start;
        Comment comment = CommentAbove(_current.Line);
        TypeName name = TypeName(TypeNameKinds.Class);
        Span nameSpan = Span.Between(start, _current.End);
        Expect(TokenKind.Colon);
        Span colonSpan = _current.Span;
        RbsType type = Type(Context.None);
        return new()
        {
            Span = Span.Between(start, _current.End),
            Comment = comment,
            Annotations = lead.Annotations,
            Name = name,
            NameSpan = nameSpan,
            ColonSpan = colonSpan,
            Type = type,
        };
    }

    // GIDENT ':' type
    private GlobalDeclaration Global(Lead lead)
    {
        Token name = _current;
        Comment comment = CommentAbove(name.Line);
        Expect(TokenKind.Colon);
        Span colonSpan = _current.Span;
        RbsType type = Type(Context.None);
        return new()
        {
            Span = Span.Between(name.Start, _current.End),
            Comment = comment,
            Annotations = lead.Annotations,
            Name = NameOf(name),
            NameSpan = name.Span,
            ColonSpan = colonSpan,
            Type = type,
        };
    }

    // ('use' clause (',' clause)*)*
    private ImmutableArray<Directive> Directives(ResolveTypeNamesDirective? magic)
    {
        if (magic is null && _next.Kind != TokenKind.Use)
            return Empty<Directive>();
        List<Directive> directives = magic is null ? [] : [magic];
        while (_next.Kind == TokenKind.Use)
        {
            int start = _next.Start;
            try
            {
                directives.Add(Use());
            }
            catch (SyntaxError)
            {
                RecoverAtTop(start);
            }
        }
        return [.. directives];
    }

    private UseDirective Use()
    {
        Advance();
        Span keywordSpan = _current.Span;
        List<UseClause> clauses = [];
        do
        {
            clauses.Add(Clause());
        }
        while (Skip(TokenKind.Comma));
        return new()
        {
            Span = Span.Between(keywordSpan.Start, _current.End),
            KeywordSpan = keywordSpan,
            Clauses = [.. clauses],
        };
    }

    // clause = namespace name ('as' name)? | namespace '*'
    private UseClause Clause()
    {
        int start = _next.Start;
        Namespace path = UsedNamespace();
        Span pathSpan = Span.Between(start, _current.End);
        Token name = _next;
        switch (name.Kind)
        {
            case TokenKind.Star:
                Advance();
                Span whole = Span.Between(start, _current.End);
                return new WildcardUseClause
                {
                    Span = whole,
                    Namespace = path,
                    NamespaceSpan = pathSpan,
                    StarSpan = _current.Span,
                };
            case TokenKind.UpperIdentifier or TokenKind.LowerIdentifier or TokenKind.UnderscoreUpperIdentifier:
                Advance();
                return SingleClause(start, Ast.TypeName.Of(path, NameOf(name)), name);
            default:
                throw Fail(name, "use clause is expected");
        }
    }

    private SingleUseClause SingleClause(int start, TypeName typeName, in Token name)
    {
        Span typeNameSpan = Span.Between(start, name.End);
        if (!Skip(TokenKind.As))
            return new() { Span = typeNameSpan, TypeName = typeName, TypeNameSpan = typeNameSpan };
        Span keywordSpan = _current.Span;
        Expect(name.Kind);
        return new()
        {
            Span = Span.Between(start, _current.End),
            TypeName = typeName,
            TypeNameSpan = typeNameSpan,
            KeywordSpan = keywordSpan,
            NewName = NameOf(_current),
            NewNameSpan = _current.Span,
        };
    }

    // namespace = '::'? (UIDENT '::')*
    private Namespace UsedNamespace()
    {
        Namespace path = Skip(TokenKind.Colon2) ? Namespace.Root : Namespace.Empty;
        while (_next.Kind == TokenKind.UpperIdentifier && _next2.Kind == TokenKind.Colon2)
        {
            path = path.Append(NameOf(_next));
            Advance();
            Advance();
        }
        return path;
    }
}
