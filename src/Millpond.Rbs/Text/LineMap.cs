namespace Millpond.Rbs.Text;

/// <summary>
/// Where the lines of a buffer begin, and places in code points, UTF-16 units and bytes. A buffer of ASCII needs no
/// counting. Immutable, so free to use from many threads.
/// </summary>
public sealed class LineMap
{
    private readonly byte[] _bytes;
    private readonly int[] _starts;
    private readonly bool _isAscii;

    internal LineMap(byte[] bytes, bool isAscii)
    {
        _bytes = bytes;
        _isAscii = isAscii;
        int lines = bytes.AsSpan().Count((byte)'\n') + 1;
        _starts = new int[lines];
        int at = 0;
        for (int line = 1; line < lines; line++)
            _starts[line] = at = at + bytes.AsSpan(at).IndexOf((byte)'\n') + 1;
    }

    /// <summary>How many lines there are; a buffer that ends with a newline has an empty last one.</summary>
    public int Count => _starts.Length;

    /// <summary>The line, from 1, that holds the byte at <paramref name="offset"/>. Logarithmic in the lines.</summary>
    public int LineOf(int offset)
    {
        int found = Array.BinarySearch(_starts, offset);
        return found >= 0 ? found + 1 : ~found;
    }

    /// <summary>The bytes of a line, counted from 1, without its newline.</summary>
    public Span SpanOf(int line)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(line);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(line, Count);
        int end = line == Count ? _bytes.Length : _starts[line] - 1;
        return Span.Between(_starts[line - 1], end);
    }

    /// <summary>Line and column of the byte at <paramref name="offset"/>. Costs the length of that line at most.</summary>
    public Position PositionOf(int offset, ColumnUnit unit = ColumnUnit.CodePoint)
    {
        int line = LineOf(offset);
        return new(line, Measure(_starts[line - 1], offset, unit));
    }

    /// <summary>How far <paramref name="offset"/> is from the beginning, in <paramref name="unit"/>. Costs
    /// <paramref name="offset"/> bytes where the buffer is not ASCII.</summary>
    public int OffsetIn(ColumnUnit unit, int offset) => Measure(0, offset, unit);

    /// <summary>The byte offset of a place that an editor or the rbs gem names; a column beyond the line's end is that
    /// end, a line beyond the last is the buffer's end.</summary>
    public int OffsetOf(Position position, ColumnUnit unit)
    {
        if (position.Line < 1)
            return 0;
        if (position.Line > Count)
            return _bytes.Length;
        Span line = SpanOf(position.Line);
        int column = Math.Max(position.Column, 0);
        if (_isAscii || unit == ColumnUnit.Byte)
            return line.Start + Math.Min(column, line.Length);
        int at = line.Start;
        while (at < line.End && column > 0)
        {
            int length = Utf8.Decode(_bytes, at, out int codePoint);
            column -= unit == ColumnUnit.Utf16 && codePoint > char.MaxValue ? 2 : 1;
            at += length;
        }
        return at;
    }

    private int Measure(int start, int end, ColumnUnit unit)
    {
        if (_isAscii || unit == ColumnUnit.Byte)
            return end - start;
        int count = 0;
        for (int at = start; at < end;)
        {
            at += Utf8.Decode(_bytes, at, out int codePoint);
            count += unit == ColumnUnit.Utf16 && codePoint > char.MaxValue ? 2 : 1;
        }
        return count;
    }
}
