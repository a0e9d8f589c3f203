using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Millpond.Rbs.Lexing;
using Millpond.Rbs.Text;

namespace Millpond.Rbs.Diagnostics;

/// <summary>An array with an object for each finding; columns from 0 in code points, as in the messages.</summary>
internal static class JsonReport
{
    public static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Of(IReadOnlyCollection<Diagnostic> diagnostics) => Write(json =>
    {
        json.WriteStartArray();
        foreach (Diagnostic diagnostic in diagnostics)
            One(json, diagnostic);
        json.WriteEndArray();
    });

    /// <summary>What <paramref name="content"/> writes, with a newline behind.</summary>
    public static string Write(Action<Utf8JsonWriter> content)
    {
        using MemoryStream bytes = new();
        using (Utf8JsonWriter json = new(bytes, Options))
            content(json);
        return Encoding.UTF8.GetString(bytes.GetBuffer().AsSpan(0, (int)bytes.Length)) + "\n";
    }

    private static void One(Utf8JsonWriter json, Diagnostic diagnostic)
    {
        json.WriteStartObject();
        json.WriteString("file", diagnostic.Buffer.Name);
        json.WriteString("code", diagnostic.Code);
        json.WriteString("severity", diagnostic.Severity switch
        {
            Severity.Error => "error",
            Severity.Warning => "warning",
            _ => "information",
        });
        json.WriteString("message", diagnostic.Message);
        json.WriteString("fullMessage", diagnostic.FullMessage);
        Point(json, "start", diagnostic, diagnostic.Span.Start);
        Point(json, "end", diagnostic, diagnostic.Span.End);
        json.WriteString("token", diagnostic.Token?.UpstreamName());
        json.WriteEndObject();
    }

    private static void Point(Utf8JsonWriter json, string name, Diagnostic diagnostic, int offset)
    {
        Position position = diagnostic.Buffer.PositionOf(offset);
        json.WriteStartObject(name);
        json.WriteNumber("line", position.Line);
        json.WriteNumber("column", position.Column);
        json.WriteNumber("byte", offset);
        json.WriteEndObject();
    }
}
