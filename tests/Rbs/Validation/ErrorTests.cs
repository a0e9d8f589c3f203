using Millpond.Rbs.Tests.Definitions;

namespace Millpond.Rbs.Tests.Validation;

/// <summary>Each error, in the smallest source that has it. Live tests compare the words with the real gem's.</summary>
public sealed class ErrorTests
{
    [Theory]
    [InlineData("class A def foo: () -> Foo end", "a.rbs:1:23...1:26: Could not find Foo")]
    [InlineData("FOO: Foo", "a.rbs:1:5...1:8: Could not find ::Foo")]
    [InlineData("class A::B end", "a.rbs:1:0...1:14: Could not find ::A")]
    [InlineData("FOO: Array", "a.rbs:1:5...1:10: ::Array expects parameters [unchecked out Elem], but given args []")]
    [InlineData("FOO: String[Integer]", "a.rbs:1:5...1:20: ::String expects parameters [], but given args [::Integer]")]
    [InlineData("module M end class A include M[1] end",
        "a.rbs:1:13...1:37: ::M expects parameters [], but given args [1]")]
    [InlineData("class A < A end", "a.rbs:1:0...1:15: Detected recursive ancestors: ::A < ::A")]
    [InlineData("class A < Foo end", "a.rbs:1:0...1:17: Could not find super class: Foo")]
    [InlineData("class A < Kernel end", "a.rbs:1:10...1:16: Cannot inherit a module: ::Kernel")]
    [InlineData("module M : Foo end", "a.rbs:1:11...1:14: Could not find self type: Foo")]
    [InlineData("class A extend Foo end", "a.rbs:1:8...1:18: Could not find mixin: Foo")]
    [InlineData("class A prepend String end",
        "a.rbs:1:8...1:22: Cannot prepend a class `::String` in the definition of `::A`")]
    [InlineData("class A def a: () -> 1 def a: () -> 2 end",
        "a.rbs:1:8...1:22: ::A#a has duplicated definitions in a.rbs:1:23...1:37")]
    [InlineData("class A def self.a: () -> 1 attr_reader self.a: 1 end",
        "a.rbs:1:8...1:27: ::A.a has duplicated definitions in a.rbs:1:28...1:49")]
    [InlineData("class A include _ToS def to_s: () -> String end",
        "a.rbs:1:21...1:43: ::A#to_s has duplicated definitions in core.rbs:68:2...68:24")]
    [InlineData("class A extend _Each[1] extend _Each[2] end",
        "a.rbs:1:24...1:39: Duplicated method definition: ::A.each")]
    [InlineData("class A @a: Integer @a: String end",
        "a.rbs:1:20...1:30: Duplicated instance variable name `@a` in `::A`")]
    [InlineData("class A self.@a: 1 self.@a: 2 end",
        "a.rbs:1:19...1:29: Duplicated class instance variable name `@a` in `::A`")]
    [InlineData("class A alias a b end", "a.rbs:1:8...1:17: Unknown method alias name: b => a (::A)")]
    [InlineData("class A alias a b alias b a end", "a.rbs:1:8...1:17: Recursive aliases in ::A: a, b")]
    [InlineData("class A[T] alias self.a self.b alias self.b self.a end",
        "a.rbs:1:11...1:30: Recursive aliases in singleton(::A): a, b")]
    [InlineData("class A < String end class A < Integer end", "a.rbs:1:0...1:20: Superclass mismatch: ::A")]
    [InlineData("class A def a: () -> 1 | ... end", "a.rbs:1:8...1:28: Invalid method overloading: ::A#a")]
    [InlineData("class A[T] end class A end", "a.rbs:1:15...1:26: Generic parameters mismatch: ::A")]
    [InlineData("A: 1 A: 2", "a.rbs:1:0...1:4: Duplicated declaration: ::A")]
    [InlineData("class A[out T] def a: (T) -> 1 end",
        "a.rbs:1:22...1:30: Type parameter variance error: T is covariant but used as incompatible variance")]
    [InlineData("type a[in T] = T",
        "a.rbs:1:15...1:16: Type parameter variance error: T is contravariant but used as incompatible variance")]
    [InlineData("type a = a", "a.rbs:1:0...1:10: Recursive type alias definition found for: a")]
    [InlineData("type a[T] = [a[T?]]", "a.rbs:1:0...1:19: Nonregular generic type alias is prohibited: ::a, ::a[T?]")]
    [InlineData("class A[T < Array[S], S < Array[T]] end",
        "a.rbs:1:7...1:35: Cyclic type parameter bound is prohibited")]
    [InlineData("module M = String", "a.rbs:1:11...1:17: A module `::M` cannot be an alias of a class `::String`")]
    [InlineData("class A = A", "a.rbs:1:10...1:11: A ::A is a cyclic definition")]
    [InlineData("class A[T = Integer, S = T] end",
        "a.rbs:1:25...1:26: the default of S cannot include optional type parameter")]
    public void An_error_has_the_gem_s_words(string source, string error) =>
        Assert.Equal([error], SmallRuby.Errors(source));

    [Fact]
    public void A_syntax_error_ends_it_as_what_is_missing_tells_nothing() => Assert.Equal(
        ["a.rbs:1:23...1:26: Syntax error: unexpected token for simple type, token=`end` (kEND)"],
        SmallRuby.Errors("class A def foo: () -> end"));

    [Theory]
    [InlineData("class A @a: Integer attr_reader a: Integer end")]
    [InlineData("class A[T, S = Array[T]] end")]
    [InlineData("class A[T = Integer] end FOO: A BAR: A[String]")]
    [InlineData("class A[unchecked out T] def a: (T) -> 1 end")]
    [InlineData("class A[out T] def initialize: (T) -> void end")]
    [InlineData("type a = Array[a]")]
    [InlineData("type a[T] = [T, a[T]] | nil")]
    [InlineData("class A = String class B < A end")]
    [InlineData("class A < String end class A < ::String end")]
    [InlineData("class A[T < Array[T]] end")]
    public void What_is_right_has_none(string source) => Assert.Empty(SmallRuby.Errors(source));
}
