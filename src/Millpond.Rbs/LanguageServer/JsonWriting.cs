using System.Buffers;
using System.Text;
using System.Text.Json;
using Millpond.Rbs.Text;

namespace Millpond.Rbs.LanguageServer;

/// <summary>Writes messages and the parts that many have.</summary>
internal static class JsonWriting
{
    // What editors get is never part of a page, so only what JSON wants is escaped.
    private static readonly JsonWriterOptions s_options = new()
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static byte[] Object(Action<Utf8JsonWriter> properties)
    {
        ArrayBufferWriter<byte> bytes = new(256);
        using (Utf8JsonWriter json = new(bytes, s_options))
        {
            json.WriteStartObject();
            properties(json);
            json.WriteEndObject();
        }
        return bytes.WrittenSpan.ToArray();
    }

    public static byte[] Value(Action<Utf8JsonWriter> value)
    {
        ArrayBufferWriter<byte> bytes = new(256);
        using (Utf8JsonWriter json = new(bytes, s_options))
            value(json);
        return bytes.WrittenSpan.ToArray();
    }

    public static byte[] Notification(string method, Action<Utf8JsonWriter> parameters) => Object(json =>
    {
        json.WriteString("jsonrpc", "2.0");
        json.WriteString("method", method);
        json.WriteStartObject("params");
        parameters(json);
        json.WriteEndObject();
    });

    /// <summary>Writes a text that may come from a file that is no UTF-8.</summary>
    public static void WriteText(this Utf8JsonWriter json, string name, string text) =>
        json.WriteString(name, Encoding.UTF8.GetBytes(text));

    public static void WriteRange(this Utf8JsonWriter json, string name, SourceBuffer buffer, Span span)
    {
        json.WriteStartObject(name);
        json.WritePosition("start", buffer, span.Start);
        json.WritePosition("end", buffer, span.End);
        json.WriteEndObject();
    }

    public static void WriteLocation(this Utf8JsonWriter json, string uri, SourceBuffer buffer, Span span)
    {
        json.WriteStartObject();
        json.WriteString("uri", uri);
        json.WriteRange("range", buffer, span);
        json.WriteEndObject();
    }

    private static void WritePosition(this Utf8JsonWriter json, string name, SourceBuffer buffer, int offset)
    {
        Position position = buffer.PositionOf(offset, ColumnUnit.Utf16);
        json.WriteStartObject(name);
        json.WriteNumber("line", position.Line - 1);
        json.WriteNumber("character", position.Column);
        json.WriteEndObject();
    }
}
