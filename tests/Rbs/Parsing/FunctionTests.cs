using Millpond.Rbs.Ast;

namespace Millpond.Rbs.Tests.Parsing;

public sealed class FunctionTests
{
    [Fact]
    public void Parameters_go_where_their_marks_say()
    {
        Function function = Full("(A, ?B, *C, D, e: E, ?f: F, **G) -> H");
        Assert.Equal(
            (1, 1, true, 1, 1, 1, true),
            (function.RequiredPositionals.Length, function.OptionalPositionals.Length,
            function.RestPositionals is not null, function.TrailingPositionals.Length, function.RequiredKeywords.Count,
            function.OptionalKeywords.Count, function.RestKeywords is not null));
    }

    [Fact]
    public void A_trailing_parameter_may_follow_an_optional_one() =>
        Assert.Single(Full("(A, ?B, C) -> void").TrailingPositionals);

    [Theory]
    [InlineData("(A name) -> void", "name")]
    [InlineData("(A class) -> void", "class")]
    [InlineData("(A `a b`) -> void", "a b")]
    [InlineData("(A bang!) -> void", "bang!")]
    [InlineData("(A 日本) -> void", "日本")]
    public void Any_name_can_be_a_parameters(string source, string name) =>
        Assert.Equal(name, Full(source).RequiredPositionals[0].Name!.Text);

    [Theory]
    [InlineData("(foo: A) -> void", "foo")]
    [InlineData("(foo?: A) -> void", "foo?")]
    [InlineData("(class: A) -> void", "class")]
    [InlineData("(bang!: A) -> void", "bang!")]
    [InlineData("(Foo: A) -> void", "Foo")]
    public void Any_name_can_be_a_keyword(string source, string name) =>
        Assert.True(Full(source).RequiredKeywords.TryGetValue(Name.Of(name), out _));

    [Theory]
    [InlineData("(?foo?: A) -> void")]
    [InlineData("(?foo: A) -> void")]
    [InlineData("(B, ?foo?: A) -> void")]
    public void A_question_mark_before_a_keyword_makes_it_optional(string source) =>
        Assert.Equal(1, Full(source).OptionalKeywords.Count);

    [Fact]
    public void A_question_mark_alone_takes_anything() =>
        Assert.IsType<UntypedFunction>(Rbs.Method("(?) -> void").Function);

    [Fact]
    public void The_return_type_ends_before_a_bar()
    {
        UnionType union = Rbs.Type<UnionType>("^() -> A | B");
        Assert.IsType<ProcType>(union.Types[0]);
    }

    [Fact]
    public void A_block_may_be_optional() => Assert.False(Rbs.Method("() ?{ (A) -> B } -> C").Block!.IsRequired);

    [Fact]
    public void A_block_may_bind_self() =>
        Assert.IsType<ClassInstanceType>(Rbs.Method("() { () [self: A] -> B } -> C").Block!.SelfType);

    [Fact]
    public void A_block_without_parentheses_takes_nothing() =>
        Assert.Empty(Assert.IsType<Function>(Rbs.Method("{ -> A } -> B").Block!.Function).RequiredPositionals);

    [Fact]
    public void The_functions_span_is_that_of_the_method_type_without_its_parameters()
    {
        const string Source = "[T] (T) { (T) -> void } -> T";
        Assert.Equal("(T) { (T) -> void } -> T", Rbs.Cut(Source, Rbs.Method(Source).Function.Span));
    }

    [Fact]
    public void A_type_parameter_is_in_scope() =>
        Assert.IsType<VariableType>(Full("[T] (T) -> T").RequiredPositionals[0].Type);

    private static Function Full(string source) => Assert.IsType<Function>(Rbs.Method(source).Function);
}
