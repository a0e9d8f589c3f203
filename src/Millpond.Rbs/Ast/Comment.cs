using Millpond.Rbs.Text;

namespace Millpond.Rbs.Ast;

/// <summary>The doc comment above a declaration or member: only its place; the text is made when asked for.</summary>
/// <param name="Span">From the first <c>#</c> to the end of the last line of it.</param>
public readonly record struct Comment(Span Span)
{
    /// <summary>False where there is none.</summary>
    public bool Exists => Span.Exists;

    /// <summary>The lines without indentation, <c>#</c> and at most one space behind it, each ended by a newline.</summary>
    public string TextIn(SourceBuffer buffer)
    {
        ArgumentNullException.ThrowIfNull(buffer);
        return Utf8.ToText(Utf8In(buffer));
    }

    /// <summary>As <see cref="TextIn"/>, in UTF-8.</summary>
    public byte[] Utf8In(SourceBuffer buffer) => Utf8In(buffer, keepsReturns: false);

    internal Span SpanWithReturn(SourceBuffer buffer) =>
        Span.End < buffer.Length && buffer.Bytes[Span.End] == '\r' ? Span with { Length = Span.Length + 1 } : Span;

    // Before 4.2 the carriage return at the end of a line was part of the comment.
    internal byte[] Utf8In(SourceBuffer buffer, bool keepsReturns)
    {
        ArgumentNullException.ThrowIfNull(buffer);
        ReadOnlySpan<byte> source = buffer[keepsReturns ? SpanWithReturn(buffer) : Span];
        byte[] text = new byte[source.Length + 1];
        int length = 0;
        foreach (Range range in source.Split((byte)'\n'))
        {
            ReadOnlySpan<byte> line = source[range].TrimStart(" \t\r"u8);
            line = line.IsEmpty ? line : line[1..];
            if (line is [(byte)' ', ..])
                line = line[1..];
            if (!keepsReturns && line is [.., (byte)'\r'])
                line = line[..^1];
            line.CopyTo(text.AsSpan(length));
            length += line.Length;
            text[length++] = (byte)'\n';
        }
        return text.AsSpan(0, length).ToArray();
    }
}
