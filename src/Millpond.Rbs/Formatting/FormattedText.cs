using System.Buffers;

namespace Millpond.Rbs.Formatting;

/// <summary>The text being made, line by line. Comments behind code that stood in one column do so again.</summary>
internal sealed class FormattedText(bool usesCarriageReturns)
{
    private readonly ArrayBufferWriter<byte> _text = new();
    private readonly List<TrailingComment> _comments = [];
    private int _line;

    /// <summary>Characters on the current line.</summary>
    public int Column { get; private set; }

    public bool IsEmpty => _text.WrittenCount == 0;

    public void Write(ReadOnlySpan<byte> text)
    {
        _text.Write(text);
        int newline = text.LastIndexOf((byte)'\n');
        _line += text.Count((byte)'\n');
        Column = newline < 0 ? Column + Characters(text) : Characters(text[(newline + 1)..]);
    }

    public void NewLine(int column, bool afterBlank)
    {
        if (!IsEmpty)
        {
            Write(Newline);
            if (afterBlank)
                Write(Newline);
        }
        _text.GetSpan(column)[..column].Fill((byte)' ');
        _text.Advance(column);
        Column = column;
    }

    /// <summary>A comment behind code, which began in <paramref name="sourceColumn"/>.</summary>
    public void WriteTrailing(ReadOnlySpan<byte> comment, int sourceColumn)
    {
        Write(" "u8);
        _comments.Add(new(_text.WrittenCount, _line, Column, sourceColumn));
        Write(comment);
    }

    public byte[] Finish()
    {
        if (!IsEmpty)
            Write(Newline);
        ArrayBufferWriter<byte> aligned = new();
        int copied = 0;
        for (int first = 0; first < _comments.Count;)
        {
            int end = EndOfRun(first);
            int column = _comments.GetRange(first, end - first).Max(static comment => comment.Column);
            for (; first < end; first++)
            {
                TrailingComment comment = _comments[first];
                aligned.Write(_text.WrittenSpan[copied..comment.Start]);
                copied = comment.Start;
                int padding = column - comment.Column;
                aligned.GetSpan(padding)[..padding].Fill((byte)' ');
                aligned.Advance(padding);
            }
        }
        aligned.Write(_text.WrittenSpan[copied..]);
        return aligned.WrittenSpan.ToArray();
    }

    private ReadOnlySpan<byte> Newline => usesCarriageReturns ? "\r\n"u8 : "\n"u8;

    private int EndOfRun(int first)
    {
        int end = first + 1;
        while (end < _comments.Count
            && _comments[end].Line == _comments[end - 1].Line + 1
            && _comments[end].SourceColumn == _comments[first].SourceColumn)
            end++;
        return end;
    }

    private static int Characters(ReadOnlySpan<byte> text)
    {
        int count = 0;
        foreach (byte unit in text)
            count += (unit & 0xC0) != 0x80 ? 1 : 0;
        return count;
    }

    private readonly record struct TrailingComment(int Start, int Line, int Column, int SourceColumn);
}
