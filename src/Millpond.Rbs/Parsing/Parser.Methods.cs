using System.Collections.Immutable;
using Millpond.Rbs.Ast;
using Millpond.Rbs.Lexing;
using Millpond.Rbs.Text;

namespace Millpond.Rbs.Parsing;

public sealed partial class Parser
{
    // ('public' | 'private')? 'def' ('self.' | 'self?.')? method_name ':' overload ('|' overload)*
    private MethodDefinition Method(Lead lead, Body body)
    {
        int start = _next.Start;
        Comment comment = CommentAbove(lead.Line);
        (Visibility visibility, Span visibilitySpan) = VisibilityNext();
        Advance();
        Span keywordSpan = _current.Span;
        Span kindSpan = default;
        MemberKind kind = body == Body.Interface
            ? MemberKind.Instance
            : MemberKindNext(allowBoth: visibility == Visibility.Unspecified, out kindSpan);
        Name name = MethodName(out Span nameSpan);
        if (_next.Kind == TokenKind.Dot && name.Text == "self?")
            throw Fail(_next, "`self?` method cannot have visibility");
        Expect(TokenKind.Colon);
        Scope outer = OpenScope(isFresh: kind != MemberKind.Instance);
        ImmutableArray<Overload> overloads = Overloads(body, out Span overloadingSpan);
        CloseScope(outer);
        return new()
        {
            Span = Span.Between(start, _current.End),
            Comment = comment,
            Annotations = lead.Annotations,
            Name = name,
            NameSpan = nameSpan,
            Kind = kind,
            KindSpan = kindSpan,
            KeywordSpan = keywordSpan,
            Visibility = visibility,
            VisibilitySpan = visibilitySpan,
            Overloads = overloads,
            OverloadingSpan = overloadingSpan,
        };
    }

    // overload ('|' overload)*, where overload = annotation* (method_type | '...') and '...' comes last
    private ImmutableArray<Overload> Overloads(Body body, out Span overloadingSpan)
    {
        Context context = body == Body.Interface ? Context.Self | Context.Void : Context.All;
        int mark = _piles.Overloads.Count;
        overloadingSpan = default;
        do
        {
            Lead lead = Annotations();
            if (_next.Kind == TokenKind.Dot3)
            {
                Advance();
                overloadingSpan = _current.Span;
                break;
            }
            if (!BeginsMethodType(_next.Kind))
                throw Fail(_next, "unexpected token for method type");
            _piles.Overloads.Add(new(MethodType(context), lead.Annotations));
        }
        while (Skip(TokenKind.Bar));
        return _piles.Overloads.Count == mark ? Empty<Overload>() : _piles.Overloads.Take(mark);
    }

    private static bool BeginsMethodType(TokenKind kind) => kind is TokenKind.LeftParen or TokenKind.Arrow
        or TokenKind.LeftBrace or TokenKind.LeftBracket or TokenKind.Question;

    // ('self' '.' | 'self?' '.')?
    private MemberKind MemberKindNext(bool allowBoth, out Span span)
    {
        span = default;
        if (_next.Kind != TokenKind.Self)
            return MemberKind.Instance;
        int start = _next.Start;
        if (_next2.Kind == TokenKind.Dot)
        {
            Advance();
            Advance();
            span = Span.Between(start, _current.End);
            return MemberKind.Singleton;
        }
        if (!allowBoth || _next2.Kind != TokenKind.Question || !_next.Touches(_next2) || _next3.Kind != TokenKind.Dot)
            return MemberKind.Instance;
        Advance();
        Advance();
        Advance();
        span = Span.Between(start, _current.End);
        return MemberKind.SingletonInstance;
    }

    // ('public' | 'private')? attr_keyword 'self.'? method_name ('(' IVAR? ')')? ':' type
    private AttributeMember Attribute(Lead lead)
    {
        int start = _next.Start;
        Comment comment = CommentAbove(lead.Line);
        (Visibility visibility, Span visibilitySpan) = VisibilityNext();
        Advance();
        Token keyword = _current;
        MemberKind kind = MemberKindNext(allowBoth: false, out Span kindSpan);
        Name name = MethodName(out Span nameSpan);
        Name? variable = AttributeVariable(out Span variableSpan, out Span variableNameSpan);
        Expect(TokenKind.Colon);
        Span colonSpan = _current.Span;
        RbsType type = ScopedType(kind == MemberKind.Singleton, Context.Self | Context.Classish);
        return new()
        {
            Span = Span.Between(start, _current.End),
            Comment = comment,
            Annotations = lead.Annotations,
            Attribute = keyword.Kind switch
            {
                TokenKind.AttrReader => AttributeKind.Reader,
                TokenKind.AttrWriter => AttributeKind.Writer,
                _ => AttributeKind.Accessor,
            },
            Kind = kind,
            KindSpan = kindSpan,
            Visibility = visibility,
            VisibilitySpan = visibilitySpan,
            Name = name,
            NameSpan = nameSpan,
            VariableName = variable,
            VariableSpan = variableSpan,
            VariableNameSpan = variableNameSpan,
            Type = type,
            KeywordSpan = keyword.Span,
            ColonSpan = colonSpan,
        };
    }

    private Name? AttributeVariable(out Span span, out Span nameSpan)
    {
        span = nameSpan = default;
        if (!Skip(TokenKind.LeftParen))
            return null;
        int start = _current.Start;
        Name? name = null;
        if (_next.Kind is TokenKind.InstanceVariable or TokenKind.AtRbs)
        {
            Advance();
            nameSpan = _current.Span;
            name = NameOf(_current);
        }
        Expect(TokenKind.RightParen);
        span = Span.Between(start, _current.End);
        return name;
    }

    private RbsType ScopedType(bool isFresh, Context context)
    {
        Scope outer = OpenScope(isFresh);
        RbsType type = Type(context);
        CloseScope(outer);
        return type;
    }
}
