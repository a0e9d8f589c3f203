using Millpond.Rbs.Ast;
using Millpond.Rbs.Definitions;
using Millpond.Rbs.Parsing;

namespace Millpond.Rbs.Tests.Definitions;

public sealed class TypeTextTests
{
    [Theory]
    [InlineData("[]", "[ ]")]
    [InlineData("[Integer,String]", "[ Integer, String ]")]
    [InlineData("{ a: Integer, ?b: String, \"c\" => 1, 3 => nil, :\"a b\" => top }",
        "{ a: Integer, ?b: String, \"c\" => 1, 3 => nil, :\"a b\" => top }")]
    [InlineData("(A | B)?", "(A | B)?")]
    [InlineData("A | B & C", "A | (B & C)")]
    [InlineData("(A | B) & C", "(A | B) & C")]
    [InlineData(":a ?", ":a ?")]
    [InlineData("(^() -> void)?", "(^() -> void)?")]
    [InlineData("^(A) { (B) [self: C] -> D } -> (E | F)", "^(A) { (B) [self: C] -> D } -> (E | F)")]
    [InlineData("^(?) -> untyped", "^(?) -> untyped")]
    [InlineData("singleton(A)[B]", "singleton(A)[B]")]
    [InlineData("^(A a, ?B, *C c, D, e: E, ?f: F, **G) -> void", "^(A a, ?B, *C c, D, e: E, ?f: F, **G) -> void")]
    [InlineData("__todo__", "__todo__")]
    public void A_type_is_written_as_the_gem_s_to_s(string source, string text) =>
        Assert.Equal(text, TypeText.Of(Rbs.Type<RbsType>(source), RbsVersion.Latest));

    [Fact]
    public void Before_3_5_an_intersection_in_a_union_has_no_parentheses() =>
        Assert.Equal("A | B & C", TypeText.Of(Rbs.Type<RbsType>("A | B & C"), new RbsVersion(3, 4)));

    [Fact]
    public void Before_3_0_only_keywords_are_quoted_as_names() => Assert.Equal(
        "^(A `end`, B foo!) -> void",
        TypeText.Of(Rbs.Type<RbsType>("^(A `end`, B foo!) -> void"), new RbsVersion(2, 7)));

    [Fact]
    public void A_method_type_begins_with_its_parameters() => Assert.Equal(
        "[T < Integer] (T) ?{ (T) -> void } -> T?",
        TypeText.Of(Rbs.Method("[T < Integer] (T) ?{ (T) -> void } -> T?"), RbsVersion.Latest));
}
