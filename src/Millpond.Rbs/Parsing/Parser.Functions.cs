using System.Collections.Immutable;
using Millpond.Rbs.Ast;
using Millpond.Rbs.Lexing;
using Millpond.Rbs.Text;

namespace Millpond.Rbs.Parsing;

public sealed partial class Parser
{
    // method_type = type_params? function
    private MethodType MethodType(Context context)
    {
        int start = _next.Start;
        Scope outer = OpenScope(isFresh: false);
        ImmutableArray<TypeParam> typeParams = TypeParams(isModule: false, out Span typeParamsSpan);
        FunctionParts parts = Function(context, FunctionKind.Method);
        CloseScope(outer);
        return new()
        {
            Span = Span.Between(start, _current.End),
            TypeParams = typeParams,
            TypeParamsSpan = typeParamsSpan,
            Function = parts.Function,
            Block = parts.Block,
        };
    }

    // function = ('(' params ')')? self_binding? block? '->' optional
    private FunctionParts Function(Context context, FunctionKind kind)
    {
        Enter();
        int start = _next.Start;
        bool isMethod = kind == FunctionKind.Method;
        ParamLists lists = new();
        if (Skip(TokenKind.LeftParen))
        {
            Params(ref lists, context & ~Context.Void, isMethod ? Forwarding.ByOption : Forwarding.Misplaced);
            Expect(TokenKind.RightParen);
        }
        RbsType? selfType = isMethod ? null : SelfBinding(context);
        Block? block = BlockNext(lists, context, isAllowed: kind != FunctionKind.Block);
        FunctionType function = Return(lists, start, context);
        Leave();
        return new(function, block, selfType);
    }

    // block = '?'? '{' ('(' params ')')? self_binding? '->' optional '}'
    private Block? BlockNext(in ParamLists outer, Context context, bool isAllowed)
    {
        bool isOptional = _next.Kind == TokenKind.Question && _next2.Kind == TokenKind.LeftBrace;
        if (!isOptional && _next.Kind != TokenKind.LeftBrace)
            return null;
        if (!isAllowed)
            throw Fail(_next, "block is not allowed in this context");
        if (outer.ForwardingSpan.Exists)
            throw Fail(_next, "method type with forwarding parameter cannot have block");
        int start = _next.Start;
        if (isOptional)
            Advance();
        Advance();
        if (outer.IsUntyped)
            throw Fail(_next, "A method type with untyped method parameter cannot have block");
        int functionStart = _next.Start;
        ParamLists lists = new();
        if (Skip(TokenKind.LeftParen))
        {
            Params(ref lists, context & ~Context.Void, Forwarding.Misplaced);
            Expect(TokenKind.RightParen);
        }
        RbsType? selfType = SelfBinding(context);
        FunctionType function = Return(lists, functionStart, context);
        Expect(TokenKind.RightBrace);
        return new()
        {
            Span = Span.Between(start, _current.End),
            Function = function,
            IsRequired = !isOptional,
            SelfType = selfType,
        };
    }

    // '->' optional
    private FunctionType Return(in ParamLists lists, int start, Context context)
    {
        Expect(TokenKind.Arrow);
        RbsType type = Optional(context | Context.Void);
        Span span = Span.Between(start, _current.End);
        if (lists.IsUntyped)
            return new UntypedFunction { Span = span, ReturnType = type };
        return new Function
        {
            Span = span,
            ReturnType = type,
            RequiredPositionals = OrEmpty(lists.Required),
            OptionalPositionals = OrEmpty(lists.Optional),
            RestPositionals = lists.Rest,
            TrailingPositionals = OrEmpty(lists.Trailing),
            RequiredKeywords = OrEmpty(lists.RequiredKeywords),
            OptionalKeywords = OrEmpty(lists.OptionalKeywords),
            RestKeywords = lists.RestKeywords,
            ForwardingSpan = lists.ForwardingSpan,
        };
    }

    // self_binding = '[' 'self' ':' type ']'
    private RbsType? SelfBinding(Context context)
    {
        if (!Skip(TokenKind.LeftBracket))
            return null;
        Expect(TokenKind.Self);
        Expect(TokenKind.Colon);
        RbsType type = Type(context & ~Context.Void);
        Expect(TokenKind.RightBracket);
        return type;
    }

    private ImmutableArray<Param> OrEmpty(ImmutableArray<Param> list) => list.IsDefault ? NoParams() : list;

    private KeywordParams OrEmpty(KeywordParams? map) =>
        map ?? (_sharesEmpty ? KeywordParams.Empty : new KeywordParams(NewEmpty<KeyValuePair<Name, Param>>()));

    private readonly record struct FunctionParts(FunctionType Function, Block? Block, RbsType? SelfType);

    private struct ParamLists
    {
        public ImmutableArray<Param> Required;
        public ImmutableArray<Param> Optional;
        public ImmutableArray<Param> Trailing;
        public Param? Rest;
        public KeywordParams? RequiredKeywords;
        public KeywordParams? OptionalKeywords;
        public Param? RestKeywords;
        public Span ForwardingSpan;
        public bool IsUntyped;
    }
}
