using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace Millpond.Rbs.LanguageServer;

/// <summary>How a frame was read.</summary>
public enum FrameState : byte
{
    /// <summary>There is a message.</summary>
    Whole,

    /// <summary>What was read is no frame; the next may be one.</summary>
    Broken,

    /// <summary>The stream has ended.</summary>
    End,
}

/// <summary>
/// Messages on a stream, as the Language Server Protocol frames them: header lines, an empty line, and as many bytes as
/// <c>Content-Length</c> says. Reading and writing may each be done by one thread at a time.
/// </summary>
/// <param name="input">Where messages come from.</param>
/// <param name="output">Where messages go.</param>
public sealed class MessageFrames(Stream input, Stream output)
{
    // Of one message: far above any source file, far below what would end the process.
    private const int MostBodyBytes = 256 << 20;
    private const int MostHeaderBytes = 4 << 10;

    private readonly byte[] _buffer = new byte[64 << 10];
    private int _at;
    private int _end;

    /// <summary>Reads the next frame. What is no header is passed over up to the next empty line.</summary>
    public FrameState Read(out byte[] body)
    {
        body = [];
        int? length = null;
        bool sawAnything = false;
        while (ReadLine() is { } line)
        {
            if (line.Length == 0)
            {
                if (length is { } known)
                    return ReadBody(known, out body);
                if (sawAnything)
                    return FrameState.Broken;
                continue;
            }
            sawAnything = true;
            length = LengthIn(line) ?? length;
        }
        return FrameState.End;
    }

    /// <summary>Writes a message.</summary>
    public void Write(ReadOnlySpan<byte> body)
    {
        output.Write(Encoding.ASCII.GetBytes(
            string.Create(CultureInfo.InvariantCulture, $"Content-Length: {body.Length}\r\n\r\n")));
        output.Write(body);
        output.Flush();
    }

    private static int? LengthIn(ReadOnlySpan<byte> line)
    {
        int colon = line.IndexOf((byte)':');
        if (colon < 0 || !Ascii.EqualsIgnoreCase(line[..colon].Trim(" \t"u8), "Content-Length"u8))
            return null;
        ReadOnlySpan<byte> value = line[(colon + 1)..].Trim(" \t"u8);
        return Utf8Parser.TryParse(value, out int length, out int used) && used == value.Length && length >= 0
            ? length
            : null;
    }

    private FrameState ReadBody(int length, out byte[] body)
    {
        body = [];
        if (length > MostBodyBytes)
        {
            Skip(length);
            return FrameState.Broken;
        }
        byte[] bytes = new byte[length];
        int buffered = Math.Min(length, _end - _at);
        _buffer.AsSpan(_at, buffered).CopyTo(bytes);
        _at += buffered;
        int missing = length - buffered;
        if (input.ReadAtLeast(bytes.AsSpan(buffered), missing, throwOnEndOfStream: false) < missing)
            return FrameState.End;
        body = bytes;
        return FrameState.Whole;
    }

    private void Skip(long count)
    {
        while (count > 0 && (_at < _end || Fill()))
        {
            int skipped = (int)Math.Min(count, _end - _at);
            _at += skipped;
            count -= skipped;
        }
    }

    private bool Fill()
    {
        _at = 0;
        _end = input.Read(_buffer);
        return _end > 0;
    }

    // Without its end; null at the end of the stream. What is longer than any header is cut.
    private byte[]? ReadLine()
    {
        List<byte> line = [];
        while (_at < _end || Fill())
        {
            byte next = _buffer[_at++];
            if (next == '\n')
            {
                if (line is [.., (byte)'\r'])
                    line.RemoveAt(line.Count - 1);
                return [.. line];
            }
            if (line.Count < MostHeaderBytes)
                line.Add(next);
        }
        return null;
    }
}
