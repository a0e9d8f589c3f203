using Millpond.Rbs.Ast;
using Millpond.Rbs.Parsing;

namespace Millpond.Rbs.Tests.Parsing;

public sealed class DeclarationTests
{
    [Theory]
    [InlineData("class A end", typeof(ClassDeclaration))]
    [InlineData("class A = B", typeof(ClassAliasDeclaration))]
    [InlineData("module A end", typeof(ModuleDeclaration))]
    [InlineData("module A = B", typeof(ClassAliasDeclaration))]
    [InlineData("interface _A end", typeof(InterfaceDeclaration))]
    [InlineData("type a = B", typeof(TypeAliasDeclaration))]
    [InlineData("A::B: C", typeof(ConstantDeclaration))]
    [InlineData("::A: C", typeof(ConstantDeclaration))]
    [InlineData("$a: B", typeof(GlobalDeclaration))]
    public void The_first_word_says_what_is_declared(string source, Type type) =>
        Assert.IsType(type, Assert.Single(Rbs.Valid(source).Declarations));

    [Fact]
    public void A_class_knows_the_places_of_its_parts()
    {
        const string Source = "%a{x} class A::B[T] < C[T] end";
        ClassDeclaration declaration = Rbs.Declaration<ClassDeclaration>(Source);
        Assert.Equal(
            ["class A::B[T] < C[T] end", "class", "A::B", "[T]", "<", "C[T]", "C", "[T]", "end"],
            new[]
            {
                declaration.Span, declaration.KeywordSpan, declaration.NameSpan, declaration.TypeParamsSpan,
                declaration.LessThanSpan, declaration.SuperClass!.Span, declaration.SuperClass.NameSpan,
                declaration.SuperClass.ArgsSpan, declaration.EndSpan,
            }.Select(span => Rbs.Cut(Source, span)));
    }

    [Fact]
    public void A_module_has_self_types()
    {
        const string Source = "module M : A, _B[T] end";
        ModuleDeclaration module = Rbs.Declaration<ModuleDeclaration>(Source);
        Assert.Equal(["A, _B[T]", "A", "_B[T]"], [
            Rbs.Cut(Source, module.SelfTypesSpan),
            .. module.SelfTypes.Select(self => Rbs.Cut(Source, self.Span))]);
    }

    [Fact]
    public void Use_directives_come_first()
    {
        SignatureFile file = Rbs.Valid("use A::B as C, ::D::*\nuse e\nclass C end");
        Assert.Equal(2, file.Directives.Length);
    }

    [Fact]
    public void A_use_clause_may_rename()
    {
        var use = (UseDirective)Rbs.Valid("use A::B as C").Directives[0];
        Assert.Equal("C", Assert.IsType<SingleUseClause>(use.Clauses[0]).NewName!.Text);
    }

    [Theory]
    [InlineData("# resolve-type-names : false\nclass A end", false)]
    [InlineData("#resolve-type-names: true\nclass A end", true)]
    public void A_magic_comment_is_a_directive(string source, bool value) =>
        Assert.Equal(value, Assert.IsType<ResolveTypeNamesDirective>(Rbs.Valid(source).Directives[0]).Value);

    [Theory]
    [InlineData("# resolve-type-names:false\nclass A end")]
    [InlineData("\n# resolve-type-names: false\nclass A end")]
    [InlineData("# resolve-type-names: falsely\nclass A end")]
    public void What_only_resembles_it_is_a_comment(string source) => Assert.Empty(Rbs.Valid(source).Directives);
}
