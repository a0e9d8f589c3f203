using System.Collections.Immutable;
using System.IO.Compression;
using System.Text.Json;
using Millpond.Rbs.Ast;
using Millpond.Rbs.Parsing;

namespace Millpond.Rbs.Tests;

/// <summary>What the rbs gem said: the recorded cases beside this checkout.</summary>
internal static class Recorded
{
    private static readonly string s_folder =
        Path.GetFullPath(Path.Combine(Repository.Root, "..", "shared", "conformance", "rbs"));

    /// <summary>A recorded file; skips the test where there is none.</summary>
    public static string PathOf(string file)
    {
        string path = Path.Combine(s_folder, file);
        Assert.SkipUnless(File.Exists(path), $"{file} is not beside this checkout (../shared/conformance/rbs)");
        return path;
    }

    /// <summary>The lines of a recorded file; skips the test where there is none.</summary>
    public static List<JsonElement> Lines(string file)
    {
        using StreamReader reader = new(new GZipStream(File.OpenRead(PathOf(file)), CompressionMode.Decompress));
        List<JsonElement> lines = [];
        while (reader.ReadLine() is { } line)
            lines.Add(JsonDocument.Parse(line).RootElement);
        return lines;
    }

    /// <summary>The source of a case, as the bytes that were parsed, in UTF-8.</summary>
    public static byte[] SourceOf(JsonElement line)
    {
        if (line.TryGetProperty("src", out JsonElement text))
            return System.Text.Encoding.UTF8.GetBytes(text.GetString()!);
        byte[] bytes = Convert.FromHexString(line.GetProperty("src_hex").GetString()!);
        return line.GetProperty("enc").GetString() is "ISO-8859-1" or "ASCII-8BIT"
            ? System.Text.Encoding.UTF8.GetBytes(System.Text.Encoding.Latin1.GetString(bytes))
            : bytes;
    }

    /// <summary>The options of a recorded call.</summary>
    public static ParserOptions OptionsOf(JsonElement line)
    {
        JsonElement options = line.GetProperty("opts");
        return new()
        {
            Start = Number(options, "s") ?? 0,
            End = Encoding(line) is "ISO-8859-1" ? null : Number(options, "e"),
            Variables = Names(options),
            RequireEof = Flag(options, "eof", false),
            VoidAllowed = Flag(options, "void", true),
            SelfAllowed = Flag(options, "self", true),
            ClassishAllowed = Flag(options, "classish", true),
            ModuleTypeParams = Flag(options, "module", true),
            ForwardingAllowed = Flag(options, "fwd", false),
            UnicodeEscapes = Encoding(line) == "UTF-8",
        };
    }

    private static string Encoding(JsonElement line) => line.GetProperty("enc").GetString()!;

    private static int? Number(JsonElement options, string name) =>
        options.TryGetProperty(name, out JsonElement value) ? value.GetInt32() : null;

    private static bool Flag(JsonElement options, string name, bool otherwise) =>
        options.TryGetProperty(name, out JsonElement value) ? value.GetBoolean() : otherwise;

    private static ImmutableArray<Name> Names(JsonElement options) =>
        options.TryGetProperty("vars", out JsonElement names) && names.ValueKind == JsonValueKind.Array
            ? [.. names.EnumerateArray().Select(static name => Name.Of(name.GetString()!))]
            : [];
}
