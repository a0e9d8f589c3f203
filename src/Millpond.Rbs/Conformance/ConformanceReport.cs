using Millpond.Rbs.Diagnostics;

namespace Millpond.Rbs.Conformance;

/// <summary>Differences and counts as text and as lines of JSON.</summary>
public static class ConformanceReport
{
    /// <summary>A difference in some lines: where, what, the source, expected and actual.</summary>
    public static string Text(ConformanceDifference difference)
    {
        ArgumentNullException.ThrowIfNull(difference);
        string reason = difference.Reason is { } known ? $" (on purpose: {known})" : "";
        return $"""
            case {difference.Line}: {difference.Kind}: {difference.What} differs{reason}
              source    {Quoted(difference.Source)}
              expected  {difference.Expected}
              actual    {difference.Actual}
            """;
    }

    /// <summary>A difference as one line of JSON.</summary>
    public static string Json(ConformanceDifference difference) => JsonReport.Write(json =>
    {
        json.WriteStartObject();
        json.WriteNumber("line", difference.Line);
        json.WriteString("kind", difference.Kind);
        json.WriteString("what", difference.What);
        json.WriteString("source", difference.Source);
        json.WriteString("expected", difference.Expected);
        json.WriteString("actual", difference.Actual);
        json.WriteString("reason", difference.Reason);
        json.WriteEndObject();
    }).TrimEnd('\n');

    /// <summary>The counts as one line of JSON.</summary>
    public static string Json(ConformanceCount count) => JsonReport.Write(json =>
    {
        json.WriteStartObject();
        json.WriteNumber("passed", count.Passed);
        json.WriteNumber("failed", count.Failed);
        json.WriteNumber("documented", count.Documented);
        json.WriteEndObject();
    }).TrimEnd('\n');

    private static string Quoted(string source)
    {
        const int Most = 300;
        return Rbs.Json.RubyInspect.OfString(source.Length <= Most ? source : source[..Most] + " …");
    }
}
