using System.Buffers.Text;
using Millpond.Pages.Interop;

namespace Millpond.Pages;

/// <summary>
/// Reads and writes the small text files of /proc and /sys without managed allocation, so that it may be used on
/// paths that NumPy calls and after a fork. Paths are ASCII literals ending in NUL ("…\0"u8).
/// </summary>
// Sound: spans are pinned while libc has their address, and it is told their length.
internal static unsafe class SmallFile
{
    private const int ReadOnly = 0;
    private const int ReadWrite = 2;
    private const int CloseOnExec = 0x80000;
    private const int NonBlocking = 0x800;

    /// <summary>Bytes read into <paramref name="buffer"/>; 0 when the file cannot be read.</summary>
    internal static int Read(ReadOnlySpan<byte> path, Span<byte> buffer)
    {
        Invariant.Assert(path.Length > 1 && path[^1] == 0);
        Invariant.Assert(!buffer.IsEmpty);
        if (!OperatingSystem.IsLinux()) return 0;
        fixed (byte* name = path)
        fixed (byte* start = buffer)
        {
            var file = Libc.open(name, ReadOnly | CloseOnExec, 0);
            if (file < 0) return 0;
            var length = 0;
            while (length < buffer.Length)
            {
                var got = Libc.read(file, start + length, (nuint)(buffer.Length - length));
                if (got <= 0) break;
                length += (int)got;
            }

            _ = Libc.close(file);
            return length;
        }
    }

    /// <summary>The number the file begins with; -1 when it cannot be read or is no number ("max").</summary>
    internal static long ReadNumber(ReadOnlySpan<byte> path)
    {
        Span<byte> buffer = stackalloc byte[64];
        var text = buffer[..Read(path, buffer)];
        return Utf8Parser.TryParse(text, out long value, out _) ? value : -1;
    }

    /// <summary>The number after <paramref name="key"/> at the start of a line; -1 when there is none.</summary>
    internal static long NumberAfter(ReadOnlySpan<byte> text, ReadOnlySpan<byte> key)
    {
        Invariant.Assert(!key.IsEmpty);
        while (!text.IsEmpty)
        {
            if (text.StartsWith(key))
            {
                var rest = text[key.Length..].TrimStart(" \t"u8);
                return Utf8Parser.TryParse(rest, out long value, out _) ? value : -1;
            }

            var end = text.IndexOf((byte)'\n');
            text = end < 0 ? default : text[(end + 1)..];
        }

        return -1;
    }

    /// <summary>Opens for poll and writes <paramref name="text"/>; the file, or -1.</summary>
    internal static int OpenAndWrite(ReadOnlySpan<byte> path, ReadOnlySpan<byte> text)
    {
        Invariant.Assert(path.Length > 1 && path[^1] == 0);
        fixed (byte* name = path)
        fixed (byte* start = text)
        {
            var file = Libc.open(name, ReadWrite | CloseOnExec | NonBlocking, 0);
            if (file < 0) return -1;
            if (Libc.write(file, start, (nuint)text.Length) == text.Length) return file;
            _ = Libc.close(file);
            return -1;
        }
    }
}
