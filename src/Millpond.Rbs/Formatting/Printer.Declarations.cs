using System.Collections.Immutable;
using Millpond.Rbs.Ast;
using Millpond.Rbs.Lexing;

namespace Millpond.Rbs.Formatting;

internal sealed partial class Printer
{
    private void File()
    {
        bool hasUse = false;
        foreach (UseDirective use in _file.Directives.OfType<UseDirective>())
        {
            if (hasUse)
                _gap = Gap.Line(0);
            Use(use);
            hasUse = true;
        }
        if (hasUse)
            _gap = Gap.Line(0) with { WantsBlank = true };
        Siblings([.. _file.Declarations]);
        _gap = Gap.Line(0);
        Bridge();
    }

    private void Use(UseDirective use)
    {
        Take(TokenKind.Use);
        Space();
        for (int i = 0; i < use.Clauses.Length; i++)
        {
            if (i > 0)
            {
                Take(TokenKind.Comma);
                _gap = BreaksHere ? Gap.Line(IndentColumns * 2) : Gap.Space;
            }
            if (use.Clauses[i] is not SingleUseClause single)
            {
                Take(use.Clauses[i].Span);
                continue;
            }
            Take(single.TypeNameSpan);
            if (single.NewName is null)
                continue;
            Space();
            Take(TokenKind.As);
            Space();
            Take(single.NewNameSpan);
        }
    }

    // The gap before the first is the caller's. What has a body of its own stands apart from what is around it.
    private void Siblings(ImmutableArray<Member> members)
    {
        for (int i = 0; i < members.Length; i++)
        {
            if (i > 0)
                _gap = Gap.Line(Column) with { WantsBlank = HasBody(members[i - 1]) || HasBody(members[i]) };
            Member(members[i]);
        }
    }

    private static bool HasBody(Member member) => member is ContainerDeclaration { Members.IsEmpty: false };

    private void Declaration(Declaration declaration)
    {
        switch (declaration)
        {
            case ContainerDeclaration container:
                Container(container);
                break;
            case TypeAliasDeclaration alias:
                Take(TokenKind.Type);
                Space();
                Take(alias.NameSpan);
                TypeParams(alias.TypeParams);
                Space();
                Take(TokenKind.Equals);
                Space();
                Type(alias.Type);
                break;
            case ConstantDeclaration constant:
                Typed(constant.NameSpan, constant.Type);
                break;
            case GlobalDeclaration global:
                Typed(global.NameSpan, global.Type);
                break;
            case ClassAliasDeclaration alias:
                Take();
                Space();
                Take(alias.NewNameSpan);
                Space();
                Take(TokenKind.Equals);
                Space();
                Take(alias.OldNameSpan);
                break;
            default:
                throw new FormatMismatchException($"{declaration.GetType().Name} is not known");
        }
    }

    private void Container(ContainerDeclaration container)
    {
        Take();
        Space();
        Take(container.NameSpan);
        TypeParams(container.TypeParams);
        switch (container)
        {
            case ClassDeclaration { SuperClass: { } super }:
                Space();
                Take(TokenKind.Less);
                Space();
                Reference(super);
                break;
            case ModuleDeclaration { SelfTypes: { IsEmpty: false } selfTypes }:
                SelfTypes(selfTypes);
                break;
        }
        int outer = Column, inner = outer + IndentColumns;
        _columns.Push(inner);
        _gap = Gap.Line(inner) with { TrimsBefore = true };
        Siblings(container.Members);
        _columns.Pop();
        _gap = new Gap(GapKind.Line, outer, inner) { TrimsBefore = container.Members.IsEmpty, TrimsAfter = true };
        Take(TokenKind.End);
    }

    private void SelfTypes(ImmutableArray<ClassReference> selfTypes)
    {
        Space();
        Take(TokenKind.Colon);
        Space();
        _columns.Push(_text.Column + 1);
        for (int i = 0; i < selfTypes.Length; i++)
        {
            if (i > 0)
                Comma();
            Reference(selfTypes[i]);
        }
        _columns.Pop();
    }

    private void Reference(ClassReference reference)
    {
        Take(reference.NameSpan);
        Args(reference.Args);
    }
}
