using System.Buffers;
using System.Text;

namespace Millpond.Rbs.Parsing;

/// <summary>What the escapes in strings and quoted symbols stand for, byte for byte as the rbs gem reads them.</summary>
internal static class Escapes
{
    /// <summary>Between single quotes: only <c>\'</c> and <c>\\</c>.</summary>
    public static byte[] SingleQuoted(ReadOnlySpan<byte> text)
    {
        if (!text.Contains((byte)'\\'))
            return text.ToArray();
        byte[] value = new byte[text.Length];
        int length = 0;
        for (int at = 0; at < text.Length; at++)
        {
            if (text[at] == '\\' && at + 1 < text.Length && text[at + 1] is (byte)'\'' or (byte)'\\')
                at++;
            value[length++] = text[at];
        }
        return value.AsSpan(0, length).ToArray();
    }

    /// <summary>Between double quotes.</summary>
    /// <param name="text">The text between the quotes.</param>
    /// <param name="unicode">Whether <c>\uXXXX</c> is a character; Ruby keeps it as it is where the source is not
    /// UTF-8.</param>
    public static byte[] DoubleQuoted(ReadOnlySpan<byte> text, bool unicode)
    {
        if (!text.Contains((byte)'\\'))
            return text.ToArray();
        ArrayBufferWriter<byte> value = new(text.Length + 8);
        while (!text.IsEmpty)
        {
            int plain = text.IndexOf((byte)'\\');
            if (plain < 0)
                plain = text.Length;
            value.Write(text[..plain]);
            text = text[plain..];
            if (text.Length >= 2)
                text = text[Unescape(text, unicode, value)..];
            else if (text.Length == 1)
                text = [];
        }
        return value.WrittenSpan.ToArray();
    }

    // Returns the length of the escape.
    private static int Unescape(ReadOnlySpan<byte> text, bool unicode, ArrayBufferWriter<byte> value)
    {
        byte letter = text[1];
        switch (letter)
        {
            case >= (byte)'0' and <= (byte)'7':
                return Number(text, 1, 3, 8, value);
            case (byte)'x':
                // Upstream wants a byte behind the second digit; without it, the escape is an unknown one.
                return text.Length > 3 ? Number(text, 2, 2, 16, value) : Unknown(letter, value);
            case (byte)'u' when unicode:
                int codePoint = Digits(text.Slice(2, 4), 16, out _);
                Span<byte> utf8 = value.GetSpan(4);
                value.Advance(EncodeCodePoint(codePoint, utf8));
                return 6;
            case (byte)'u':
                value.Write(text[..6]);
                return 6;
        }
        int known = "abefnrstv\"'\\"u8.IndexOf(letter);
        if (known < 0)
            return Unknown(letter, value);
        value.Write("\a\b\e\f\n\r \t\v\"'\\"u8.Slice(known, 1));
        return 2;
    }

    // As upstream: an escape it does not know becomes a NUL byte and its letter.
    private static int Unknown(byte letter, ArrayBufferWriter<byte> value)
    {
        value.Write<byte>([0, letter]);
        return 2;
    }

    private static int Number(ReadOnlySpan<byte> text, int start, int most, int radix, ArrayBufferWriter<byte> value)
    {
        int number = Digits(text[start..Math.Min(text.Length, start + most)], radix, out int count);
        value.Write<byte>([(byte)number]);
        return start + count;
    }

    private static int Digits(ReadOnlySpan<byte> text, int radix, out int count)
    {
        int number = 0;
        for (count = 0; count < text.Length; count++)
        {
            int digit = char.IsAsciiHexDigit((char)text[count]) ? Convert.ToInt32(((char)text[count]).ToString(), 16) : radix;
            if (digit >= (radix == 8 ? 10 : radix))
                break;
            number = (number * radix) + digit;
        }
        return number;
    }

    private static int EncodeCodePoint(int codePoint, Span<byte> utf8)
    {
        if (Rune.IsValid(codePoint))
            return new Rune(codePoint).EncodeToUtf8(utf8);
        utf8[0] = (byte)(0xE0 | (codePoint >> 12));
        utf8[1] = (byte)(0x80 | ((codePoint >> 6) & 0x3F));
        utf8[2] = (byte)(0x80 | (codePoint & 0x3F));
        return 3;
    }
}
