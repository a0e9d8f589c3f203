using System.Text;
using System.Text.Json;
using Millpond.Rbs.Diagnostics;
using Millpond.Rbs.Environments;
using Millpond.Rbs.Formatting;
using Millpond.Rbs.Json;
using Millpond.Rbs.Lexing;
using Millpond.Rbs.Parsing;
using Millpond.Rbs.Text;
using Millpond.Rbs.Validation;

namespace Millpond.Rbs.Tests.Fuzz;

/// <summary>What must hold for any source at all. Each throws where it does not.</summary>
internal static class Properties
{
    private static readonly RbsVersion[] s_versions = [new(2, 7), new(3, 4), RbsVersion.Latest];

    // What upstream places above its node, or, as the kind of `def self: …`, at an end before its beginning.
    private static readonly string[] s_outside = ["comment", "annotations", "kind"];

    public static void Hold(byte[] source)
    {
        SourceBuffer buffer = SourceBuffer.FromBytes("a.rbs", source);
        TokensCover(buffer);
        Parser.ParseType(buffer);
        Parser.ParseMethodType(buffer);
        foreach (RbsVersion version in s_versions)
        {
            SignatureFile file = Parser.ParseSignature(buffer, new() { Version = version });
            SpansAreInside(file);
            ReportsAreWritten(file);
        }
        FormattingIsStable(buffer);
        EnvironmentIsChecked(buffer);
    }

    public static void TokensCover(SourceBuffer buffer)
    {
        int at = 0;
        foreach (Token token in Lexer.Tokenize(buffer))
        {
            Assert.Equal(at, token.Start);
            Assert.True(token.End >= token.Start);
            at = token.End;
        }
        Assert.Equal(buffer.Length, at);
    }

    public static void SpansAreInside(SignatureFile file)
    {
        using var json = JsonDocument.Parse(
            AstJson.Of(file, new() { IsFull = true }), new JsonDocumentOptions { MaxDepth = 4096 });
        foreach (JsonElement declaration in json.RootElement.GetProperty("declarations").EnumerateArray())
            IsInside(declaration, 0, file.Buffer.Length);
    }

    public static void FormattingIsStable(SourceBuffer buffer)
    {
        FormatResult once = SignatureFormatter.Format(buffer);
        Assert.DoesNotContain(once.Diagnostics, diagnostic => diagnostic.Code == SignatureFormatter.RefusedCode);
        if (once.Text is null)
            return;
        FormatResult twice = SignatureFormatter.Format(SourceBuffer.FromBytes("a.rbs", once.Text));
        Assert.Equal(Encoding.UTF8.GetString(once.Text), Encoding.UTF8.GetString(twice.Text ?? []));
    }

    private static void EnvironmentIsChecked(SourceBuffer buffer)
    {
        SourceFile file = SourceFile.Parse(buffer, CoreOrigin.Instance, ParserOptions.Default);
        var environment = RbsEnvironment.Of([file], RbsVersion.Latest);
        environment.ResolveAll();
        foreach (var error in new Validator(environment).Validate(failFast: false).All)
            Assert.NotEmpty(error.FullText);
    }

    private static void ReportsAreWritten(SignatureFile file)
    {
        int before = 0;
        foreach (Diagnostic diagnostic in file.Diagnostics)
        {
            Assert.InRange(diagnostic.Span.Start, before, file.Buffer.Length);
            Assert.InRange(diagnostic.Span.End, diagnostic.Span.Start, file.Buffer.Length);
            before = diagnostic.Span.Start;
        }
        foreach (DiagnosticFormat format in Enum.GetValues<DiagnosticFormat>())
            DiagnosticReport.Of(file.Diagnostics, format);
    }

    private static void IsInside(JsonElement node, int start, int end)
    {
        if (node.ValueKind == JsonValueKind.Array)
        {
            foreach (JsonElement item in node.EnumerateArray())
                IsInside(item, start, end);
            return;
        }
        if (node.ValueKind != JsonValueKind.Object)
            return;
        if (node.TryGetProperty("location", out JsonElement place) && place.ValueKind == JsonValueKind.Object)
        {
            (start, end) = Checked(place, start, end);
            foreach (JsonProperty child in
                place.TryGetProperty("children", out JsonElement parts) ? parts.EnumerateObject() : default)
            {
                if (child.Value.ValueKind == JsonValueKind.Object && !s_outside.Contains(child.Name))
                    Checked(child.Value, start, end);
            }
        }
        foreach (JsonProperty property in node.EnumerateObject())
        {
            if (property.Name != "location" && !s_outside.Contains(property.Name))
                IsInside(property.Value, start, end);
        }
    }

    private static (int Start, int End) Checked(JsonElement place, int start, int end)
    {
        int from = place.GetProperty("start").GetProperty("byte").GetInt32();
        int to = place.GetProperty("end").GetProperty("byte").GetInt32();
        Assert.True(start <= from && from <= to && to <= end, $"{from}...{to} is not inside of {start}...{end}");
        return (from, to);
    }
}
