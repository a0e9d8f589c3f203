using System.Text;
using System.Text.Json;
using CsCheck;
using Millpond.Rbs.LanguageServer;

namespace Millpond.Rbs.Tests.LanguageServer;

/// <summary>Changes as an editor sends them, against a string, whose places are UTF-16 by nature.</summary>
public sealed class OpenDocumentTests
{
    private static readonly Gen<string> s_text =
        Gen.OneOf(Gen.Const("a"), Gen.Const("\n"), Gen.Const("é"), Gen.Const("😀"), Gen.Const("class A"), Gen.Const("日"))
            .Array[0, 20].Select(string.Concat);

    [Fact]
    public void A_document_is_what_its_changes_made_it() =>
        Gen.Select(s_text, Gen.Select(Gen.Int[0, 1_000], Gen.Int[0, 1_000], s_text).Array[0, 12]).Sample((start, edits) =>
        {
            OpenDocument document = new("file:///a.rbs", "/a.rbs", start, 0);
            string model = start;
            foreach ((int one, int other, string text) in edits)
            {
                int from = Boundary(model, one), to = Boundary(model, other);
                (from, to) = (Math.Min(from, to), Math.Max(from, to));
                string change = $$"""
                    {"range": {"start": {{At(model, from)}}, "end": {{At(model, to)}} }, "text": {{Editor.Quote(text)}} }
                    """;
                document.Change([JsonDocument.Parse(change).RootElement], 1);
                model = model[..from] + text + model[to..];
            }
            return Encoding.UTF8.GetString(document.Buffer.Bytes) == model;
        });

    [Fact]
    public void A_change_without_a_range_is_the_whole_text()
    {
        OpenDocument document = new("file:///a.rbs", "/a.rbs", "class", 0);
        document.Change([JsonDocument.Parse("""{"text": "module"}""").RootElement], 1);
        Assert.Equal("module", Encoding.UTF8.GetString(document.Buffer.Bytes));
    }

    [Fact]
    public void A_place_beyond_the_end_is_the_end()
    {
        OpenDocument document = new("file:///a.rbs", "/a.rbs", "a\nb", 0);
        string far = """{"line": 2147483647, "character": 2147483647}""";
        document.Change(
            [JsonDocument.Parse($$"""{"range": {"start": {{far}}, "end": {{far}} }, "text": "c"}""").RootElement], 1);
        Assert.Equal("a\nbc", Encoding.UTF8.GetString(document.Buffer.Bytes));
    }

    // Editors never split a surrogate pair.
    private static int Boundary(string text, int wanted)
    {
        int at = wanted % (text.Length + 1);
        return at > 0 && at < text.Length && char.IsLowSurrogate(text[at]) ? at - 1 : at;
    }

    private static string At(string text, int offset)
    {
        int line = text.AsSpan(0, offset).Count('\n');
        return $$"""{"line": {{line}}, "character": {{offset - text.AsSpan(0, offset).LastIndexOf('\n') - 1}} }""";
    }
}
