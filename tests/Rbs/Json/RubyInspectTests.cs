using System.Text.Json;
using Millpond.Rbs.Json;

namespace Millpond.Rbs.Tests.Json;

public sealed class RubyInspectTests
{
    [Theory]
    [InlineData("a", "\"a\"")]
    [InlineData("\"\\", "\"\\\"\\\\\"")]
    [InlineData("\n\r\t\f\v\b\a\e", "\"\\n\\r\\t\\f\\v\\b\\a\\e\"")]
    [InlineData("\0\u0001\u007F", "\"\\u0000\\u0001\\u007F\"")]
    [InlineData("#{a} #$a #@a # a", "\"\\#{a} \\#$a \\#@a # a\"")]
    [InlineData("日本é😀", "\"日本é😀\"")]
    [InlineData("\u2028\uE000", "\"\\u2028\uE000\"")]
    [InlineData("\U0010FFFF", "\"\\u{10FFFF}\"")]
    public void Strings_are_inspected_as_Ruby_does(string text, string expected) =>
        Assert.Equal(expected, RubyInspect.OfString(text));

    [Fact]
    public void A_byte_that_is_no_UTF_8_is_shown_as_one() => Assert.Equal("\"a\\xFF\"", RubyInspect.OfString("a\uDCFF"));

    [Theory]
    [InlineData("a")]
    [InlineData("A?")]
    [InlineData("a!")]
    [InlineData("a=")]
    [InlineData("@a")]
    [InlineData("@@a")]
    [InlineData("$a")]
    [InlineData("$12")]
    [InlineData("$~")]
    [InlineData("$-w")]
    [InlineData("[]=")]
    [InlineData("<=>")]
    [InlineData("日本")]
    [InlineData("1=")]
    public void Names_that_Ruby_reads_without_quotes_have_none(string name) =>
        Assert.Equal(":" + name, RubyInspect.OfSymbol(name));

    [Theory]
    [InlineData("")]
    [InlineData("a b")]
    [InlineData("1a")]
    [InlineData("a?=")]
    [InlineData("@a=")]
    [InlineData("@@")]
    [InlineData("$")]
    [InlineData("$-ww")]
    [InlineData("[]==")]
    [InlineData("a\0")]
    [InlineData("1==")]
    public void Other_names_are_quoted(string name) =>
        Assert.StartsWith(":\"", RubyInspect.OfSymbol(name), StringComparison.Ordinal);

    [Fact]
    public void A_million_equals_signs_are_no_problem() =>
        Assert.Equal(":1=".Length + 1_000_000, RubyInspect.OfSymbol("1" + new string('=', 1_000_001)).Length);

    [Fact]
    public async Task Every_name_of_up_to_three_characters_is_inspected_as_Ruby_does()
    {
        Require.Command("ruby", "ruby");
        const string Script = """
            require "json"
            letters = %w[a A 1 _ @ $ ! ? = < > + - * / % [ ] ~ ^ & | ` : . é]
            names = (1..3).flat_map { |n| letters.repeated_permutation(n).map(&:join) }
            puts JSON.generate(names.to_h { |name| [name, name.to_sym.inspect] })
            """;
        Dictionary<string, string?> utf8 = new() { ["LC_ALL"] = "C.UTF-8" };
        CommandResult ruby = (await Repository.RunAsync("ruby", ["-e", Script], utf8)).Succeeded();
        using JsonDocument inspected = JsonDocument.Parse(ruby.Output);
        Assert.Empty(inspected.RootElement.EnumerateObject()
            .Where(pair => pair.Value.GetString() != RubyInspect.OfSymbol(pair.Name))
            .Select(pair => $"{pair.Value.GetString()} here {RubyInspect.OfSymbol(pair.Name)}"));
    }
}
