using Millpond.Rbs.Ast;
using Millpond.Rbs.Definitions;

namespace Millpond.Rbs.Tests.Definitions;

public sealed class AncestorTests
{
    [Fact]
    public void A_class_comes_before_its_modules_and_they_before_its_super_class() => Assert.Equal(
        ["::B", "::M", "::A", "::Object", "::Kernel", "::BasicObject"],
        SmallRuby.Ancestors("class A end module M end class B < A include M end", "::B"));

    [Fact]
    public void The_last_include_is_nearest() => Assert.Equal(
        ["::A", "::N", "::M", "::Object"],
        SmallRuby.Ancestors("module M end module N end class A include M include N end", "::A")[..4]);

    [Fact]
    public void What_is_prepended_comes_before_the_class() => Assert.Equal(
        ["::M", "::A", "::Object"],
        SmallRuby.Ancestors("module M end class A prepend M end", "::A")[..3]);

    [Fact]
    public void Arguments_are_given_on() => Assert.Equal(
        ["::B[S]", "::A[::Array[S]]", "::M[::Hash[::Array[S], ::Integer]]"],
        SmallRuby.Ancestors(
            "module M[T] end class A[T] include M[Hash[T, Integer]] end class B[S] < A[Array[S]] end", "::B")[..3]);

    [Fact]
    public void Another_declaration_may_name_its_parameters_otherwise() => Assert.Equal(
        ["::A[T]", "::M[T]"],
        SmallRuby.Ancestors("module M[X] end class A[T] end class A[S] include M[S] end", "::A")[..2]);

    [Fact]
    public void A_class_itself_inherits_from_the_singleton_of_its_super_class_and_from_Class() => Assert.Equal(
        ["singleton(::A)", "::M", "singleton(::Object)", "singleton(::BasicObject)", "::Class", "::Module", "::Object",
            "::Kernel", "::BasicObject"],
        SmallRuby.Builder("module M end class A extend M end").FindSingletonAncestors(TypeName.Parse("::A"))!
            .Select(ancestor => ancestor.ToString()));

    [Fact]
    public void A_module_itself_is_a_Module() => Assert.Equal(
        "::Module",
        SmallRuby.Builder("module M end").FindSingletonAncestors(TypeName.Parse("::M"))![1].ToString());

    [Fact]
    public void Self_types_are_no_ancestors() => Assert.Equal(
        ["::M"], SmallRuby.Ancestors("module M : String, _ToS end", "::M"));

    [Fact]
    public void Interfaces_are_no_ancestors_of_classes() => Assert.Equal(
        ["::A", "::Object"], SmallRuby.Ancestors("class A include _ToS end", "::A")[..2]);

    [Fact]
    public void An_interface_has_the_interfaces_it_includes() => Assert.Equal(
        ["::_A[T]", "::_Each[T]"],
        SmallRuby.Builder("interface _A[T] include _Each[T] end").FindInterfaceAncestors(TypeName.Parse("::_A"))!
            .Select(ancestor => ancestor.ToString()));

    [Fact]
    public void Class_aliases_are_followed() => Assert.Equal(
        ["::A", "::M", "::String"],
        SmallRuby.Ancestors("class S = String module M end module N = M class A < S include N end", "::A")[..3]);

    [Fact]
    public void A_left_out_argument_is_its_default() => Assert.Equal(
        ["::A", "::M[::String, ::Array[::String]]"],
        SmallRuby.Ancestors("module M[T, S = Array[T]] end class A include M[String] end", "::A")[..2]);

    [Fact]
    public void Each_says_how_it_came() => Assert.Equal(
        [AncestorSource.Prepend, AncestorSource.Itself, AncestorSource.Include, AncestorSource.Super],
        SmallRuby.Builder("module M end module N end class A include M prepend N end")
            .FindInstanceAncestors(TypeName.Parse("::A"))!.Take(4).Select(ancestor => ancestor.Source));

    [Fact]
    public void A_name_that_is_not_declared_has_none() =>
        Assert.Null(SmallRuby.Builder("").FindInstanceAncestors(TypeName.Parse("::Nothing")));
}
