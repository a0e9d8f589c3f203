using Millpond.Rbs.Ast;

namespace Millpond.Rbs.Conformance;

internal sealed partial class DumpWriter
{
    private void Member(Member member)
    {
        if (member is Declaration declaration)
        {
            Declaration(declaration);
            return;
        }
        switch (member)
        {
            case MethodDefinition m:
                Method(m);
                break;
            case AttributeMember m:
                Attribute(m);
                break;
            case MixinMember m:
                Begin("AST::Members::" + m.Kind);
                TypeName("name", m.Name);
                List("args", m.Args, Type);
                AnnotationsToComment(m);
                break;
            case AliasMember m:
                Begin("AST::Members::Alias");
                Symbol("new_name", m.NewName.Text);
                Symbol("old_name", m.OldName.Text);
                Kind(m.Kind);
                AnnotationsToComment(m);
                break;
            case VariableMember m:
                Begin($"AST::Members::{m.Kind}Variable");
                Symbol("name", m.Name.Text);
                Type("type", m.Type);
                Location(m);
                Comment(m.Comment);
                break;
            case VisibilityMember m:
                Begin("AST::Members::" + m.Visibility);
                Location(m);
                break;
        }
        End();
    }

    private void Method(MethodDefinition method)
    {
        Begin("AST::Members::MethodDefinition");
        Symbol("name", method.Name.Text);
        Kind(method.Kind);
        List("overloads", method.Overloads, Overload);
        AnnotationsToComment(method);
        Bool("overloading", method.IsOverloading);
        Visible(method.Visibility);
    }

    private void Overload(Overload overload)
    {
        Begin("AST::Members::MethodDefinition::Overload");
        Key("method_type");
        MethodType(overload.MethodType);
        List("annotations", overload.Annotations, Annotation);
        End();
    }

    private void Attribute(AttributeMember attribute)
    {
        Begin("AST::Members::Attr" + attribute.Attribute);
        Symbol("name", attribute.Name.Text);
        Type("type", attribute.Type);
        if (attribute.HasNoVariable)
            Bool("ivar_name", false);
        else
            Symbol("ivar_name", attribute.VariableName?.Text);
        AnnotationsToComment(attribute);
        Kind(attribute.Kind);
        Visible(attribute.Visibility);
    }

    private void Kind(MemberKind kind) => Symbol("kind", kind switch
    {
        MemberKind.Instance => "instance",
        MemberKind.Singleton => "singleton",
        _ => "singleton_instance",
    });

    private void Visible(Visibility visibility) => Symbol("visibility", visibility switch
    {
        Visibility.Public => "public",
        Visibility.Private => "private",
        _ => null,
    });
}
