using Millpond.Rbs.Text;

namespace Millpond.Rbs.Json;

/// <summary>Byte offsets of one buffer as lines, columns and offsets in code points. Remembers the line it was asked for
/// last, as a writer walks a tree in the order of the source.</summary>
internal sealed class Places(SourceBuffer buffer)
{
    private Span _line;
    private int _number;
    private int[]? _codePointsBefore;

    /// <summary>Line and column in code points.</summary>
    public Position Of(int offset)
    {
        FindLine(offset);
        return buffer.IsAscii ? new(_number, offset - _line.Start) : buffer.PositionOf(offset);
    }

    /// <summary>The offset from the beginning in code points.</summary>
    public int CodePoints(int offset)
    {
        if (buffer.IsAscii)
            return offset;
        _codePointsBefore ??= CountLines();
        Position position = Of(offset);
        return _codePointsBefore[position.Line - 1] + position.Column;
    }

    private void FindLine(int offset)
    {
        if (_number > 0 && offset >= _line.Start && offset <= _line.End)
            return;
        bool isNext = _number > 0 && _number < buffer.Lines.Count && offset > _line.End;
        if (isNext && buffer.Lines.SpanOf(_number + 1) is Span next && offset <= next.End)
        {
            _number++;
            _line = next;
            return;
        }
        _number = buffer.Lines.LineOf(offset);
        _line = buffer.Lines.SpanOf(_number);
    }

    private int[] CountLines()
    {
        var before = new int[buffer.Lines.Count];
        for (int line = 1; line < before.Length; line++)
        {
            Span span = buffer.Lines.SpanOf(line);
            before[line] = before[line - 1] + buffer.PositionOf(span.End).Column + 1;
        }
        return before;
    }
}
