using System.Collections.Immutable;
using Millpond.Rbs.Ast;
using Millpond.Rbs.Lexing;
using Millpond.Rbs.Text;

namespace Millpond.Rbs.Parsing;

public sealed partial class Parser
{
    // type = intersection ('|' intersection)*
    private RbsType Type(Context context)
    {
        Token first = _next;
        RbsType type = IntersectionOf(first, OptionalOf(first, Simple(context)), context);
        if (_next.Kind != TokenKind.Bar)
            return type;
        RefuseBareVoid(first);
        int mark = _piles.Types.Count;
        _piles.Types.Add(type);
        while (Skip(TokenKind.Bar))
        {
            Token start = _next;
            Context inner = context & ~Context.Void;
            _piles.Types.Add(IntersectionOf(start, OptionalOf(start, Simple(inner)), inner));
        }
        ImmutableArray<RbsType> types = _piles.Types.Take(mark);
        return new UnionType { Span = Span.Between(first.Start, _current.End), Types = types };
    }

    // intersection = optional ('&' optional)*, whose first operand has been read
    private RbsType IntersectionOf(in Token first, RbsType type, Context context)
    {
        if (_next.Kind != TokenKind.Amp)
            return type;
        RefuseBareVoid(first);
        int mark = _piles.Types.Count;
        _piles.Types.Add(type);
        while (Skip(TokenKind.Amp))
            _piles.Types.Add(Optional(context & ~Context.Void));
        ImmutableArray<RbsType> types = _piles.Types.Take(mark);
        return new IntersectionType { Span = Span.Between(first.Start, _current.End), Types = types };
    }

    // optional = simple '?'?
    private RbsType Optional(Context context)
    {
        Token first = _next;
        return OptionalOf(first, Simple(context));
    }

    private RbsType OptionalOf(in Token first, RbsType type)
    {
        if (_next.Kind != TokenKind.Question)
            return type;
        RefuseBareVoid(first);
        Advance();
        return new OptionalType { Span = Span.Between(first.Start, _current.End), Type = type };
    }

    // `void?`, `void | A` and `void & A` are refused where `void` alone is not; `(void)?` is not.
    private void RefuseBareVoid(in Token first)
    {
        if (first.Kind == TokenKind.Void && _limitsContexts)
            throw Fail(first, "void type is not allowed here");
    }

    // simple = '(' type ')' | base | literal | name args? | 'singleton' … | tuple | record | proc
    private RbsType Simple(Context context)
    {
        Advance();
        switch (_current.Kind)
        {
            case TokenKind.UpperIdentifier:
                Name name = NameOf(_current);
                return IsVariable(name) ? new VariableType { Span = _current.Span, Name = name } : Named(name);
            case TokenKind.LowerIdentifier or TokenKind.UnderscoreUpperIdentifier or TokenKind.Colon2
                or TokenKind.Skip or TokenKind.Return:
                return Named(null);
            case TokenKind.Untyped: return Base(BaseTypeKind.Any);
            case TokenKind.Bool: return Base(BaseTypeKind.Bool);
            case TokenKind.Nil: return Base(BaseTypeKind.Nil);
            case TokenKind.Bot: return Base(BaseTypeKind.Bottom);
            case TokenKind.Top: return Base(BaseTypeKind.Top);
            case TokenKind.Todo: return Base(BaseTypeKind.Todo);
            case TokenKind.Void: return Limited(BaseTypeKind.Void, context & Context.Void);
            case TokenKind.Self: return Limited(BaseTypeKind.Self, context & Context.Self);
            case TokenKind.Instance: return Limited(BaseTypeKind.Instance, context & Context.Classish);
            case TokenKind.Class: return Limited(BaseTypeKind.Class, context & Context.Classish);
            case TokenKind.ArefOperator: return new TupleType { Span = _current.Span, Types = NoTypes() };
            case TokenKind.True or TokenKind.False or TokenKind.Integer or TokenKind.DoubleQuotedString
                or TokenKind.SingleQuotedString or TokenKind.Symbol or TokenKind.DoubleQuotedSymbol
                or TokenKind.SingleQuotedSymbol:
                return Literal();
        }
        Enter();
        RbsType type = _current.Kind switch
        {
            TokenKind.LeftParen => Parenthesized(context),
            TokenKind.LeftBracket => Tuple(context),
            TokenKind.LeftBrace => Record(context),
            TokenKind.Hat => Proc(context),
            TokenKind.Singleton => Singleton(context),
            _ => throw Fail(_current, "unexpected token for simple type"),
        };
        Leave();
        return type;
    }

    private BaseType Base(BaseTypeKind kind) => new() { Span = _current.Span, Kind = kind };

    private BaseType Limited(BaseTypeKind kind, Context allowed) => allowed != Context.None || !_limitsContexts
        ? Base(kind)
        : throw Fail(_current, $"{_buffer.TextOf(_current.Span)} type is not allowed here");

    private RbsType Parenthesized(Context context)
    {
        RbsType type = Type(context);
        Expect(TokenKind.RightParen);
        return type;
    }

    // '[' (type (',' type)* ','?)? ']'
    private TupleType Tuple(Context context)
    {
        int start = _current.Start;
        ImmutableArray<RbsType> types =
            _next.Kind == TokenKind.RightBracket ? NoTypes() : TypeList(context & ~Context.Void);
        Expect(TokenKind.RightBracket);
        return new() { Span = Span.Between(start, _current.End), Types = types };
    }

    // type (',' type)* ','? up to a bracket, which stays
    private ImmutableArray<RbsType> TypeList(Context context)
    {
        int mark = _piles.Types.Count;
        while (true)
        {
            _piles.Types.Add(Type(context));
            bool hasComma = Skip(TokenKind.Comma);
            if (_next.Kind == TokenKind.RightBracket)
                return _piles.Types.Take(mark);
            if (!hasComma)
                throw Fail(_next, "comma delimited type list is expected");
        }
    }

    // name args?, where `head` is the name at the current token if it has been looked up already
    private NamedType Named(Name? head)
    {
        int start = _current.Start;
        TypeName name = TypeName(TypeNameKinds.Any, head);
        (ImmutableArray<RbsType> args, int argsStart) = Args();
        Span span = Span.Between(start, _current.End);
        return name.Kind switch
        {
            TypeNameKind.Class =>
                new ClassInstanceType { Span = span, Name = name, NameStart = start, Args = args, ArgsStart = argsStart },
            TypeNameKind.Interface =>
                new InterfaceType { Span = span, Name = name, NameStart = start, Args = args, ArgsStart = argsStart },
            _ => new AliasType { Span = span, Name = name, NameStart = start, Args = args, ArgsStart = argsStart },
        };
    }

    // args = ('[' type (',' type)* ','? ']')?
    private (ImmutableArray<RbsType> Args, int Start) Args(Context context = Context.All)
    {
        if (_next.Kind != TokenKind.LeftBracket)
            return (NoTypes(), 0);
        Enter();
        Advance();
        int start = _current.Start;
        ImmutableArray<RbsType> args = TypeList(context);
        Expect(TokenKind.RightBracket);
        Leave();
        return (args, start);
    }

    // 'singleton' '(' class_name ')' args?
    private SingletonType Singleton(Context context)
    {
        int start = _current.Start;
        Expect(TokenKind.LeftParen);
        Advance();
        int nameStart = _current.Start;
        TypeName name = TypeName(TypeNameKinds.Class);
        Expect(TokenKind.RightParen);
        (ImmutableArray<RbsType> args, int argsStart) = Args(context | Context.Void);
        return new()
        {
            Span = Span.Between(start, _current.End),
            Name = name,
            NameStart = nameStart,
            Args = args,
            ArgsStart = argsStart,
        };
    }

    // '^' function
    private ProcType Proc(Context context)
    {
        int start = _current.Start;
        FunctionParts parts = Function(context, FunctionKind.Proc);
        return new()
        {
            Span = Span.Between(start, _current.End),
            Function = parts.Function,
            Block = parts.Block,
            SelfType = parts.SelfType,
        };
    }
}
