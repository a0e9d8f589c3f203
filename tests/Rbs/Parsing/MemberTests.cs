using Millpond.Rbs.Ast;

namespace Millpond.Rbs.Tests.Parsing;

public sealed class MemberTests
{
    [Theory]
    [InlineData("def foo?: () -> void", "foo?")]
    [InlineData("def `a b`: () -> void", "a b")]
    [InlineData("def []=: () -> void", "[]=")]
    [InlineData("def end: () -> void", "end")]
    [InlineData("def self: () -> void", "self")]
    [InlineData("def foo=: () -> void", "foo=")]
    [InlineData("def !: () -> void", "!")]
    [InlineData("def `: () -> void", "`")]
    [InlineData("def 日本: () -> void", "日本")]
    public void Almost_anything_is_a_method_name(string source, string name) =>
        Assert.Equal(name, Rbs.Member<MethodDefinition>(source).Name.Text);

    [Theory]
    [InlineData("def x: () -> void", MemberKind.Instance)]
    [InlineData("def self.x: () -> void", MemberKind.Singleton)]
    [InlineData("def self?.x: () -> void", MemberKind.SingletonInstance)]
    public void Self_makes_a_method_the_classs(string source, MemberKind kind) =>
        Assert.Equal(kind, Rbs.Member<MethodDefinition>(source).Kind);

    [Fact]
    public void Overloads_have_their_own_annotations()
    {
        MethodDefinition method = Rbs.Member<MethodDefinition>("def x: %a{a} () -> A | %a{b} (B) -> C");
        Assert.Equal(["a", "b"], method.Overloads.Select(overload => overload.Annotations[0].Text));
    }

    [Theory]
    [InlineData("def x: ...", 0)]
    [InlineData("def x: () -> void | ...", 1)]
    public void Three_dots_add_to_another_definition(string source, int overloads)
    {
        MethodDefinition method = Rbs.Member<MethodDefinition>(source);
        Assert.Equal((true, overloads), (method.IsOverloading, method.Overloads.Length));
    }

    [Fact]
    public void A_method_knows_the_places_of_its_parts()
    {
        const string Source = "class C\n%a{x}\nprivate def self.x: () -> void | ...\nend";
        var method = (MethodDefinition)Rbs.Declaration<ClassDeclaration>(Source).Members[0];
        Assert.Equal(
            ["private def self.x: () -> void | ...", "private", "def", "self.", "x", "..."],
            new[]
            {
                method.Span, method.VisibilitySpan, method.KeywordSpan, method.KindSpan, method.NameSpan,
                method.OverloadingSpan,
            }.Select(span => Rbs.Cut(Source, span)));
    }

    [Theory]
    [InlineData("attr_reader a: B", null, false)]
    [InlineData("attr_reader a (): B", null, true)]
    [InlineData("attr_reader a (@b): B", "@b", false)]
    [InlineData("attr_reader a (@rbs): B", "@rbs", false)]
    public void An_attribute_may_name_its_variable(string source, string? variable, bool hasNone)
    {
        AttributeMember attribute = Rbs.Member<AttributeMember>(source);
        Assert.Equal((variable, hasNone), (attribute.VariableName?.Text, attribute.HasNoVariable));
    }

    [Theory]
    [InlineData("@x: A", VariableKind.Instance)]
    [InlineData("self . @x: A", VariableKind.ClassInstance)]
    [InlineData("@@x: A", VariableKind.Class)]
    public void Variables_are_of_three_kinds(string source, VariableKind kind) =>
        Assert.Equal(kind, Rbs.Member<VariableMember>(source).Kind);

    [Fact]
    public void Private_alone_on_its_line_is_a_member() =>
        Assert.Equal(Visibility.Private, Rbs.Member<VisibilityMember>("private").Visibility);

    [Fact]
    public void Private_on_the_line_of_a_method_belongs_to_it() =>
        Assert.Equal(Visibility.Private, Rbs.Member<MethodDefinition>("private def x: () -> void").Visibility);

    [Fact]
    public void An_alias_of_the_class_names_self_twice() =>
        Assert.Equal(MemberKind.Singleton, Rbs.Member<AliasMember>("alias self.a self.b").Kind);

    [Theory]
    [InlineData("include M[A]", MixinKind.Include)]
    [InlineData("extend _I", MixinKind.Extend)]
    [InlineData("prepend ::M", MixinKind.Prepend)]
    public void Modules_are_mixed_in_three_ways(string source, MixinKind kind) =>
        Assert.Equal(kind, Rbs.Member<MixinMember>(source).Kind);

    [Theory]
    [InlineData("@x: T", true)]
    [InlineData("self.@x: T", false)]
    [InlineData("@@x: T", false)]
    public void Only_instances_see_the_classs_parameters(string member, bool isVariable)
    {
        ClassDeclaration declaration = Rbs.Declaration<ClassDeclaration>($"class C[T]\n{member}\nend");
        Assert.Equal(isVariable, ((VariableMember)declaration.Members[0]).Type is VariableType);
    }

    [Fact]
    public void A_nested_class_does_not_see_outer_parameters()
    {
        ClassDeclaration outer = Rbs.Declaration<ClassDeclaration>("class C[T]\nclass D\n@x: T\nend\nend");
        var inner = (ClassDeclaration)outer.Members[0];
        Assert.IsType<ClassInstanceType>(((VariableMember)inner.Members[0]).Type);
    }
}
