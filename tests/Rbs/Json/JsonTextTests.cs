using System.Text;
using System.Text.Json;
using CsCheck;
using Millpond.Rbs.Json;

namespace Millpond.Rbs.Tests.Json;

public sealed class JsonTextTests
{
    [Theory]
    [InlineData("a/é\u2028\u007F", "\"a/é\u2028\u007F\"")]
    [InlineData("\"\\\b\f\n\r\t", "\"\\\"\\\\\\b\\f\\n\\r\\t\"")]
    [InlineData("\u0001\u001F", "\"\\u0001\\u001f\"")]
    public void Strings_are_escaped_as_the_json_gem_does(string text, string expected) =>
        Assert.Equal(expected, Written(json => json.String(text)));

    [Fact]
    public void A_broken_byte_becomes_the_replacement_character() =>
        Assert.Equal("\"\uFFFD\"", Written(json => json.String("\uDCFF")));

    [Fact]
    public void Bytes_and_text_are_written_alike() => Gen.String.Where(text => !text.Any(char.IsSurrogate)).Sample(
        text => Written(json => json.String(text)) == Written(json => json.String(Encoding.UTF8.GetBytes(text).AsSpan())));

    [Fact]
    public void Every_string_is_read_back() => Gen.String.Where(text => !text.Any(char.IsSurrogate)).Sample(
        text => JsonDocument.Parse(Written(json => json.String(text))).RootElement.GetString() == text);

    private static string Written(Action<JsonText> write)
    {
        JsonText json = new();
        write(json);
        return Encoding.UTF8.GetString(json.Written);
    }
}
