using System.Collections.Immutable;
using Millpond.Rbs.Ast;

namespace Millpond.Rbs.Json;

internal sealed partial class AstWriter
{
    public void Declaration(Declaration declaration)
    {
        switch (declaration)
        {
            case ClassDeclaration d:
                Class(d);
                break;
            case ModuleDeclaration d:
                Module(d);
                break;
            case InterfaceDeclaration d:
                _out.Raw("""{"declaration":"interface","name":"""u8);
                NameAndMembers(d);
                AnnotationsLocationComment(d, d.Annotations);
                break;
            case TypeAliasDeclaration d:
                _out.Raw("""{"declaration":"alias","name":"""u8);
                NameAndParams(d);
                _out.Raw(""","type":"""u8);
                Type(d.Type);
                AnnotationsLocationComment(d, d.Annotations);
                break;
            case ConstantDeclaration d:
                _out.Raw("""{"declaration":"constant","name":"""u8);
                Name(d.Name);
                TypeLocationComment(d, d.Type);
                break;
            case GlobalDeclaration d:
                _out.Raw("""{"declaration":"global","name":"""u8);
                Name(d.Name);
                TypeLocationComment(d, d.Type);
                break;
            case ClassAliasDeclaration d:
                ClassAlias(d);
                break;
        }
        _out.Raw('}');
    }

    private void Class(ClassDeclaration declaration)
    {
        _out.Raw("""{"declaration":"class","name":"""u8);
        NameAndMembers(declaration);
        _out.Raw(""","super_class":"""u8);
        if (declaration.SuperClass is { } super)
            Reference(super);
        else
            _out.Null();
        AnnotationsLocationComment(declaration, declaration.Annotations);
    }

    private void Module(ModuleDeclaration declaration)
    {
        _out.Raw("""{"declaration":"module","name":"""u8);
        NameAndMembers(declaration);
        _out.Raw(""","self_types":"""u8);
        List(declaration.SelfTypes, Reference);
        AnnotationsLocationComment(declaration, declaration.Annotations);
    }

    private void ClassAlias(ClassAliasDeclaration declaration)
    {
        _out.Raw(declaration.IsModule
            ? """{"declaration":"module_alias","new_name":"""u8
            : """{"declaration":"class_alias","new_name":"""u8);
        Name(declaration.NewName);
        _out.Raw(""","old_name":"""u8);
        Name(declaration.OldName);
        LocationAndComment(declaration);
        ForgottenAnnotations(declaration);
    }

    private void NameAndParams(GenericDeclaration declaration)
    {
        Name(declaration.Name);
        _out.Raw(""","type_params":"""u8);
        List(declaration.TypeParams, TypeParam);
    }

    private void NameAndMembers(ContainerDeclaration declaration)
    {
        NameAndParams(declaration);
        _out.Raw(""","members":"""u8);
        List(declaration.Members, Member);
    }

    private void Reference(ClassReference reference)
    {
        _out.Raw("""{"name":"""u8);
        Name(reference.Name);
        Types(""","args":"""u8, reference.Args);
        Location(reference);
        _out.Raw('}');
    }

    private void TypeLocationComment(Declaration declaration, RbsType type)
    {
        _out.Raw(""","type":"""u8);
        Type(type);
        LocationAndComment(declaration);
        ForgottenAnnotations(declaration);
    }

    // Upstream parses them and leaves them out.
    private void ForgottenAnnotations(Declaration declaration)
    {
        if (!_isFull)
            return;
        _out.Raw(""","annotations":"""u8);
        List(declaration.Annotations, Annotation);
    }

    private void AnnotationsLocationComment(Member member, ImmutableArray<Annotation> annotations)
    {
        _out.Raw(""","annotations":"""u8);
        List(annotations, Annotation);
        LocationAndComment(member);
    }

    private void LocationAndComment(Member member)
    {
        Location(member);
        _out.Raw(""","comment":"""u8);
        if (!member.Comment.Exists)
        {
            _out.Null();
            return;
        }
        _out.Raw("""{"string":"""u8);
        _out.String(member.Comment.Utf8In(_buffer).AsSpan());
        Location(member.Comment.Span);
        _out.Raw('}');
    }

    private void Annotation(Annotation annotation)
    {
        _out.Raw("""{"string":"""u8);
        _out.String(annotation.Text);
        Location(annotation);
        _out.Raw('}');
    }
}
