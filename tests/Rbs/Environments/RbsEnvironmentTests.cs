using Millpond.Rbs.Ast;
using Millpond.Rbs.Diagnostics;
using Millpond.Rbs.Environments;
using Millpond.Rbs.Parsing;
using static Millpond.Rbs.Tests.Environments.Signatures;

namespace Millpond.Rbs.Tests.Environments;

public sealed class RbsEnvironmentTests
{
    [Fact]
    public void Entries_keep_the_order_of_loading()
    {
        RbsEnvironment environment = Environment("class B\n end\n module A\n class C\n end\n end", "class A::D\n end\n class B\n end");
        Assert.Equal(["::B", "::A", "::A::C", "::A::D"], environment.Classes.Select(entry => entry.Name.ToString()));
    }

    [Fact]
    public void A_class_holds_its_declarations_in_order()
    {
        RbsEnvironment environment = Environment("class A\n end", "class A\n end\n class A\n end");
        Assert.Equal(["a.rbs", "b.rbs", "b.rbs"],
            ((ClassEntry)environment.Find(Name("::A"))!).Declarations.Select(declared => declared.File.Path));
    }

    [Fact]
    public void The_primary_declaration_of_a_class_is_the_first_with_a_super_class()
    {
        RbsEnvironment environment = Environment("class A\n end", "class A < B\n end", "class A < C\n end");
        Assert.Equal("b.rbs", ((ClassEntry)environment.Find(Name("::A"))!).Primary.File.Path);
    }

    [Fact]
    public void The_primary_declaration_of_a_module_is_its_first()
    {
        RbsEnvironment environment = Environment("module A\n end", "module A : B\n end");
        Assert.Equal("a.rbs", ((ModuleEntry)environment.Find(Name("::A"))!).Primary.File.Path);
    }

    [Fact]
    public void Everything_that_is_declared_is_found()
    {
        RbsEnvironment environment = Environment(
            "class A\n interface _I\n end\n type t = 1\n C: 1\n end\n class D = A\n module E = Kernel\n $g: 1");
        Assert.Equal(
            [
                DeclarationKind.Class, DeclarationKind.Interface, DeclarationKind.TypeAlias, DeclarationKind.Constant,
                DeclarationKind.ClassAlias, DeclarationKind.ModuleAlias,
            ],
            ((string[])["::A", "::A::_I", "::A::t", "::A::C", "::D", "::E"]).Select(name => environment.Find(Name(name))!.Kind));
    }

    [Fact]
    public void A_global_is_found_by_its_name()
    {
        Assert.NotNull(Environment("$g: 1").FindGlobal(Millpond.Rbs.Ast.Name.Of("$g")));
    }

    [Theory]
    [InlineData("class A\n end", "module A\n end", "a.rbs:1:0...2:4: Duplicated declaration: ::A")]
    [InlineData("class A\n end", "A: 1", "a.rbs:1:0...2:4: Duplicated declaration: ::A")]
    [InlineData("A: 1", "class A\n end", "a.rbs:1:0...1:4: Duplicated declaration: ::A")]
    [InlineData("A: 1", "A: 2", "a.rbs:1:0...1:4: Duplicated declaration: ::A")]
    [InlineData("interface _I\n end", "interface _I\n end", "a.rbs:1:0...2:4: Duplicated declaration: ::_I")]
    [InlineData("type t = 1", "type t = 1", "a.rbs:1:0...1:10: Duplicated declaration: ::t")]
    [InlineData("$g: 1", "$g: 1", "a.rbs:1:0...1:5: Duplicated declaration: $g")]
    [InlineData("class A = B", "class A\n end", "a.rbs:1:0...1:11: Duplicated declaration: ::A")]
    [InlineData("module A\n end", "class A = B", "a.rbs:1:0...2:4: Duplicated declaration: ::A")]
    public void A_name_that_is_declared_twice_is_an_error(string first, string second, string message)
    {
        Assert.Equal(message, Environment(first, second).Diagnostics.Single().FullMessage);
    }

    [Fact]
    public void All_duplicates_are_found()
    {
        Assert.Equal(2, Environment("A: 1\n B: 1", "A: 1\n B: 2").Diagnostics.Length);
    }

    [Fact]
    public void Of_a_class_of_many_declarations_the_last_is_named()
    {
        Diagnostic duplicate = Environment("class A\n end", "class A\n end", "A: 1").Diagnostics.Single();
        Assert.Equal("b.rbs", duplicate.Buffer.Name);
    }

    [Fact]
    public void Version_2_names_the_first()
    {
        Diagnostic duplicate = Environment(new RbsVersion(2, 7), "class A\n end", "class A\n end", "A: 1").Diagnostics.Single();
        Assert.Equal("a.rbs", duplicate.Buffer.Name);
    }

    [Fact]
    public void A_syntax_error_comes_before_duplicates()
    {
        RbsEnvironment environment = Environment("A: 1\n A: 1", "class");
        Assert.Equal([DiagnosticCodes.Syntax, EnvironmentCodes.Duplicate], environment.Diagnostics.Select(each => each.Code).Distinct());
    }

    [Fact]
    public void A_wildcard_of_nothing_is_an_error()
    {
        Assert.Equal(EnvironmentCodes.EmptyWildcard, Environment("use A::*\n").Diagnostics.Single().Code);
    }

    [Theory]
    [InlineData("class A[T]\n end", "class A[S]\n end", true)]
    [InlineData("class A[T < B[T]]\n end", "class A[S < ::B[S]]\n end", true)]
    [InlineData("class A[T]\n end", "class A\n end", false)]
    [InlineData("class A[T]\n end", "class A[out T]\n end", false)]
    [InlineData("class A[T < B[T]]\n end", "class A[T < B[Integer]]\n end", false)]
    [InlineData("class A[T = B[1]]\n end", "class A[T]\n end", false)]
    public void Type_parameters_agree_but_for_their_names(string first, string second, bool agree)
    {
        RbsEnvironment environment = Environment(first, second, "class B[T]\n end");
        Assert.Equal(agree, !environment.CheckTypeParams().Any());
    }

    [Fact]
    public void A_mismatch_of_type_parameters_is_told_where_it_is()
    {
        Diagnostic mismatch = Environment("class A[T]\n end", "\nclass A\nend").CheckTypeParams().Single();
        Assert.Equal("b.rbs:2:0...3:3: Generic parameters mismatch: ::A", mismatch.FullMessage);
    }

    [Theory]
    [InlineData("::C", "::A", false)]
    [InlineData("::C::I", "::A::I", false)]
    [InlineData("::X", null, true)]
    [InlineData("::X::I", null, false)]
    [InlineData("::Nothing", null, false)]
    [InlineData("::K", null, false)]
    public void Aliases_are_normalized(string name, string? normalized, bool isCyclic)
    {
        RbsEnvironment environment = Environment(
            "class A\n class I\n end\n end\n class B = A\n class C = B\n class X = Y\n class Y = X\n K: 1");
        environment.TryNormalizeModule(Name(name), out TypeName? found, out bool isRound);
        Assert.Equal((normalized, isCyclic), (found?.ToString(), isRound));
    }

    [Fact]
    public void An_interface_inside_an_alias_is_normalized()
    {
        RbsEnvironment environment = Environment("module A\n interface _I\n end\n end\n module B = A");
        environment.TryNormalize(Name("::B::_I"), out TypeName? found, out _);
        Assert.Equal("::A::_I", found?.ToString());
    }

    [Fact]
    public void A_hundred_thousand_declarations_are_found()
    {
        string source = string.Concat(Enumerable.Range(0, 100_000).Select(at => $"C{at}: 1\n"));
        Assert.NotNull(Environment(source).Find(Name("::C99999")));
    }
}
