using System.Text.Json;
using Millpond.Rbs.Text;

namespace Millpond.Rbs.LanguageServer;

/// <summary>Reads the parts of requests; what is missing is told to the client.</summary>
internal static class JsonReading
{
    public static JsonElement? Find(this JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out JsonElement found)
        && found.ValueKind != JsonValueKind.Null
            ? found
            : null;

    public static JsonElement Get(this JsonElement element, string name) =>
        element.Find(name) ?? throw RpcException.BadParams($"{name} is missing");

    public static string? FindText(this JsonElement element, string name) =>
        element.Find(name) is { ValueKind: JsonValueKind.String } text ? TextOf(text, name) : null;

    public static string GetText(this JsonElement element, string name) =>
        element.FindText(name) ?? throw RpcException.BadParams($"{name} is no string");

    public static int GetNumber(this JsonElement element, string name) =>
        element.Find(name) is { ValueKind: JsonValueKind.Number } number && number.TryGetInt32(out int value)
            ? value
            : throw RpcException.BadParams($"{name} is no number");

    public static bool IsTrue(this JsonElement element, string name) =>
        element.Find(name) is { ValueKind: JsonValueKind.True };

    public static IEnumerable<JsonElement> Items(this JsonElement element, string name) =>
        element.Find(name) is { ValueKind: JsonValueKind.Array } array ? [.. array.EnumerateArray()] : [];

    public static string PathOfDocument(this JsonElement parameters) =>
        FileUri.ToPath(parameters.Get("textDocument").GetText("uri"));

    /// <summary>A place as the protocol counts: lines and UTF-16 units from 0.</summary>
    public static int OffsetIn(this JsonElement position, SourceBuffer buffer)
    {
        int line = position.GetNumber("line"), character = position.GetNumber("character");
        if (line < 0 || character < 0)
            throw RpcException.BadParams("a position is not below 0");
        return line == int.MaxValue
            ? buffer.Length
            : buffer.Lines.OffsetOf(new Position(line + 1, character), ColumnUnit.Utf16);
    }

    // A lone surrogate cannot be a string of .NET's reader.
    private static string TextOf(JsonElement text, string name)
    {
        try
        {
            return text.GetString()!;
        }
        catch (InvalidOperationException)
        {
            throw RpcException.BadParams($"{name} is no valid Unicode");
        }
    }
}
