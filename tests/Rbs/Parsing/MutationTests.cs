using System.Text.Json;
using Millpond.Rbs.Parsing;
using Millpond.Rbs.Text;

namespace Millpond.Rbs.Tests.Parsing;

public sealed class MutationTests
{
    [Fact]
    public void The_first_error_of_every_broken_snippet_is_the_gems()
    {
        List<string> wrong = [];
        foreach (JsonElement line in Recorded.Lines("mutations.jsonl.gz"))
        {
            SourceBuffer buffer = SourceBuffer.FromBytes("a.rbs", Recorded.SourceOf(line));
            SignatureFile file = Parser.ParseSignature(buffer);
            string expected = Expected(line);
            string got = file.IsValid ? "" : expected.StartsWith("a.rbs", StringComparison.Ordinal)
                ? file.Diagnostics[0].FullMessage
                : file.Diagnostics[0].Message;
            if (got != expected)
                wrong.Add($"{line.GetProperty("src")}\n  gem:  {expected}\n  here: {got}");
        }
        Assert.True(wrong.Count == 0, $"{wrong.Count} differ:\n{string.Join("\n", wrong.Take(60))}");
    }

    private static string Expected(JsonElement line) =>
        line.TryGetProperty("error", out JsonElement error) ? error.GetString()!
        : line.TryGetProperty("raise", out JsonElement raise) ? raise.GetString()!
        : "";
}
