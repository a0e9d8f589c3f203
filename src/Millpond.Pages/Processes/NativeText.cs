using System.Text;

namespace Millpond.Pages.Processes;

/// <summary>
/// Arguments, paths and variables are bytes to the kernel, not text. Bytes that are no UTF-8 travel through a .NET
/// string as lone surrogates U+DC80 to U+DCFF (PEP 383's way), so that a command gets exactly what was typed.
/// </summary>
public static class NativeText
{
    private const char FirstEscape = '\uDC80';
    private const char LastEscape = '\uDCFF';
    private const int EscapeBase = 0xDC00;

    /// <summary>Text of <paramref name="bytes"/>, without loss.</summary>
    public static string Decode(ReadOnlySpan<byte> bytes)
    {
        StringBuilder text = new(bytes.Length);
        while (!bytes.IsEmpty)
        {
            if (Rune.DecodeFromUtf8(bytes, out Rune rune, out int taken) == System.Buffers.OperationStatus.Done)
                text.Append(rune.ToString());
            else
                foreach (byte stray in bytes[..taken])
                    text.Append((char)(EscapeBase + stray));
            bytes = bytes[taken..];
        }
        return text.ToString();
    }

    /// <summary>Bytes of <paramref name="text"/>: the inverse of <see cref="Decode"/>, without a final zero.</summary>
    public static byte[] Encode(string text)
    {
        Guard.NotNull(text);
        using MemoryStream bytes = new(text.Length + 8);
        Span<byte> encoded = stackalloc byte[4];
        for (int i = 0; i < text.Length;)
        {
            if (text[i] is >= FirstEscape and <= LastEscape)
            {
                bytes.WriteByte((byte)(text[i++] - EscapeBase));
                continue;
            }
            Rune.DecodeFromUtf16(text.AsSpan(i), out Rune rune, out int taken);
            bytes.Write(encoded[..rune.EncodeToUtf8(encoded)]);
            i += taken;
        }
        return bytes.ToArray();
    }

    /// <summary>The zero-separated strings of a file such as <c>/proc/self/cmdline</c>.</summary>
    public static List<string> ReadList(string path)
    {
        ReadOnlySpan<byte> rest = File.ReadAllBytes(path);
        List<string> list = [];
        while (!rest.IsEmpty)
        {
            int end = rest.IndexOf((byte)0);
            ReadOnlySpan<byte> one = end < 0 ? rest : rest[..end];
            list.Add(Decode(one));
            rest = end < 0 ? default : rest[(end + 1)..];
        }
        return list;
    }
}
