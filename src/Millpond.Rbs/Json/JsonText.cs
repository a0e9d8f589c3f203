using System.Buffers;
using System.Buffers.Text;
using System.Text;
using Millpond.Rbs.Text;

namespace Millpond.Rbs.Json;

/// <summary>UTF-8 that grows, with strings escaped exactly as Ruby's json gem escapes them: quote, backslash and control
/// characters, nothing else.</summary>
internal sealed class JsonText
{
    private const int InitialBytes = 4096;

    private static readonly SearchValues<byte> s_escaped = SearchValues.Create(
        [.. Enumerable.Range(0, 0x20).Select(code => (byte)code), (byte)'"', (byte)'\\']);

    private byte[] _bytes = new byte[InitialBytes];

    /// <summary>Bytes written since the last <see cref="Clear"/>.</summary>
    public int Length { get; private set; }

    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, Length);

    public void Clear() => Length = 0;

    public void Raw(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(Room(bytes.Length));
        Length += bytes.Length;
    }

    public void Raw(char ascii)
    {
        Room(1)[0] = (byte)ascii;
        Length++;
    }

    public void Number(int value)
    {
        const int MostDigits = 11;
        Utf8Formatter.TryFormat(value, Room(MostDigits), out int written);
        Length += written;
    }

    public void Bool(bool value) => Raw(value ? "true"u8 : "false"u8);

    public void Null() => Raw("null"u8);

    /// <summary>A string in quotes. A broken byte, carried as a lone surrogate, becomes U+FFFD: JSON has no bytes.</summary>
    public void String(string text)
    {
        const int MostBytesPerUnit = 3;
        Span<byte> room = Room(text.Length * MostBytesPerUnit + 2)[1..];
        int count = Encoding.UTF8.GetBytes(text, room);
        if (room[..count].IndexOfAny(s_escaped) >= 0)
        {
            String(room[..count].ToArray().AsSpan());
            return;
        }
        room[count] = (byte)'"';
        _bytes[Length] = (byte)'"';
        Length += count + 2;
    }

    /// <summary>A string in quotes.</summary>
    public void String(ReadOnlySpan<byte> utf8)
    {
        if (!System.Text.Unicode.Utf8.IsValid(utf8))
            utf8 = Encoding.UTF8.GetBytes(Utf8.ToText(utf8));
        Raw('"');
        while (utf8.IndexOfAny(s_escaped) is >= 0 and int at)
        {
            Raw(utf8[..at]);
            Escape(utf8[at]);
            utf8 = utf8[(at + 1)..];
        }
        Raw(utf8);
        Raw('"');
    }

    private void Escape(byte code)
    {
        Raw('\\');
        char letter = code switch
        {
            (byte)'"' => '"',
            (byte)'\\' => '\\',
            (byte)'\b' => 'b',
            (byte)'\f' => 'f',
            (byte)'\n' => 'n',
            (byte)'\r' => 'r',
            (byte)'\t' => 't',
            _ => 'u',
        };
        Raw(letter);
        if (letter != 'u')
            return;
        Raw("00"u8);
        Raw(char.ToLowerInvariant(Convert.ToHexString([code])[0]));
        Raw(char.ToLowerInvariant(Convert.ToHexString([code])[1]));
    }

    private Span<byte> Room(int bytes)
    {
        if (_bytes.Length - Length < bytes)
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, Length + bytes));
        return _bytes.AsSpan(Length);
    }
}
