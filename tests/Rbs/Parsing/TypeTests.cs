using System.Numerics;
using Millpond.Rbs.Ast;
using Millpond.Rbs.Parsing;
using Millpond.Rbs.Text;

namespace Millpond.Rbs.Tests.Parsing;

public sealed class TypeTests
{
    [Fact]
    public void Intersection_binds_tighter_than_union()
    {
        UnionType union = Rbs.Type<UnionType>("A | B & C | D");
        Assert.IsType<IntersectionType>(union.Types[1]);
    }

    [Fact]
    public void The_question_mark_binds_tightest() =>
        Assert.IsType<OptionalType>(Rbs.Type<IntersectionType>("A & B?").Types[1]);

    [Fact]
    public void Parentheses_belong_to_the_span_of_what_is_around_them() =>
        Assert.Equal(0, Rbs.Type<OptionalType>("(A | B)?").Span.Start);

    [Theory]
    [InlineData("A::B", "A::B")]
    [InlineData("::A", "::A")]
    [InlineData("::A::B[C]", "::A::B")]
    public void A_class_keeps_its_qualified_name(string source, string name) =>
        Assert.Equal(name, Rbs.Type<ClassInstanceType>(source).Name.ToString());

    [Fact]
    public void Arguments_have_their_span()
    {
        const string Source = "Hash [A, B,]";
        Assert.Equal("[A, B,]", Rbs.Cut(Source, Rbs.Type<ClassInstanceType>(Source).ArgsSpan));
    }

    [Fact]
    public void A_singleton_has_its_name_span()
    {
        const string Source = "singleton( ::A )[B]";
        Assert.Equal("::A", Rbs.Cut(Source, Rbs.Type<SingletonType>(Source).NameSpan));
    }

    [Fact]
    public void A_name_in_scope_is_a_variable() => Assert.Equal("T", Rbs.Type<VariableType>("T", "T").Name.Text);

    [Theory]
    [InlineData("_Each[A]", typeof(InterfaceType))]
    [InlineData("json::value", typeof(AliasType))]
    [InlineData("skip", typeof(AliasType))]
    [InlineData("[]", typeof(TupleType))]
    [InlineData("[ ]", typeof(TupleType))]
    [InlineData("{}", typeof(RecordType))]
    [InlineData("^(A) -> B", typeof(ProcType))]
    [InlineData("untyped", typeof(BaseType))]
    public void The_kind_of_a_type_is_in_its_spelling(string source, Type type) =>
        Assert.IsType(type, Parser.ParseType(SourceBuffer.FromText("a", source)).Value);

    [Fact]
    public void A_record_tells_required_fields_from_optional_ones() =>
        Assert.Equal([true, false], Rbs.Type<RecordType>("{ a: A, ?\"b\" => B }").Fields.Select(field => field.IsRequired));

    [Theory]
    [InlineData("1_000", "1000")]
    [InlineData("-12", "-12")]
    [InlineData("+5", "5")]
    [InlineData("1__0", "1")]
    [InlineData("123456789012345678901234567890", "123456789012345678901234567890")]
    public void Integers_are_of_any_size(string source, string value) =>
        Assert.Equal(BigInteger.Parse(value), Rbs.Type<IntegerLiteral>(source).Value);

    [Theory]
    [InlineData("\"a\\u3042\\x41\\101\\e\\s\"", "aあAA\e ")]
    [InlineData("\"\\q\"", "\0q")]
    [InlineData("\"\\x4\"", "\0x4")]
    [InlineData("'a\\'b\\n\\\\'", "a'b\\n\\")]
    public void Strings_are_unescaped_as_the_gem_does(string source, string value) =>
        Assert.Equal(value, Rbs.Type<StringLiteral>(source).Value);

    [Fact]
    public void A_byte_that_is_no_character_is_a_lone_surrogate() =>
        Assert.Equal(0xDCFF, Rbs.Type<StringLiteral>("\"\\777\"").Value[0]);

    [Theory]
    [InlineData(":a?", "a?")]
    [InlineData(":\"a b\"", "a b")]
    [InlineData(":'a'", "a")]
    [InlineData(":[]=", "[]=")]
    public void Symbols_are_names(string source, string name) =>
        Assert.Equal(Name.Of(name), Rbs.Type<SymbolLiteral>(source).Value);

    [Fact]
    public void A_void_in_parentheses_may_be_optional() =>
        Assert.IsType<OptionalType>(Rbs.Type<ProcType>("^() -> (void)?").Function.ReturnType);

    [Fact]
    public void Before_version_4_void_may_stand_anywhere()
    {
        SourceBuffer buffer = SourceBuffer.FromText("a.rbs", "type a = Array[void?] | void");
        Assert.Empty(Parser.ParseSignature(buffer, new ParserOptions { Version = new(3, 9) }).Diagnostics);
    }

    [Fact]
    public void A_bound_may_name_a_later_parameter()
    {
        ClassDeclaration declaration = Rbs.Declaration<ClassDeclaration>("class C[A < _Each[B], B]\nend");
        InterfaceType bound = Assert.IsType<InterfaceType>(declaration.TypeParams[0].UpperBound);
        Assert.True(Assert.IsType<VariableType>(bound.Args[0]).IsForward);
    }

    [Fact]
    public void Type_parameters_have_all_their_parts()
    {
        const string Source = "class C[unchecked out T < A > B = C]\nend";
        TypeParam parameter = Rbs.Declaration<ClassDeclaration>(Source).TypeParams[0];
        Assert.Equal(
            ["unchecked", "out", "T", "< A", "> B", "= C"],
            new[]
            {
                parameter.UncheckedSpan, parameter.VarianceSpan, parameter.NameSpan,
                parameter.UpperBoundSpan, parameter.LowerBoundSpan, parameter.DefaultSpan,
            }.Select(span => Rbs.Cut(Source, span)));
    }
}
