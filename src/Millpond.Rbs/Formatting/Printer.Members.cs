using System.Collections.Immutable;
using Millpond.Rbs.Ast;
using Millpond.Rbs.Lexing;
using Millpond.Rbs.Text;

namespace Millpond.Rbs.Formatting;

internal sealed partial class Printer
{
    private void Member(Member member)
    {
        if (member is AnnotatedMember { Annotations: { IsEmpty: false } annotations })
            Annotations(annotations);
        switch (member)
        {
            case MethodDefinition method:
                Method(method);
                break;
            case AttributeMember attribute:
                Attribute(attribute);
                break;
            case MixinMember mixin:
                Take();
                Space();
                Take(mixin.NameSpan);
                Args(mixin.Args);
                break;
            case AliasMember alias:
                Take();
                Space();
                Take(alias.NewNameSpan);
                Space();
                Take(alias.OldNameSpan);
                break;
            case VariableMember variable:
                Typed(variable.NameSpan, variable.Type);
                break;
            case VisibilityMember:
                Take();
                break;
            case Declaration declaration:
                Declaration(declaration);
                break;
            default:
                throw new FormatMismatchException($"{member.GetType().Name} is not known");
        }
    }

    // Each on its line, or before the member on the same: as the author has it.
    private void Annotations(ImmutableArray<Annotation> annotations)
    {
        foreach (Annotation _ in annotations)
        {
            Take(TokenKind.Annotation);
            _gap = BreaksHere ? Gap.Line(Column) with { TrimsBefore = true } : Gap.Space;
        }
    }

    private void Method(MethodDefinition method)
    {
        Lead(method.KeywordSpan, method.NameSpan);
        int colon = _text.Column;
        Take(TokenKind.Colon);
        Space();
        int count = method.Overloads.Length + (method.IsOverloading ? 1 : 0);
        if (count > 1)
            _columns.Push(colon + IndentColumns);
        for (int i = 0; i < count; i++)
        {
            if (i > 0)
            {
                _gap = Gap.Line(colon) with { TrimsBefore = true, TrimsAfter = true };
                Take(TokenKind.Bar);
                Space();
            }
            if (i < method.Overloads.Length)
                Overload(method.Overloads[i]);
            else
                Take(TokenKind.Dot3);
        }
        if (count > 1)
            _columns.Pop();
    }

    private void Overload(Overload overload)
    {
        foreach (Annotation _ in overload.Annotations)
        {
            Take(TokenKind.Annotation);
            Space();
        }
        MethodType(overload.MethodType);
    }

    private void Attribute(AttributeMember attribute)
    {
        Lead(attribute.KeywordSpan, attribute.NameSpan);
        if (attribute.VariableSpan.Exists)
            Take(attribute.VariableSpan);
        Take(TokenKind.Colon);
        Space();
        Type(attribute.Type);
    }

    // private def self.name
    private void Lead(Span keyword, Span name)
    {
        while (Next.Start <= keyword.Start)
        {
            Take();
            Space();
        }
        Take(name);
    }

    private void Typed(Span name, RbsType type)
    {
        Take(name);
        Take(TokenKind.Colon);
        Space();
        Type(type);
    }
}
