using System.Collections.Immutable;
using Millpond.Rbs.Ast;
using Millpond.Rbs.Versions;
using Context = Millpond.Rbs.Environments.Context;

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
                NameAndParams(d);
                _out.Raw(""","members":"""u8);
                List(d.Members, Member);
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
                DeclaredName(d.Name);
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
        // The super class is named outside, the self types of a module inside.
        _context = NameAndMembers(declaration);
        _out.Raw(""","super_class":"""u8);
        SuperClass(declaration.SuperClass);
        AnnotationsLocationComment(declaration, declaration.Annotations);
    }

    private void SuperClass(ClassReference? super)
    {
        if (super is null)
            _out.Null();
        else
            Reference(super, endIsLost: super.Args.IsEmpty && _version < LanguageVersions.EndOfSuperClass);
    }

    private void Module(ModuleDeclaration declaration)
    {
        _out.Raw("""{"declaration":"module","name":"""u8);
        Context outer = NameAndMembers(declaration);
        _out.Raw(""","self_types":"""u8);
        List(declaration.SelfTypes, Reference);
        _context = outer;
        AnnotationsLocationComment(declaration, declaration.Annotations);
    }

    private void ClassAlias(ClassAliasDeclaration declaration)
    {
        _out.Raw(declaration.IsModule
            ? """{"declaration":"module_alias","new_name":"""u8
            : """{"declaration":"class_alias","new_name":"""u8);
        DeclaredName(declaration.NewName);
        _out.Raw(""","old_name":"""u8);
        Name(declaration.OldName);
        LocationAndComment(declaration);
        ForgottenAnnotations(declaration);
    }

    private void NameAndParams(GenericDeclaration declaration)
    {
        DeclaredName(declaration.Name);
        TypeParams(declaration);
    }

    private void TypeParams(GenericDeclaration declaration)
    {
        _out.Raw(""","type_params":"""u8);
        List(declaration.TypeParams, TypeParam);
    }

    /// <summary>Goes into a class or module; gives the context around it, to which its caller goes back.</summary>
    private Context NameAndMembers(ContainerDeclaration declaration)
    {
        Context outer = _context;
        DeclaredName(declaration.Name);
        if (_resolution is not null)
            _context = outer.Enter(declaration.Name);
        TypeParams(declaration);
        _out.Raw(""","members":"""u8);
        List(declaration.Members, Member);
        return outer;
    }

    private void Reference(ClassReference reference) => Reference(reference, endIsLost: false);

    private void Reference(ClassReference reference, bool endIsLost)
    {
        _out.Raw("""{"name":"""u8);
        Name(reference.Name);
        Types(""","args":"""u8, reference.Args);
        if (endIsLost)
            LocationWithoutEnd(reference.Span.Start);
        else
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
        Comment(member.Comment);
        _out.Raw('}');
    }

    private void Comment(Comment comment)
    {
        bool keepsReturns = _version < LanguageVersions.CommentsWithoutReturn;
        _out.String(comment.Utf8In(_buffer, keepsReturns).AsSpan());
        Location(keepsReturns ? comment.SpanWithReturn(_buffer) : comment.Span);
    }

    private void Annotation(Annotation annotation)
    {
        _out.Raw("""{"string":"""u8);
        _out.String(annotation.Text);
        Location(annotation);
        _out.Raw('}');
    }
}
