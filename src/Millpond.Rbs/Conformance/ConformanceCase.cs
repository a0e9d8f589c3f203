using System.Text.Json;
using Millpond.Rbs.Ast;
using Millpond.Rbs.Text;

namespace Millpond.Rbs.Conformance;

/// <summary>One recorded call of the rbs gem's parser: what went in and what came out.</summary>
internal sealed class ConformanceCase
{
    private readonly JsonElement _json;

    private ConformanceCase(int line, JsonElement json)
    {
        _json = json;
        Line = line;
        Kind = json.TryGetProperty("kind", out JsonElement kind) ? kind.GetString()! : "signature";
        Encoding = json.TryGetProperty("enc", out JsonElement encoding) ? encoding.GetString()! : "UTF-8";
        byte[] bytes = json.TryGetProperty("src", out JsonElement text)
            ? System.Text.Encoding.UTF8.GetBytes(text.GetString()!)
            : Convert.FromHexString(json.GetProperty("src_hex").GetString()!);
        if (Encoding is "ISO-8859-1" or "ASCII-8BIT")
            bytes = System.Text.Encoding.UTF8.GetBytes(System.Text.Encoding.Latin1.GetString(bytes));
        Buffer = SourceBuffer.FromBytes(BufferName(), bytes);
        IsReadable = Encoding is "UTF-8" or "US-ASCII" or "ISO-8859-1" or "ASCII-8BIT" || Buffer.IsAscii;
    }

    /// <summary>The line of the file of cases, from 1.</summary>
    public int Line { get; }

    /// <summary>What was parsed: signature, type, method_type, type_params, lex, inline_leading_annotation …</summary>
    public string Kind { get; }

    /// <summary>The encoding that Ruby was told.</summary>
    public string Encoding { get; }

    /// <summary>The source as UTF-8, named as it was when the case was recorded.</summary>
    public SourceBuffer Buffer { get; }

    /// <summary>False for a source in an encoding that is no part of RBS here.</summary>
    public bool IsReadable { get; }

    /// <summary>Whether Ruby was told UTF-8.</summary>
    public bool IsUtf8 => Encoding == "UTF-8";

    /// <summary>Recorded without options: a file as a whole.</summary>
    public bool IsWholeFile => !_json.TryGetProperty("opts", out _);

    /// <summary>Reads one line of a file of cases.</summary>
    /// <exception cref="FormatException">It is no case.</exception>
    public static ConformanceCase Read(int line, ReadOnlyMemory<byte> json)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(json);
            return new(line, document.RootElement.Clone());
        }
        catch (Exception error) when (
            error is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new FormatException($"line {line} is no recorded case: {error.Message}", error);
        }
    }

    /// <summary>What is expected under a key (<c>ok</c>, <c>json</c>, <c>error</c> …).</summary>
    public bool Expects(string key, out JsonElement value) => _json.TryGetProperty(key, out value);

    public bool Flag(string name, bool otherwise) => Option(name, out JsonElement value)
        && value.ValueKind is JsonValueKind.True or JsonValueKind.False ? value.GetBoolean() : otherwise;

    public int Number(string name, int otherwise) =>
        Option(name, out JsonElement value) && value.ValueKind == JsonValueKind.Number ? value.GetInt32() : otherwise;

    /// <summary>The type variables in scope.</summary>
    public IEnumerable<Name> Variables() => Option("vars", out JsonElement list) && list.ValueKind == JsonValueKind.Array
        ? list.EnumerateArray().Select(name => Name.Of(name.ToString()))
        : [];

    /// <summary>What Ruby says of variables that are no list of names; null where they are one.</summary>
    public string? ProblemOfVariables()
    {
        const string MustBe = "(must be an Array of Symbols or nil)";
        if (!Option("vars", out JsonElement list) || list.ValueKind == JsonValueKind.Null)
            return null;
        if (list.ValueKind != JsonValueKind.Array)
            return $"wrong argument type {RubyClass(list)} {MustBe}";
        foreach (JsonElement one in list.EnumerateArray().Where(one => one.ValueKind != JsonValueKind.String))
            return $"Type variables Array contains invalid value {one.GetRawText()} of type {RubyClass(one)} {MustBe}";
        return null;
    }

    private static string RubyClass(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Number => "Integer",
        JsonValueKind.String => "String",
        JsonValueKind.Object => "Hash",
        JsonValueKind.Array => "Array",
        JsonValueKind.True => "TrueClass",
        JsonValueKind.False => "FalseClass",
        _ => "NilClass",
    };

    private bool Option(string name, out JsonElement value)
    {
        value = default;
        return _json.TryGetProperty("opts", out JsonElement options) && options.TryGetProperty(name, out value);
    }

    // Every place of what came out names the buffer; nothing of what went in does.
    private string BufferName()
    {
        const string WithoutPlaces = "a.rbs";
        if (_json.TryGetProperty("error", out JsonElement error))
        {
            string message = error.ValueKind == JsonValueKind.String
                ? error.GetString()!
                : error.GetProperty("message").GetString()!.TrimStart('"');
            return message.IndexOf(':') is > 0 and int end ? message[..end] : WithoutPlaces;
        }
        ReadOnlySpan<byte> before = "\"buffer\":{\"name\":"u8;
        if (!_json.TryGetProperty("json", out JsonElement json))
            return WithoutPlaces;
        byte[] text = System.Text.Encoding.UTF8.GetBytes(json.GetRawText());
        int at = text.AsSpan().IndexOf(before);
        if (at < 0)
            return WithoutPlaces;
        Utf8JsonReader reader = new(text.AsSpan(at + before.Length), isFinalBlock: false, default);
        return reader.Read() ? reader.GetString()! : WithoutPlaces;
    }
}
