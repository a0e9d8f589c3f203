using System.Text.Json;
using Millpond.Rbs.Diagnostics;
using Millpond.Rbs.Text;

namespace Millpond.Rbs.Tests.Diagnostics;

public sealed class DiagnosticReportTests
{
    [Fact]
    public void Text_shows_the_line_and_carets_below_the_place() => Assert.Equal(
        """
        a.rbs:1:6...1:9: Syntax error: expected one of class/module/constant name, token=`foo` (tLIDENT)

          class foo
                ^^^

        """,
        First("class foo", DiagnosticFormat.Text));

    [Fact]
    public void Text_keeps_tabs_before_the_carets() => Assert.EndsWith(
        "\n  class\tfoo\n       \t^^^\n", First("class\tfoo", DiagnosticFormat.Text), StringComparison.Ordinal);

    [Fact]
    public void Text_has_a_caret_for_the_end_of_the_file() => Assert.EndsWith(
        "\n  class A\n         ^\n", First("class A", DiagnosticFormat.Text), StringComparison.Ordinal);

    [Fact]
    public void Text_has_no_control_characters_of_the_source() => Assert.DoesNotContain(
        "\e", First("class \e[31m", DiagnosticFormat.Text), StringComparison.Ordinal);

    [Fact]
    public void GitHub_annotations_count_columns_from_1() => Assert.Equal(
        "::error file=a.rbs,line=1,endLine=1,col=7,endColumn=10,title=RBS1001"
        + "::expected one of class/module/constant name\n",
        First("class foo", DiagnosticFormat.GitHub));

    [Fact]
    public void GitHub_annotations_escape_what_ends_a_property()
    {
        Diagnostic diagnostic = new("X", Severity.Warning, "50 %\nmore", SourceBuffer.FromText("a,b:c.rbs", "A"), new(0, 1));
        Assert.Equal(
            "::warning file=a%2Cb%3Ac.rbs,line=1,endLine=1,col=1,endColumn=2,title=X::50 %25%0Amore\n",
            DiagnosticReport.Of([diagnostic], DiagnosticFormat.GitHub));
    }

    [Fact]
    public void JSON_has_all_errors_with_their_places()
    {
        JsonElement[] errors = [.. Parsed("class foo\nend\nclass bar\nend", DiagnosticFormat.Json).EnumerateArray()];
        Assert.Equal([1, 3], errors.Select(error => error.GetProperty("start").GetProperty("line").GetInt32()));
        Assert.Equal("tLIDENT", errors[0].GetProperty("token").GetString());
    }

    [Fact]
    public void JSON_of_nothing_is_an_empty_array() =>
        Assert.Equal("[]\n", DiagnosticReport.Of([], DiagnosticFormat.Json));

    [Fact]
    public void SARIF_has_what_the_standard_requires()
    {
        JsonElement log = Parsed("class foo", DiagnosticFormat.Sarif);
        JsonElement run = Assert.Single(log.GetProperty("runs").EnumerateArray());
        JsonElement result = run.GetProperty("results")[0];
        JsonElement rules = run.GetProperty("tool").GetProperty("driver").GetProperty("rules");
        Assert.Equal("2.1.0", log.GetProperty("version").GetString());
        Assert.Equal("unicodeCodePoints", run.GetProperty("columnKind").GetString());
        Assert.Equal(
            result.GetProperty("ruleId").GetString(),
            rules[result.GetProperty("ruleIndex").GetInt32()].GetProperty("id").GetString());
        Assert.Equal(7, result.GetProperty("locations")[0].GetProperty("physicalLocation").GetProperty("region")
            .GetProperty("startColumn").GetInt32());
    }

    [Fact]
    public void SARIF_names_files_as_URIs()
    {
        Diagnostic diagnostic = new("X", Severity.Error, "", SourceBuffer.FromText("sig dir/a#b.rbs", "A"), new(0, 1));
        Assert.Contains(
            "\"uri\":\"sig%20dir/a%23b.rbs\"",
            DiagnosticReport.Of([diagnostic], DiagnosticFormat.Sarif),
            StringComparison.Ordinal);
    }

    private static string First(string source, DiagnosticFormat format) =>
        DiagnosticReport.Of([Rbs.File(source).Diagnostics[0]], format);

    private static JsonElement Parsed(string source, DiagnosticFormat format) =>
        JsonDocument.Parse(DiagnosticReport.Of(Rbs.File(source).Diagnostics, format)).RootElement;
}
