using System.Text;
using Millpond.Rbs.Text;

namespace Millpond.Rbs.Diagnostics;

/// <summary>As the rbs gem's <c>detailed_message</c>: the message, a blank line, the source line, carets.</summary>
internal static class TextReport
{
    // A line is shown to be read; nobody reads more.
    private const int MostCharacters = 200;

    public static void Append(StringBuilder text, Diagnostic diagnostic)
    {
        text.Append(Printable(diagnostic.FullMessage)).Append('\n');
        (Position start, Position end) = (diagnostic.Start, diagnostic.End);
        if (start.Line != end.Line)
            return;
        SourceBuffer buffer = diagnostic.Buffer;
        Span line = buffer.Lines.SpanOf(start.Line);
        string before = buffer.TextOf(Span.Between(line.Start, diagnostic.Span.Start));
        string source = buffer.TextOf(line).TrimEnd('\r');
        if (source.Length > MostCharacters)
            return;
        text.Append("\n  ").Append(Printable(source)).Append("\n  ");
        AppendIndent(text, before);
        // Upstream has no caret for the end of the file.
        text.Append('^', Math.Max(1, end.Column - start.Column)).Append('\n');
    }

    // Tabs stay tabs, so that the carets stand below their place however wide a tab is.
    private static void AppendIndent(StringBuilder text, string before)
    {
        foreach (Rune rune in before.EnumerateRunes())
            text.Append(rune.Value == '\t' ? '\t' : ' ');
    }

    // What would move a terminal's cursor, and bytes that are no UTF-8.
    private static string Printable(string source) =>
        string.Create(source.Length, source, static (room, source) =>
        {
            for (int at = 0; at < room.Length; at++)
            {
                char unit = source[at];
                bool isStray = char.IsControl(unit) && unit != '\t' || Utf8.BrokenByte(unit) >= 0
                    && (at == 0 || !char.IsHighSurrogate(source[at - 1]));
                room[at] = isStray ? '\uFFFD' : unit;
            }
        });
}
