using System.Buffers;
using System.Text;

namespace Millpond.Rbs.Text;

/// <summary>
/// UTF-8 that may be broken. A byte that belongs to no character is carried through .NET strings as the lone surrogate
/// U+DC00 + byte, so that it can be told apart and written out again as the byte it was.
/// </summary>
internal static class Utf8
{
    private const int EscapedByte = 0xDC00;

    /// <summary>The character at <paramref name="at"/> and how many bytes it has; U+FFFD and one byte where the bytes
    /// there are no character.</summary>
    public static int Decode(ReadOnlySpan<byte> bytes, int at, out int codePoint)
    {
        byte first = bytes[at];
        if (first < 0x80)
        {
            codePoint = first;
            return 1;
        }
        if (Rune.DecodeFromUtf8(bytes[at..], out Rune rune, out int length) == OperationStatus.Done)
        {
            codePoint = rune.Value;
            return length;
        }
        codePoint = Rune.ReplacementChar.Value;
        return 1;
    }

    /// <summary>How many bytes the character at <paramref name="at"/> has; 0 where the bytes there are no character.</summary>
    public static int LengthAt(ReadOnlySpan<byte> bytes, int at) =>
        bytes[at] < 0x80 ? 1
        : Rune.DecodeFromUtf8(bytes[at..], out _, out int length) == OperationStatus.Done ? length
        : 0;

    /// <summary>How many bytes from the beginning are whole characters.</summary>
    public static int ValidLength(ReadOnlySpan<byte> bytes)
    {
        int at = 0;
        while (at < bytes.Length && LengthAt(bytes, at) is > 0 and int length)
            at += length;
        return at;
    }

    /// <summary>The bytes as a string; broken ones as lone surrogates.</summary>
    public static string ToText(ReadOnlySpan<byte> bytes)
    {
        if (System.Text.Unicode.Utf8.IsValid(bytes))
            return Encoding.UTF8.GetString(bytes);
        StringBuilder text = new(bytes.Length);
        while (!bytes.IsEmpty)
        {
            if (Rune.DecodeFromUtf8(bytes, out Rune rune, out int length) == OperationStatus.Done)
            {
                text.Append(rune);
                bytes = bytes[length..];
            }
            else
            {
                text.Append((char)(EscapedByte + bytes[0]));
                bytes = bytes[1..];
            }
        }
        return text.ToString();
    }

    /// <summary>The byte that a character of <see cref="ToText"/> stands for, or -1.</summary>
    public static int BrokenByte(char unit) => unit is >= (char)(EscapedByte + 0x80) and <= (char)(EscapedByte + 0xFF)
        ? unit - EscapedByte
        : -1;

    /// <summary>The bytes of a string that <see cref="ToText"/> made; the reverse of it.</summary>
    public static byte[] ToBytes(string text)
    {
        ArrayBufferWriter<byte> writer = new(text.Length + 8);
        ReadOnlySpan<char> rest = text;
        while (!rest.IsEmpty)
        {
            if (Rune.DecodeFromUtf16(rest, out Rune rune, out int used) == OperationStatus.Done)
                writer.Advance(rune.EncodeToUtf8(writer.GetSpan(4)));
            else if (BrokenByte(rest[0]) is >= 0 and int broken)
                writer.Write([(byte)broken]);
            else
                writer.Write("\uFFFD"u8);
            rest = rest[used..];
        }
        return writer.WrittenSpan.ToArray();
    }
}
