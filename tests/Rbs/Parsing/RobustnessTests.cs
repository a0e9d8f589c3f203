using System.Text;
using CsCheck;
using Millpond.Rbs.Diagnostics;
using Millpond.Rbs.Lexing;
using Millpond.Rbs.Parsing;
using Millpond.Rbs.Text;

namespace Millpond.Rbs.Tests.Parsing;

public sealed class RobustnessTests
{
    private const int Million = 1_000_000;

    private static readonly string[] s_words =
    [
        "class", "module", "interface", "def", "end", "A", "_B", "c", "(", ")", "[", "]", "{", "}", "->", ":", "::", "|",
        "?", "*", "**", ",", "=", "<", "self", ".", "@x", "%a{x}", "type", "use", "private", "\n", "1", "...", "alias",
    ];

    [Theory]
    [InlineData("type a = ", "(")]
    [InlineData("type a = ", "[")]
    [InlineData("type a = ", "{ a: ")]
    [InlineData("type a = ", "^(")]
    [InlineData("type a = ", "A[")]
    [InlineData("type a = ", "^() -> ")]
    [InlineData("", "class A\n")]
    [InlineData("", "module A ")]
    public void A_million_levels_are_an_error_and_no_overflow(string start, string level)
    {
        SignatureFile file = Rbs.File(start + string.Concat(Enumerable.Repeat(level, Million)));
        Assert.Contains(file.Diagnostics, diagnostic => diagnostic.Code == DiagnosticCodes.Nesting);
    }

    [Theory]
    [InlineData("A | ")]
    [InlineData("A & ")]
    public void A_million_alternatives_are_no_nesting(string part)
    {
        SignatureFile file = Rbs.File($"type a = {string.Concat(Enumerable.Repeat(part, Million))}A");
        Assert.Empty(file.Diagnostics);
    }

    // Each of these has an opening mark at every step and no closing one: read to the end from each, it would take hours.
    [Theory]
    [InlineData("\"\\")]
    [InlineData("'\\")]
    [InlineData("%a{")]
    [InlineData("%a|")]
    [InlineData("` ")]
    [InlineData("`a")]
    [InlineData("\"\\\"")]
    [InlineData("class 1 ")]
    [InlineData("foo ")]
    [InlineData("$ ")]
    [InlineData("-")]
    [InlineData(":\"\\")]
    public void A_million_times_anything_ends_soon(string part) =>
        Assert.NotEmpty(Rbs.File(string.Concat(Enumerable.Repeat(part, Million))).Diagnostics);

    [Fact]
    public void A_nul_byte_is_refused_in_the_gems_words()
    {
        Diagnostic diagnostic = Assert.Single(Rbs.File("class A end\0 garbage").Diagnostics);
        Assert.Equal((DiagnosticCodes.NulByte, "string contains null byte"), (diagnostic.Code, diagnostic.Message));
    }

    [Fact]
    public void Utf16_is_refused_with_what_to_do() =>
        Assert.Equal(
            DiagnosticCodes.Encoding,
            Assert.Single(Rbs.File([0xFF, 0xFE, .. Encoding.Unicode.GetBytes("class A end")]).Diagnostics).Code);

    [Fact]
    public void A_broken_byte_is_one_error_token()
    {
        byte[] source = [.. "##"u8, 0xC2];
        Assert.Equal(TokenKind.Error, Rbs.File(source).Diagnostics[0].Token);
    }

    [Fact]
    public void Errors_of_one_file_are_limited() =>
        Assert.Equal(1000, Rbs.File(string.Concat(Enumerable.Repeat("class 1 end\n", 5000))).Diagnostics.Length);

    [Fact]
    public void Any_bytes_give_a_tree() => Gen.Byte[1, 255].Array[0, 200].Sample(static source => Rbs.File(source) != null);

    [Fact]
    public void Any_tokens_give_a_tree() => Gen.Int[0, s_words.Length - 1].Array[0, 60].Sample(static choice =>
    {
        SourceBuffer buffer = SourceBuffer.FromText("a.rbs", string.Join(' ', choice.Select(static at => s_words[at])));
        SignatureFile file = Parser.ParseSignature(buffer);
        return file.Diagnostics.All(diagnostic => diagnostic.Span.End <= buffer.Length);
    });
}
