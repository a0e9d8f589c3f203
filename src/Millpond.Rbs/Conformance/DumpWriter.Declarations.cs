using Millpond.Rbs.Ast;
using Millpond.Rbs.Parsing;

namespace Millpond.Rbs.Conformance;

internal sealed partial class DumpWriter
{
    public void File(SignatureFile file)
    {
        output.Raw('[');
        List(file.Directives, Directive);
        output.Raw(',');
        List(file.Declarations, Member);
        output.Raw(']');
    }

    private void Directive(Directive directive)
    {
        switch (directive)
        {
            case ResolveTypeNamesDirective d:
                Begin("AST::Directives::ResolveTypeNames");
                Bool("value", d.Value);
                break;
            case UseDirective d:
                Begin("AST::Directives::Use");
                List("clauses", d.Clauses, Clause);
                break;
        }
        Location(directive);
        End();
    }

    private void Clause(UseClause clause)
    {
        switch (clause)
        {
            case SingleUseClause c:
                Begin("AST::Directives::Use::SingleClause");
                TypeName("type_name", c.TypeName);
                Symbol("new_name", c.NewName?.Text);
                Location(c);
                break;
            case WildcardUseClause c:
                Begin("AST::Directives::Use::WildcardClause");
                Location(c);
                Key("namespace");
                Wrapped("ns", c.Namespace.ToString());
                break;
        }
        End();
    }

    private void Declaration(Declaration declaration)
    {
        switch (declaration)
        {
            case ClassDeclaration d:
                BeginNamed("AST::Declarations::Class", d);
                Reference("super_class", d.SuperClass);
                MembersToComment(d);
                break;
            case ModuleDeclaration d:
                BeginNamed("AST::Declarations::Module", d);
                List("self_types", d.SelfTypes, self => Reference(self, "AST::Declarations::Module::Self"));
                MembersToComment(d);
                break;
            case InterfaceDeclaration d:
                BeginNamed("AST::Declarations::Interface", d);
                MembersToComment(d);
                break;
            case TypeAliasDeclaration d:
                BeginNamed("AST::Declarations::TypeAlias", d);
                Type("type", d.Type);
                AnnotationsToComment(d);
                break;
            case ConstantDeclaration d:
                Begin("AST::Declarations::Constant");
                TypeName("name", d.Name);
                Type("type", d.Type);
                LocationToAnnotations(d);
                break;
            case GlobalDeclaration d:
                Begin("AST::Declarations::Global");
                Symbol("name", d.Name.Text);
                Type("type", d.Type);
                LocationToAnnotations(d);
                break;
            case ClassAliasDeclaration d:
                Begin(d.IsModule ? "AST::Declarations::ModuleAlias" : "AST::Declarations::ClassAlias");
                TypeName("new_name", d.NewName);
                TypeName("old_name", d.OldName);
                LocationToAnnotations(d);
                break;
        }
        End();
    }

    private void BeginNamed(string rubyClass, GenericDeclaration declaration)
    {
        Begin(rubyClass);
        TypeName("name", declaration.Name);
        List("type_params", declaration.TypeParams, TypeParam);
    }

    private void MembersToComment(ContainerDeclaration declaration)
    {
        List("members", declaration.Members, Member);
        AnnotationsToComment(declaration);
    }

    private void AnnotationsToComment(AnnotatedMember member)
    {
        List("annotations", member.Annotations, Annotation);
        Location(member);
        Comment(member.Comment);
    }

    private void LocationToAnnotations(Declaration declaration)
    {
        Location(declaration);
        Comment(declaration.Comment);
        List("annotations", declaration.Annotations, Annotation);
    }

    private void Reference(string key, ClassReference? reference)
    {
        Key(key);
        if (reference is null)
            output.Null();
        else
            Reference(reference, "AST::Declarations::Class::Super");
    }

    private void Reference(ClassReference reference, string rubyClass)
    {
        Begin(rubyClass);
        TypeName("name", reference.Name);
        List("args", reference.Args, Type);
        Location(reference);
        End();
    }
}
