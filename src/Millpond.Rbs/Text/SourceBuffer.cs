using System.Text;

namespace Millpond.Rbs.Text;

/// <summary>
/// The bytes of one source and its name. Immutable, so free to use from many threads. Every place in it is a byte
/// offset; <see cref="Lines"/> turns one into what people and editors count.
/// </summary>
public sealed class SourceBuffer
{
    private readonly byte[] _bytes;
    private LineMap? _lines;

    private SourceBuffer(string name, byte[] bytes)
    {
        Name = name;
        _bytes = bytes;
        IsAscii = System.Text.Ascii.IsValid(bytes);
        IsUtf8 = IsAscii || System.Text.Unicode.Utf8.IsValid(bytes);
    }

    /// <summary>What messages call it; usually its path.</summary>
    public string Name { get; }

    /// <summary>The source itself, UTF-8 as a rule.</summary>
    public ReadOnlySpan<byte> Bytes => _bytes;

    /// <summary>Length in bytes.</summary>
    public int Length => _bytes.Length;

    /// <summary>Every byte is ASCII, so bytes, UTF-16 units and code points are the same.</summary>
    public bool IsAscii { get; }

    /// <summary>The bytes are valid UTF-8.</summary>
    public bool IsUtf8 { get; }

    /// <summary>Lines and columns; made at the first use and kept (4 bytes a line).</summary>
    public LineMap Lines => _lines ??= new LineMap(_bytes, IsAscii);

    /// <summary>Takes the bytes over, without a copy: they must not change any more.</summary>
    public static SourceBuffer FromBytes(string name, byte[] bytes)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(bytes);
        return new(name, bytes);
    }

    /// <summary>A buffer of the UTF-8 of <paramref name="text"/>.</summary>
    public static SourceBuffer FromText(string name, string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return FromBytes(name, Encoding.UTF8.GetBytes(text));
    }

    /// <summary>Reads a file whole and names the buffer by <paramref name="name"/>, or else by the path as given.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static SourceBuffer FromFile(string path, string? name = null) => new(name ?? path, File.ReadAllBytes(path));

    /// <summary>The bytes of a span.</summary>
    public ReadOnlySpan<byte> this[Span span] => _bytes.AsSpan(span.Start, span.Length);

    /// <summary>A span as text; a byte that is no UTF-8 becomes the lone surrogate U+DC00 + byte.</summary>
    public string TextOf(Span span) => Utf8.ToText(this[span]);

    /// <summary>Line and column of the byte at <paramref name="offset"/>.</summary>
    public Position PositionOf(int offset, ColumnUnit unit = ColumnUnit.CodePoint) => Lines.PositionOf(offset, unit);

    internal byte[] Array => _bytes;
}
