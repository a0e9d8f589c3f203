using Millpond.Rbs.Text;

namespace Millpond.Rbs.Conformance;

/// <summary>The part of the buffer that a case parses, in bytes, and what Ruby says of an impossible one.</summary>
internal static class CaseRange
{
    public static string? Problem(ConformanceCase one)
    {
        SourceBuffer buffer = one.Buffer;
        int start = one.Number("s", 0);
        int end = one.Number("e", buffer.Length);
        if (start < 0 || end < 0)
            return $"negative position range: {start}...{end}";
        if (start > end)
            return $"invalid position range: {start}...{end}";
        if (start > buffer.Length)
            return $"position range starts past the end of the buffer: {start}...{end}, buffer is {buffer.Length} bytes";
        return IsInsideCharacter(buffer, start) ? $"position range starts inside a character: {start}...{end}" : null;
    }

    private static bool IsInsideCharacter(SourceBuffer buffer, int offset)
    {
        if (buffer.IsAscii)
            return false;
        int at = 0;
        while (at < offset)
            at += Utf8.Decode(buffer.Bytes, at, out _);
        return at != offset;
    }
}
