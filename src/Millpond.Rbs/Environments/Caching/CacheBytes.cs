using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace Millpond.Rbs.Environments.Caching;

/// <summary>Reads numbers and texts; whatever does not fit is <see cref="InvalidDataException"/>.</summary>
internal ref struct CacheBytes(ReadOnlySpan<byte> bytes)
{
    private ReadOnlySpan<byte> _rest = bytes;

    public readonly bool IsAtEnd => _rest.IsEmpty;

    public byte Byte() => Take(1)[0];

    public int Int32() => BinaryPrimitives.ReadInt32LittleEndian(Take(4));

    public UInt128 UInt128() => BinaryPrimitives.ReadUInt128LittleEndian(Take(16));

    /// <summary>A number from 0, seven bits a byte.</summary>
    public int Number()
    {
        int value = 0;
        for (int shift = 0; shift < 32; shift += 7)
        {
            byte next = Byte();
            value |= (next & 0x7F) << shift;
            if (next < 0x80)
                return value >= 0 ? value : throw Damaged();
        }
        throw Damaged();
    }

    /// <summary>A number below <paramref name="limit"/>.</summary>
    public int Number(int limit) => Number() is var number && number < limit ? number : throw Damaged();

    /// <summary>How many items follow, each at least one byte long.</summary>
    public int Count() => Number() is var count && count <= _rest.Length ? count : throw Damaged();

    public ReadOnlySpan<byte> Text() => Take(Number());

    public ReadOnlySpan<byte> Take(int length)
    {
        if (length > _rest.Length)
            throw Damaged();
        ReadOnlySpan<byte> taken = _rest[..length];
        _rest = _rest[length..];
        return taken;
    }

    public static InvalidDataException Damaged() => new("the cache file is damaged");
}

/// <summary>Writes what <see cref="CacheBytes"/> reads.</summary>
internal sealed class CacheBuffer
{
    private readonly ArrayBufferWriter<byte> _bytes = new();

    public ReadOnlySpan<byte> Written => _bytes.WrittenSpan;

    public void Byte(byte value) => _bytes.Write([value]);

    public void Int32(int value)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, value);
        _bytes.Write(bytes);
    }

    public void UInt128(UInt128 value)
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt128LittleEndian(bytes, value);
        _bytes.Write(bytes);
    }

    public void Number(int value)
    {
        uint rest = (uint)value;
        for (; rest >= 0x80; rest >>= 7)
            Byte((byte)(rest | 0x80));
        Byte((byte)rest);
    }

    public void Text(string text)
    {
        byte[] utf8 = Encoding.UTF8.GetBytes(text);
        Number(utf8.Length);
        _bytes.Write(utf8);
    }

    public void Bytes(ReadOnlySpan<byte> bytes) => _bytes.Write(bytes);
}
