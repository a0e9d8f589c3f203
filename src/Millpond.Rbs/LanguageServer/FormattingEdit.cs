using Millpond.Rbs.Formatting;
using Millpond.Rbs.Parsing;
using Millpond.Rbs.Text;

namespace Millpond.Rbs.LanguageServer;

/// <summary>Formatting as an edit: the lines between the first and the last that change, so that the cursor stays.</summary>
internal static class FormattingEdit
{
    /// <summary>The edit; null where nothing changes or the document has errors.</summary>
    public static (Span Span, string Text)? Of(SourceBuffer buffer, RbsVersion version)
    {
        if (SignatureFormatter.Format(buffer, new() { Version = version }).Text is not { } formatted
            || buffer.Bytes.SequenceEqual(formatted))
            return null;
        ReadOnlySpan<byte> before = buffer.Bytes, after = formatted;
        int start = before.CommonPrefixLength(after);
        start = before[..start].LastIndexOf((byte)'\n') + 1;
        int most = Math.Min(before.Length, after.Length) - start, tail = 0;
        while (tail < most && before[^(tail + 1)] == after[^(tail + 1)])
            tail++;
        // Whole lines, so that no character is cut.
        int newline = before[^tail..].IndexOf((byte)'\n');
        tail = newline < 0 ? 0 : tail - newline - 1;
        return (Span.Between(start, before.Length - tail), Utf8.ToText(after[start..^tail]));
    }
}
