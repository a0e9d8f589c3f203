using CsCheck;
using Millpond.Rbs.Environments.Loading;

namespace Millpond.Rbs.Tests.Environments.Loading;

public sealed class YamlTests
{
    private const string Lock = """
        ---
        path: ".gem_rbs_collection"
        gems:
        - name: ast # a comment
          version: '2.4'
          source:
            type: git
            remote: https://example.invalid/x.git
        -
          name: 'it''s'
          version: "0\n"
        empty:
        list: []
        nested:
          - - a
            - b
        """;

    [Theory]
    [InlineData("path", ".gem_rbs_collection")]
    [InlineData("empty", "")]
    public void A_text_is_read(string key, string text) => Assert.Equal(text, Yaml.Read("a", Lock)[key]?.Text);

    [Fact]
    public void A_list_may_stand_at_its_key_s_indentation() =>
        Assert.Equal(["ast", "it's"], Yaml.Read("a", Lock)["gems"]!.Items.Select(gem => gem["name"]?.Text));

    [Fact]
    public void Maps_nest() => Assert.Equal("git", Yaml.Read("a", Lock)["gems"]!.Items[0]["source"]?["type"]?.Text);

    [Fact]
    public void A_colon_inside_a_text_is_text() => Assert.Equal(
        "https://example.invalid/x.git", Yaml.Read("a", Lock)["gems"]!.Items[0]["source"]?["remote"]?.Text);

    [Fact]
    public void Double_quotes_have_escapes() => Assert.Equal("0\n", Yaml.Read("a", Lock)["gems"]!.Items[1]["version"]?.Text);

    [Fact]
    public void Lists_nest() => Assert.Equal("b", Yaml.Read("a", Lock)["nested"]!.Items[0].Items[1].Text);

    [Fact]
    public void An_empty_list_is_a_list() => Assert.IsType<YamlList>(Yaml.Read("a", Lock)["list"]);

    [Fact]
    public void An_empty_document_is_an_empty_map() => Assert.Empty(Assert.IsType<YamlMap>(Yaml.Read("a", "---\n")).Pairs);

    [Theory]
    [InlineData("a: 1\nb", "x.yaml, line 2: expected 'key: value' and found 'b'")]
    [InlineData("a: 1\na: 2", "x.yaml, line 2: the key a is there twice")]
    [InlineData("a: 'b", "x.yaml, line 1: the text 'b is not closed on its line")]
    [InlineData("a:\n\tb: 1", "x.yaml, line 2: YAML is indented with spaces, not with tabs")]
    [InlineData("a: &x 1", "x.yaml, line 1: '&' begins YAML that is not read here; write plain keys, lists and texts")]
    [InlineData("a:\n  b: 1\n c: 2", "x.yaml, line 3: this line is indented otherwise than those above")]
    public void What_is_not_read_is_an_error_with_its_line(string text, string message) =>
        Assert.Equal(message, Assert.Throws<RbsLoadException>(() => Yaml.Read("x.yaml", text)).Message);

    [Fact]
    public void Any_text_is_read_or_refused() => Check.Sample(
        Gen.Char["ab:- #'\"\n\\[{~"].List[0, 40].Select(characters => string.Concat(characters)),
        text =>
        {
            try
            {
                Yaml.Read("x.yaml", text);
            }
            catch (RbsLoadException)
            {
                // refused
            }
        },
        iter: 20_000);
}
