using Millpond.Rbs.Ast;

namespace Millpond.Rbs.Tests.Ast;

public sealed class NameTests
{
    [Fact]
    public void Equal_spellings_are_one_object() => Assert.Same(Name.Of("foo"), Name.Of("foo"u8));

    [Theory]
    [InlineData("")]
    [InlineData("a")]
    [InlineData("ab")]
    [InlineData("abcdefg")]
    [InlineData("abcdefgh")]
    [InlineData("a_name_of_more_than_sixteen_bytes")]
    [InlineData("日本語")]
    public void A_name_keeps_its_text(string text) => Assert.Equal(text, Name.Of(text).Text);

    [Fact]
    public void Many_threads_agree_on_the_objects()
    {
        string[] texts = [.. Enumerable.Range(0, 20_000).Select(i => $"name{i}")];
        Name[][] found = new Name[4][];
        Parallel.For(0, 4, i => found[i] = [.. texts.Select(Name.Of)]);
        Assert.All(found, names => Assert.Equal(found[0], names));
    }

    [Theory]
    [InlineData("A", TypeNameKind.Class)]
    [InlineData("::A::B", TypeNameKind.Class)]
    [InlineData("A::_B", TypeNameKind.Interface)]
    [InlineData("a", TypeNameKind.Alias)]
    [InlineData("_a", TypeNameKind.Alias)]
    public void A_type_name_tells_its_kind(string text, TypeNameKind kind) =>
        Assert.Equal(kind, TypeName.Parse(text).Kind);

    [Theory]
    [InlineData("A")]
    [InlineData("::A")]
    [InlineData("A::B")]
    [InlineData("::A::B::c")]
    public void A_type_name_is_written_as_it_was(string text) => Assert.Equal(text, TypeName.Parse(text).ToString());

    [Fact]
    public void Equal_type_names_are_one_object() => Assert.Same(TypeName.Parse("::A::B"), TypeName.Parse("A::B").ToAbsolute());

    [Fact]
    public void A_name_goes_into_a_namespace() =>
        Assert.Equal("::A::B::C", TypeName.Parse("B::C").Within(TypeName.Parse("::A").ToNamespace()).ToString());

    [Fact]
    public void A_namespace_is_the_name_of_a_class() =>
        Assert.Same(TypeName.Parse("::A::B"), TypeName.Parse("::A::B::C").Namespace.ToTypeName());

    [Fact]
    public void A_relative_name_has_no_colons_before_it() =>
        Assert.Equal("A::B", TypeName.Parse("::A::B").ToRelative().ToString());
}
