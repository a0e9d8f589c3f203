using System.Globalization;
using System.Text;
using Millpond.Rbs.Text;

namespace Millpond.Rbs.Diagnostics;

/// <summary><c>::error file=a.rbs,line=1,endLine=1,col=7,endColumn=13,title=RBS1001::message</c>; columns from 1.</summary>
internal static class GitHubReport
{
    public static void Append(StringBuilder text, Diagnostic diagnostic)
    {
        (Position start, Position end) = (diagnostic.Start, diagnostic.End);
        text.Append("::").Append(diagnostic.Severity switch
        {
            Severity.Error => "error",
            Severity.Warning => "warning",
            _ => "notice",
        });
        text.Append(" file=").Append(Property(diagnostic.Buffer.Name));
        text.Append(CultureInfo.InvariantCulture, $",line={start.Line},endLine={end.Line}");
        text.Append(CultureInfo.InvariantCulture, $",col={start.Column + 1},endColumn={end.Column + 1}");
        text.Append(",title=").Append(diagnostic.Code).Append("::").Append(Data(diagnostic.Message)).Append('\n');
    }

    private static string Data(string text) => text
        .Replace("%", "%25", StringComparison.Ordinal)
        .Replace("\r", "%0D", StringComparison.Ordinal)
        .Replace("\n", "%0A", StringComparison.Ordinal);

    private static string Property(string text) => Data(text)
        .Replace(":", "%3A", StringComparison.Ordinal)
        .Replace(",", "%2C", StringComparison.Ordinal);
}
