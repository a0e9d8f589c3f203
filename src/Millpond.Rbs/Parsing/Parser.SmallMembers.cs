using System.Collections.Immutable;
using Millpond.Rbs.Ast;
using Millpond.Rbs.Lexing;
using Millpond.Rbs.Text;

namespace Millpond.Rbs.Parsing;

public sealed partial class Parser
{
    // ('include' | 'extend' | 'prepend') name args?
    private MixinMember Mixin(Lead lead, Body body)
    {
        Comment comment = CommentAbove(lead.Line);
        if (body == Body.Interface && _next.Kind != TokenKind.Include)
            throw Fail(_next, "unexpected mixin in interface declaration");
        Advance();
        Token keyword = _current;
        Scope outer = OpenScope(isFresh: keyword.Kind == TokenKind.Extend);
        Advance();
        int nameStart = _current.Start;
        TypeName name = TypeName(body == Body.Interface ? TypeNameKinds.Interface : TypeNameKinds.Mixin);
        Span nameSpan = Span.Between(nameStart, _current.End);
        (ImmutableArray<RbsType> args, int argsStart) =
            Args(body == Body.Interface ? Context.Void : Context.Void | Context.Classish);
        CloseScope(outer);
        return new()
        {
            Span = Span.Between(keyword.Start, _current.End),
            Comment = comment,
            Annotations = lead.Annotations,
            Kind = keyword.Kind switch
            {
                TokenKind.Include => MixinKind.Include,
                TokenKind.Extend => MixinKind.Extend,
                _ => MixinKind.Prepend,
            },
            Name = name,
            NameSpan = nameSpan,
            Args = args,
            ArgsSpan = argsStart == 0 ? Span.None : Span.Between(argsStart, _current.End),
            KeywordSpan = keyword.Span,
        };
    }

    // 'alias' method_name method_name, or both with 'self.'
    private AliasMember AliasMember(Lead lead, Body body)
    {
        Comment comment = CommentAbove(lead.Line);
        Advance();
        Span keywordSpan = _current.Span;
        bool isSingleton = body != Body.Interface && _next.Kind == TokenKind.Self;
        Span newKindSpan = isSingleton ? SelfDot() : default;
        Name newName = MethodName(out Span newNameSpan);
        Span oldKindSpan = isSingleton ? SelfDot() : default;
        Name oldName = MethodName(out Span oldNameSpan);
        return new()
        {
            Span = Span.Between(keywordSpan.Start, _current.End),
            Comment = comment,
            Annotations = lead.Annotations,
            NewName = newName,
            OldName = oldName,
            Kind = isSingleton ? MemberKind.Singleton : MemberKind.Instance,
            KeywordSpan = keywordSpan,
            NewNameSpan = newNameSpan,
            OldNameSpan = oldNameSpan,
            NewKindSpan = newKindSpan,
            OldKindSpan = oldKindSpan,
        };
    }

    private Span SelfDot()
    {
        Expect(TokenKind.Self);
        int start = _current.Start;
        Expect(TokenKind.Dot);
        return Span.Between(start, _current.End);
    }

    // IVAR ':' type | 'self' '.' IVAR ':' type | CVAR ':' type
    private VariableMember Variable()
    {
        int start = _next.Start;
        Comment comment = CommentAbove(_next.Line);
        Span kindSpan = default;
        VariableKind kind = VariableKind.Instance;
        if (_next.Kind == TokenKind.Self)
        {
            kindSpan = SelfDot();
            kind = VariableKind.ClassInstance;
            if (_next.Kind is not (TokenKind.InstanceVariable or TokenKind.AtRbs))
                throw FailUnexpectedly(_next);
        }
        else if (_next.Kind == TokenKind.ClassVariable)
        {
            kind = VariableKind.Class;
        }
        Advance();
        Token name = _current;
        Expect(TokenKind.Colon);
        Span colonSpan = _current.Span;
        Context context = kind == VariableKind.Class ? Context.Classish : Context.Self | Context.Classish;
        RbsType type = ScopedType(isFresh: kind != VariableKind.Instance, context);
        return new()
        {
            Span = Span.Between(start, _current.End),
            Comment = comment,
            Kind = kind,
            KindSpan = kindSpan,
            Name = NameOf(name),
            NameSpan = name.Span,
            ColonSpan = colonSpan,
            Type = type,
        };
    }
}
