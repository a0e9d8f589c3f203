using Millpond.Rbs.Ast;
using Millpond.Rbs.Environments;
using Millpond.Rbs.Parsing;
using Millpond.Rbs.Text;
using static Millpond.Rbs.Tests.Environments.Signatures;

namespace Millpond.Rbs.Tests.Environments;

public sealed class ResolutionTests
{
    private static readonly RbsVersion s_two = new(2, 7);
    private static readonly RbsVersion s_three = new(3, 4);

    [Fact]
    public void The_innermost_class_is_meant()
    {
        RbsEnvironment environment = Environment("class A\n class B\n end\n end\n class B\n end");
        Assert.Equal("::A::B", Meaning(environment, "B", "A"));
    }

    [Fact]
    public void What_is_not_inside_is_looked_for_further_out()
    {
        RbsEnvironment environment = Environment("class A\n class C\n end\n end\n class B\n end");
        Assert.Equal("::B", Meaning(environment, "B", "A", "C"));
    }

    [Fact]
    public void A_name_that_skips_a_level_does_not_look_into_it()
    {
        RbsEnvironment environment = Environment("module A\n class B\n end\n end\n class A::C\n end");
        Assert.Equal("B", Meaning(environment, "B", "A::C"));
    }

    [Fact]
    public void The_rest_of_a_path_is_looked_for_only_inside_its_head()
    {
        RbsEnvironment environment = Environment("module A\n module B\n end\n end\n module B\n class C\n end\n end");
        Assert.Equal("B::C", Meaning(environment, "B::C", "A"));
    }

    [Fact]
    public void An_unknown_name_stays_as_it_is_written()
    {
        Assert.Equal("Nothing::At", Meaning(Environment("class A\n end"), "Nothing::At", "A"));
    }

    [Fact]
    public void A_constant_is_no_type()
    {
        Assert.Equal("A", Meaning(Environment("A: 1"), "A"));
    }

    [Theory]
    [InlineData("_Each")]
    [InlineData("each")]
    public void Interfaces_and_type_aliases_are_found_by_context(string name)
    {
        RbsEnvironment environment = Environment("module A\n interface _Each\n end\n type each = 1\n end");
        Assert.Equal($"::A::{name}", Meaning(environment, name, "A"));
    }

    [Fact]
    public void An_alias_is_followed_since_version_4()
    {
        RbsEnvironment environment = Environment("class A\n end\n class B = A\n class C = B");
        Assert.Equal("::A", Meaning(environment, "C"));
    }

    [Fact]
    public void An_alias_is_a_name_of_its_own_in_version_3()
    {
        RbsEnvironment environment = Environment(s_three, "class A\n class I\n end\n end\n class B = A");
        Assert.Equal(("::B", "::B::I"), (Meaning(environment, "B"), Meaning(environment, "B::I")));
    }

    [Fact]
    public void An_alias_is_resolved_where_it_stands()
    {
        RbsEnvironment environment = Environment("module M\n class A\n end\n class B = A\n end");
        Assert.Equal("::M::A", Meaning(environment, "M::B"));
    }

    [Fact]
    public void The_path_of_an_interface_may_lead_over_an_alias()
    {
        RbsEnvironment environment = Environment("module M\n interface _I\n end\n end\n module N = M");
        Assert.Equal("::M::_I", Meaning(environment, "N::_I"));
    }

    [Fact]
    public void Aliases_that_go_round_mean_nothing()
    {
        RbsEnvironment environment = Environment("class A = B\n class B = A");
        Assert.Equal("A", Meaning(environment, "A"));
    }

    [Fact]
    public void An_alias_to_its_own_inside_means_nothing()
    {
        RbsEnvironment environment = Environment("class A = A::B");
        Assert.Equal("A::C", Meaning(environment, "A::C"));
    }

    [Fact]
    public void Version_2_looks_right_inside_the_head()
    {
        RbsEnvironment environment = Environment(s_two, "class A\n class B\n end\n end");
        Assert.Equal(("::A::B", "A::C"), (Meaning(environment, "A::B"), Meaning(environment, "A::C")));
    }

    [Theory]
    [InlineData("use A::B\n", "B", "::A::B")]
    [InlineData("use A::B as C\n", "C", "::A::B")]
    [InlineData("use A::B as C\n", "C::D", "::A::B::D")]
    [InlineData("use A::*\n", "B::D", "::A::B::D")]
    [InlineData("use A::_I\n", "_I", "::A::_I")]
    [InlineData("use A::B\n", "B::Nothing", "::A::B::Nothing")]
    public void A_use_directive_is_applied_first(string use, string name, string meaning)
    {
        RbsEnvironment environment = Environment(
            use + "class X\n end", "module A\n class B\n class D\n end\n end\n interface _I\n end\n end");
        Assert.Equal(meaning, Meaning(environment, name));
    }

    [Fact]
    public void A_use_directive_counts_only_in_its_file()
    {
        RbsEnvironment environment = Environment("class X\n end", "use A::B\n", "module A\n class B\n end\n end");
        Assert.Equal("B", Meaning(environment, "B"));
    }

    [Fact]
    public void Names_of_a_file_that_says_so_stay_as_they_are()
    {
        RbsEnvironment environment = Environment("# resolve-type-names: false\n\nclass A\n end");
        Assert.Equal("A", Meaning(environment, "A"));
    }

    [Fact]
    public void A_type_is_made_absolute_in_all_its_parts()
    {
        RbsEnvironment environment = Environment(
            "class A[T]\n def f: (A[A], ?b: ^(A) -> A?) { (A | [A] & { a: A }) -> singleton(A) } -> _I\n end\n interface _I\n end");
        var entry = (ClassEntry)environment.Find(Name("::A"))!;
        Declared<ClassDeclaration> declared = entry.Declarations[0];
        MethodType written = ((MethodDefinition)declared.Declaration.Members[0]).Overloads[0].MethodType;
        MethodType absolute = environment.Resolution.Absolute(written, declared.Inside);
        MethodType expected = Parser.ParseMethodType(SourceBuffer.FromText(
            "t", "(::A[::A], ?b: ^(::A) -> ::A?) { (::A | [::A] & { a: ::A }) -> singleton(::A) } -> ::_I")).Value!;
        Assert.Equal(expected.Function, absolute.Function);
    }

    [Fact]
    public void A_type_without_names_stays_the_same_object()
    {
        RbsEnvironment environment = Environment("class A\n def f: (Integer) -> untyped\n end");
        Declared<ClassDeclaration> declared = ((ClassEntry)environment.Find(Name("::A"))!).Declarations[0];
        MethodType written = ((MethodDefinition)declared.Declaration.Members[0]).Overloads[0].MethodType;
        Assert.Same(written, environment.Resolution.Absolute(written, declared.Inside));
    }

    [Fact]
    public void Many_threads_find_the_same()
    {
        string source = string.Join('\n', Enumerable.Range(0, 500).Select(at => $"class C{at}\n def f: (C{at / 2}) -> C{at / 3}\n end"));
        RbsEnvironment one = Environment(source), many = Environment([.. source.Split('\n').Chunk(3).Select(lines => string.Join('\n', lines)).Take(26)]);
        one.ResolveAll();
        many.ResolveAll(threads: 8);
        Assert.All(Enumerable.Range(0, 26), at =>
            Assert.Equal(Meaning(one, $"C{at}"), Meaning(many, $"C{at}")));
    }
}
