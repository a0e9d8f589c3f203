using System.Text.Json;
using Millpond.Rbs.Diagnostics;
using Millpond.Rbs.Lexing;
using Millpond.Rbs.Parsing;
using Millpond.Rbs.Text;

namespace Millpond.Rbs.Tests.Parsing;

public sealed class RecordedErrorTests
{
    [Fact]
    public void Every_recorded_call_is_accepted_or_refused_with_the_gems_words()
    {
        List<string> wrong = [];
        foreach (JsonElement line in Recorded.Lines("parse-cases.jsonl.gz"))
        {
            string kind = line.GetProperty("kind").GetString()!;
            if (kind == "lex" || line.TryGetProperty("raise", out _))
                continue;
            Diagnostic? first = Diagnose(kind, line);
            string expected = line.TryGetProperty("error", out JsonElement error)
                ? $"{error.GetProperty("error_message").GetString()} at {error.GetProperty("token_type").GetString()}"
                : "";
            string got = first is null ? "" : $"{first.Message} at {first.Token!.Value.UpstreamName()}";
            if (got != expected)
                wrong.Add($"{kind} {line.GetProperty("opts")}\n{line}\n  gem:  {expected}\n  here: {first} {got}");
        }
        Assert.True(wrong.Count == 0, $"{wrong.Count} differ:\n{string.Join("\n", wrong.Take(60))}");
    }

    private static Diagnostic? Diagnose(string kind, JsonElement line)
    {
        SourceBuffer buffer = SourceBuffer.FromBytes("a.rbs", Recorded.SourceOf(line));
        ParserOptions options = Recorded.OptionsOf(line);
        return (kind switch
        {
            "signature" => Parser.ParseSignature(buffer, options).Diagnostics,
            "type" => Parser.ParseType(buffer, options).Diagnostics,
            "method_type" => Parser.ParseMethodType(buffer, options).Diagnostics,
            "type_params" => Parser.ParseTypeParams(buffer, options).Diagnostics,
            "inline_leading_annotation" => Parser.ParseLeadingAnnotation(buffer, options).Diagnostics,
            _ => Parser.ParseTrailingAnnotation(buffer, options).Diagnostics,
        }).FirstOrDefault();
    }
}
