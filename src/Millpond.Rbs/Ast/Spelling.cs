using System.Runtime.InteropServices;

namespace Millpond.Rbs.Ast;

/// <summary>
/// What tells a name from others at a glance: two overlapping reads of its UTF-8 and its length. Up to sixteen bytes,
/// which most names have, they are the whole name.
/// </summary>
internal readonly record struct Spelling(ulong First, ulong Last, int Length)
{
    /// <summary>The longest name that a spelling holds whole.</summary>
    public const int WholeBytes = 16;

    private const ulong Multiplier = 0x9E37_79B9_7F4A_7C15; // 2^64 / golden ratio

    public static Spelling Of(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length >= 8)
        {
            ulong last = MemoryMarshal.Read<ulong>(utf8[^8..]);
            return new(MemoryMarshal.Read<ulong>(utf8), last, utf8.Length);
        }
        if (utf8.Length >= 4)
            return new(MemoryMarshal.Read<uint>(utf8), MemoryMarshal.Read<uint>(utf8[^4..]), utf8.Length);
        if (utf8.Length > 0)
            return new(((ulong)utf8[0] << 8) | utf8[utf8.Length >> 1], utf8[^1], utf8.Length);
        return default;
    }

    /// <summary>A hash of the whole name; the reads between the first and the last are folded in.</summary>
    public int HashOf(ReadOnlySpan<byte> utf8)
    {
        ulong hash = Fold(((ulong)Length ^ First) * Multiplier);
        for (int at = 8; at < Length - 8; at += 8)
            hash = Fold((hash ^ MemoryMarshal.Read<ulong>(utf8[at..])) * Multiplier);
        return (int)Fold((hash ^ Last) * Multiplier) & int.MaxValue;
    }

    private static ulong Fold(ulong hash) => hash ^ (hash >> 32);
}
