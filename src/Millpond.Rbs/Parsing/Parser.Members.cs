using System.Collections.Immutable;
using Millpond.Rbs.Ast;
using Millpond.Rbs.Lexing;
using Millpond.Rbs.Text;

namespace Millpond.Rbs.Parsing;

public sealed partial class Parser
{
    private bool _isUnclosed;

    // The body that belongs to the header being read: an error in the header leaves it behind.
    private Body? _pendingBody;

    // What kind of body is being read, and so what it may hold.
    private enum Body
    {
        ModuleOrClass,
        Interface,
    }

    // member* 'end'
    private ImmutableArray<Member> Members(Body body)
    {
        int mark = _piles.Members.Count;
        _pendingBody = null;
        while (_next.Kind is not (TokenKind.End or TokenKind.Eof))
        {
            int start = _next.Start, depth = _depth;
            Scope scope = new(_variableCount, _scopeStart);
            try
            {
                _piles.Members.Add(body == Body.Interface ? InterfaceMember() : ModuleMember());
            }
            catch (SyntaxError) when (!HasTooManyErrors)
            {
                Recover(start, scope, depth);
            }
        }
        if (_next.Kind == TokenKind.Eof)
            ReportUnclosed(body);
        else
            Advance();
        return _piles.Members.Count == mark ? Empty<Member>() : _piles.Members.Take(mark);
    }

    // The first of nested bodies that meets the end says so; what has been read of all of them is kept.
    private void ReportUnclosed(Body body)
    {
        if (!_isUnclosed)
            Fail(_next, UnexpectedMember(body));
        _isUnclosed = true;
    }

    private Span EndSpan() => _current.Kind == TokenKind.End ? _current.Span : Span.None;

    private static string UnexpectedMember(Body body) => body == Body.Interface
        ? "unexpected token for interface declaration member"
        : "unexpected token for class/module declaration member";

    // member = annotation* (def | attr | mixin | alias | variable | visibility | decl)
    private Member ModuleMember()
    {
        Lead lead = Annotations();
        switch (_next.Kind)
        {
            case TokenKind.Def: return Method(lead, Body.ModuleOrClass);
            case TokenKind.AttrReader or TokenKind.AttrWriter or TokenKind.AttrAccessor: return Attribute(lead);
            case TokenKind.Include or TokenKind.Extend or TokenKind.Prepend: return Mixin(lead, Body.ModuleOrClass);
            case TokenKind.Alias: return AliasMember(lead, Body.ModuleOrClass);
            case TokenKind.Public or TokenKind.Private: return AfterVisibility(lead);
            case TokenKind.InstanceVariable or TokenKind.AtRbs or TokenKind.ClassVariable or TokenKind.Self:
                if (!lead.Annotations.IsEmpty)
                    throw Fail(_next, "annotation cannot be given to variable members");
                return Variable();
            default:
                return Declaration(lead, UnexpectedMember(Body.ModuleOrClass));
        }
    }

    // interface_member = annotation* (def | 'include' … | alias)
    private Member InterfaceMember()
    {
        Lead lead = Annotations();
        return _next.Kind switch
        {
            TokenKind.Def => Method(lead, Body.Interface),
            TokenKind.Include or TokenKind.Extend or TokenKind.Prepend => Mixin(lead, Body.Interface),
            TokenKind.Alias => AliasMember(lead, Body.Interface),
            _ => throw Unexpected(UnexpectedMember(Body.Interface)),
        };
    }

    private SyntaxError Unexpected(string message) => Fail(_next, message);

    // ('public' | 'private') newline, or before a method or attribute on the same line
    private Member AfterVisibility(Lead lead)
    {
        if (_next.Line == _next2.Line)
        {
            return _next2.Kind switch
            {
                TokenKind.Def => Method(lead, Body.ModuleOrClass),
                TokenKind.AttrReader or TokenKind.AttrWriter or TokenKind.AttrAccessor => Attribute(lead),
                _ => throw Fail(_next2, "method or attribute definition is expected after visibility modifier"),
            };
        }
        if (!lead.Annotations.IsEmpty)
            throw Fail(_next, "annotation cannot be given to visibility members");
        (Visibility visibility, Span span) = VisibilityNext();
        return new VisibilityMember { Span = span, Visibility = visibility };
    }

    private (Visibility Visibility, Span Span) VisibilityNext()
    {
        Visibility visibility = _next.Kind switch
        {
            TokenKind.Public => Visibility.Public,
            TokenKind.Private => Visibility.Private,
            _ => Visibility.Unspecified,
        };
        if (visibility == Visibility.Unspecified)
            return default;
        Advance();
        return (visibility, _current.Span);
    }

    // annotation*, and the line that a doc comment must end above
    private Lead Annotations()
    {
        int line = _next.Line;
        if (_next.Kind != TokenKind.Annotation)
            return new(NoAnnotations(), line);
        int mark = _piles.Annotations.Count;
        while (Skip(TokenKind.Annotation))
            _piles.Annotations.Add(new() { Span = _current.Span, Text = AnnotationText(_current) });
        return new(_piles.Annotations.Take(mark), line);
    }

    // Without %a, the brackets, and blanks at both ends.
    private string AnnotationText(in Token token)
    {
        ReadOnlySpan<byte> text = _source.AsSpan(token.Start + 3, token.End - token.Start - 4);
        return Utf8.ToText(text.Trim(" \t\r\n\f\v"u8));
    }

    private readonly record struct Lead(ImmutableArray<Annotation> Annotations, int Line);
}
