using System.Collections.Immutable;
using Millpond.Rbs.Ast;
using Millpond.Rbs.Lexing;
using Millpond.Rbs.Text;

namespace Millpond.Rbs.Parsing;

public sealed partial class Parser
{
    // file = use* decl*
    private SignatureFile Signature(ResolveTypeNamesDirective? magic)
    {
        ImmutableArray<Directive> directives = Directives(magic);
        while (_next.Kind != TokenKind.Eof && !HasTooManyErrors)
        {
            int start = _next.Start;
            try
            {
                _piles.Declarations.Add(Declaration(Annotations(), "cannot start a declaration"));
            }
            catch (SyntaxError)
            {
                RecoverAtTop(start);
            }
        }
        return new()
        {
            Buffer = _buffer,
            Directives = directives,
            Declarations = _piles.Declarations.Count == 0 ? Empty<Declaration>() : _piles.Declarations.Take(0),
            Diagnostics = TakeDiagnostics(),
        };
    }

    // An `end` that nothing opened is skipped silently: what was to open it has been reported.
    private void RecoverAtTop(int start)
    {
        do
        {
            Recover(start, default, depth: 0, isTop: true);
            start = _next.Start;
        }
        while (_next.Kind == TokenKind.End);
    }

    // decl = class | module | interface | type_alias | constant | global
    private Declaration Declaration(Lead lead, string otherwise)
    {
        Enter();
        Scope outer = OpenScope(isFresh: true);
        Advance();
        try
        {
            return _current.Kind switch
            {
                TokenKind.Class => Class(lead),
                TokenKind.Module => Module(lead),
                TokenKind.Interface => Interface(lead),
                TokenKind.Type => TypeAlias(lead),
                TokenKind.UpperIdentifier or TokenKind.Colon2 => Constant(lead),
                TokenKind.GlobalVariable => Global(lead),
                _ => throw Fail(_current, otherwise),
            };
        }
        catch (SyntaxError) when (_pendingBody is not null)
        {
            SkipBody(outer);
            throw;
        }
        finally
        {
            CloseScope(outer);
            Leave();
        }
    }

    // Behind a broken header: the body is read for its own errors, so that its `end` closes nothing else.
    private void SkipBody(Scope scope)
    {
        Body body = _pendingBody!.Value;
        _pendingBody = null;
        if (_current.Kind == TokenKind.End || _next.Kind == TokenKind.Equals)
            return;
        Recover(from: -1, scope, _depth);
        int mark = _piles.Members.Count;
        Members(body);
        _piles.Members.Cut(mark);
    }

    // 'class' name type_params? ('<' name args?)? member* 'end' | 'class' name '=' name
    private Declaration Class(Lead lead)
    {
        Comment comment = CommentAbove(lead.Line);
        _pendingBody = Body.ModuleOrClass;
        Span keywordSpan = _current.Span;
        TypeName name = DeclaredName(TypeNameKinds.Class, out Span nameSpan);
        if (_next.Kind == TokenKind.Equals)
            return ClassAlias(lead, comment, keywordSpan, name, nameSpan);
        ImmutableArray<TypeParam> typeParams = TypeParams(isModule: true, out Span typeParamsSpan);
        Span lessThanSpan = default;
        ClassReference? super = null;
        if (Skip(TokenKind.Less))
        {
            lessThanSpan = _current.Span;
            super = Reference(TypeNameKinds.Class);
        }
        ImmutableArray<Member> members = Members(Body.ModuleOrClass);
        return new ClassDeclaration
        {
            Span = Span.Between(keywordSpan.Start, _current.End),
            Comment = comment,
            Annotations = lead.Annotations,
            Name = name,
            NameSpan = nameSpan,
            KeywordSpan = keywordSpan,
            TypeParams = typeParams,
            TypeParamsSpan = typeParamsSpan,
            LessThanSpan = lessThanSpan,
            SuperClass = super,
            Members = members,
            EndSpan = EndSpan(),
        };
    }

    // 'module' name type_params? (':' self_type (',' self_type)*)? member* 'end' | 'module' name '=' name
    private Declaration Module(Lead lead)
    {
        Comment comment = CommentAbove(lead.Line);
        _pendingBody = Body.ModuleOrClass;
        Span keywordSpan = _current.Span;
        TypeName name = DeclaredName(TypeNameKinds.Class, out Span nameSpan);
        if (_next.Kind == TokenKind.Equals)
            return ClassAlias(lead, comment, keywordSpan, name, nameSpan);
        ImmutableArray<TypeParam> typeParams = TypeParams(isModule: true, out Span typeParamsSpan);
        ImmutableArray<ClassReference> selfTypes = SelfTypes(out Span colonSpan, out Span selfTypesSpan);
        ImmutableArray<Member> members = Members(Body.ModuleOrClass);
        return new ModuleDeclaration
        {
            Span = Span.Between(keywordSpan.Start, _current.End),
            Comment = comment,
            Annotations = lead.Annotations,
            Name = name,
            NameSpan = nameSpan,
            KeywordSpan = keywordSpan,
            TypeParams = typeParams,
            TypeParamsSpan = typeParamsSpan,
            SelfTypes = selfTypes,
            ColonSpan = colonSpan,
            SelfTypesSpan = selfTypesSpan,
            Members = members,
            EndSpan = EndSpan(),
        };
    }

    private ImmutableArray<ClassReference> SelfTypes(out Span colonSpan, out Span span)
    {
        colonSpan = span = default;
        if (!Skip(TokenKind.Colon))
            return Empty<ClassReference>();
        colonSpan = _current.Span;
        int start = _next.Start;
        do
        {
            _piles.References.Add(Reference(TypeNameKinds.Mixin));
        }
        while (Skip(TokenKind.Comma));
        span = Span.Between(start, _current.End);
        return _piles.References.Take(0);
    }

    // 'interface' name type_params? interface_member* 'end'
    private InterfaceDeclaration Interface(Lead lead)
    {
        Comment comment = CommentAbove(lead.Line);
        _pendingBody = Body.Interface;
        Span keywordSpan = _current.Span;
        TypeName name = DeclaredName(TypeNameKinds.Interface, out Span nameSpan);
        ImmutableArray<TypeParam> typeParams = TypeParams(isModule: true, out Span typeParamsSpan);
        ImmutableArray<Member> members = Members(Body.Interface);
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
            Members = members,
            EndSpan = EndSpan(),
        };
    }

    private TypeName DeclaredName(TypeNameKinds kinds, out Span span)
    {
        Advance();
        int start = _current.Start;
        TypeName name = TypeName(kinds);
        span = Span.Between(start, _current.End);
        return name;
    }

    private ClassReference Reference(TypeNameKinds kinds)
    {
        TypeName name = DeclaredName(kinds, out Span nameSpan);
        (ImmutableArray<RbsType> args, int argsStart) = Args(Context.Void);
        return new()
        {
            Span = Span.Between(nameSpan.Start, _current.End),
            Name = name,
            NameSpan = nameSpan,
            Args = args,
            ArgsSpan = argsStart == 0 ? Span.None : Span.Between(argsStart, _current.End),
        };
    }
}
