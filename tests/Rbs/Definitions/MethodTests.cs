using Millpond.Rbs.Ast;
using Millpond.Rbs.Definitions;
using Millpond.Rbs.Parsing;

namespace Millpond.Rbs.Tests.Definitions;

public sealed class MethodTests
{
    [Fact]
    public void A_method_of_a_generic_super_class_takes_its_arguments() => Assert.Equal(
        ["(::Array[::String]) -> ::String?"],
        SmallRuby.Types(SmallRuby.Method(
            "class A[T] def foo: (Array[T]) -> T? end class B < A[String] end", "::B", "foo")));

    [Fact]
    public void A_method_s_own_parameter_hides_that_of_the_class() => Assert.Equal(
        ["[T] (T) -> ::String"],
        SmallRuby.Types(SmallRuby.Method(
            "class A[T, S] def foo: [T] (T) -> S end class B < A[Integer, String] end", "::B", "foo")));

    [Fact]
    public void A_module_s_parameters_are_what_the_class_gives() => Assert.Equal(
        ["[T] () { (::Integer) -> T } -> ::Array[T]"],
        SmallRuby.Types(SmallRuby.Method("class A include Enumerable[Integer] end", "::A", "map")));

    [Fact]
    public void Added_overloads_come_first_and_the_last_added_of_all() => Assert.Equal(
        ["(4) -> void", "(2) -> void", "(3) -> void", "(1) -> void"],
        SmallRuby.Types(SmallRuby.Method(
            """
            class A
              def foo: (1) -> void
              def foo: (2) -> void | (3) -> void | ...
              def foo: (4) -> void | ...
            end
            """,
            "::A",
            "foo")));

    [Fact]
    public void Overloads_can_be_added_to_what_is_inherited()
    {
        DefinedMethod method = SmallRuby.Method("class A def to_s: (Integer) -> String | ... end", "::A", "to_s");
        Assert.Equal(["(::Integer) -> ::String", "() -> ::String"], SmallRuby.Types(method));
        Assert.Equal(["::A", "::Object"], method.Overloads.Select(overload => overload.DefinedIn.ToString()));
        Assert.Equal("::A", method.ImplementedIn!.ToString());
    }

    [Fact]
    public void Super_is_the_method_below()
    {
        DefinedMethod method = SmallRuby.Method(
            "module M def to_s: () -> 1 end class A include M def to_s: () -> 2 end", "::A", "to_s");
        Assert.Equal("::M", method.Super!.DefinedIn!.ToString());
        Assert.Equal("::Object", method.Super!.Super!.DefinedIn!.ToString());
        Assert.Null(method.Super!.Super!.Super);
    }

    [Fact]
    public void An_alias_has_the_types_of_what_it_names()
    {
        DefinedMethod method = SmallRuby.Method("class A alias foo bar alias bar to_s end", "::A", "foo");
        Assert.Equal(["() -> ::String"], SmallRuby.Types(method));
        Assert.Equal("bar", method.AliasOf!.Name.Text);
        Assert.Equal("::A", method.DefinedIn!.ToString());
    }

    [Theory]
    [InlineData("attr_reader foo: Integer", "foo", "() -> ::Integer")]
    [InlineData("attr_accessor foo: Integer", "foo=", "(::Integer foo) -> ::Integer")]
    [InlineData("attr_writer foo: Integer", "foo=", "(::Integer foo) -> ::Integer")]
    public void Attributes_are_methods(string member, string name, string type) => Assert.Equal(
        [type], SmallRuby.Types(SmallRuby.Method($"class A {member} end", "::A", name)));

    [Theory]
    [InlineData("def foo: () -> void", false)]
    [InlineData("private def foo: () -> void", true)]
    [InlineData("private\ndef foo: () -> void", true)]
    [InlineData("private\npublic\ndef foo: () -> void", false)]
    [InlineData("private\npublic def foo: () -> void", false)]
    [InlineData("private\nattr_reader foo: Integer", true)]
    [InlineData("private\nalias foo to_s", false)]
    [InlineData("def self?.foo: () -> void", true)]
    public void Visibility_is_that_of_the_member_or_else_of_its_section(string members, bool isPrivate) =>
        Assert.Equal(isPrivate, SmallRuby.Method($"class A\n{members}\nend", "::A", "foo").IsPrivate);

    [Theory]
    [InlineData("initialize", "3.4", true)]
    [InlineData("initialize_copy", "3.4", false)]
    [InlineData("initialize_copy", "4.2", true)]
    public void What_Ruby_makes_private_is_private(string name, string version, bool isPrivate)
    {
        Assert.True(RbsVersion.TryParse(version, out RbsVersion parsed));
        DefinedMethod method = SmallRuby.Method($"class A def {name}: (A) -> void end", "::A", name, parsed);
        Assert.Equal(isPrivate, method.IsPrivate);
    }

    [Fact]
    public void A_method_of_an_interface_is_defined_there_and_implemented_by_the_class()
    {
        DefinedMethod method = SmallRuby.Method("class A include _Each[Integer] end", "::A", "each");
        Assert.Equal(["() { (::Integer) -> void } -> void"], SmallRuby.Types(method));
        Assert.Equal("::_Each", method.DefinedIn!.ToString());
        Assert.Equal("::A", method.ImplementedIn!.ToString());
    }

    [Fact]
    public void New_takes_what_initialize_takes()
    {
        DefinedMethod method = SmallRuby.Singleton("class A[T] def initialize: (T) -> void end", "::A")
            .FindMethod(Name.Of("new"))!;
        Assert.Equal(["[T] (T) -> ::A[T]"], SmallRuby.Types(method));
        Assert.False(method.IsPrivate);
    }

    [Fact]
    public void A_parameter_of_initialize_that_has_the_class_s_name_gets_another() => Assert.Equal(
        ["[T, T@1, S] (T@1, S) -> ::A[T]"],
        SmallRuby.Types(SmallRuby.Singleton("class A[T] def initialize: [T, S] (T, S) -> void end", "::A")
            .FindMethod(Name.Of("new"))!));

    [Fact]
    public void An_alias_of_new_is_typed_too() => Assert.Equal(
        ["(::Integer) -> ::A"],
        SmallRuby.Types(SmallRuby.Singleton(
            "class A def initialize: (Integer) -> void alias self.make self.new end", "::A")
            .FindMethod(Name.Of("make"))!));

    [Fact]
    public void A_new_of_its_own_stays_as_it_is() => Assert.Equal(
        ["() -> nil"],
        SmallRuby.Types(SmallRuby.Singleton("class A def self.new: () -> nil end", "::A").FindMethod(Name.Of("new"))!));

    [Fact]
    public void A_module_has_the_methods_of_its_self_types() => Assert.Equal(
        "::_Each", SmallRuby.Method("module M : _Each[Integer] end", "::M", "each").DefinedIn!.ToString());

    [Fact]
    public void Since_3_5_an_alias_may_name_a_method_of_a_self_type()
    {
        const string Source = "class B def foo: () -> 1 end module M : B alias bar foo end class A include M end";
        Assert.Equal(["() -> 1"], SmallRuby.Types(SmallRuby.Method(Source, "::A", "bar")));
        Assert.Throws<DefinitionException>(() => SmallRuby.Method(Source, "::A", "bar", new RbsVersion(3, 4)));
    }

    [Fact]
    public void Names_come_in_order_of_definition_inherited_ones_first() => Assert.Equal(
        ["initialize", "==", "puts", "class", "to_s", "b", "a"],
        SmallRuby.Instance("class A def b: () -> 1 def a: () -> 1 def to_s: () -> 1 end", "::A").MethodNames
            .Select(name => name.Text));

    [Fact]
    public void Two_classes_with_one_module_share_its_table()
    {
        DefinitionBuilder builder = SmallRuby.Builder(
            "module M[T] def foo: (T) -> void end class A include M[1] end class B include M[2] end");
        Layer[] a = builder.FindInstance(TypeName.Parse("::A"))!.Layers.ToArray();
        Layer[] b = builder.FindInstance(TypeName.Parse("::B"))!.Layers.ToArray();
        Assert.Same(a[0].Methods, b[0].Methods);
    }

    [Fact]
    public void A_definition_is_made_once()
    {
        DefinitionBuilder builder = SmallRuby.Builder("class A end");
        Assert.Same(builder.FindInstance(TypeName.Parse("::A")), builder.FindInstance(TypeName.Parse("::A")));
    }

    [Fact]
    public void Variables_are_those_said_and_those_of_attributes() => Assert.Equal(
        ["@a: ::String in ::A", "@b: ::Integer in ::B"],
        SmallRuby.Instance("class A[T] @a: T end class B < A[String] attr_reader b: Integer end", "::B")
            .InstanceVariables.Select(variable =>
                $"{variable.Name}: {TypeText.Of(variable.Type, SmallRuby.Latest)} in {variable.DeclaredIn}"));

    [Fact]
    public void A_type_alias_stands_for_its_type_with_arguments_in_place() => Assert.Equal(
        "[ ::String, ::Array[::String] ]",
        TypeText.Of(
            SmallRuby.Builder("type pair[T] = [T, Array[T]]").ExpandAlias(
                TypeName.Parse("::pair"), Rbs.Type<ClassInstanceType>("::String"))!,
            SmallRuby.Latest));
}
