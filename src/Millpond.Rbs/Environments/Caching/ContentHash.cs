using System.Runtime.InteropServices;

namespace Millpond.Rbs.Environments.Caching;

/// <summary>A 128-bit hash of bytes, to see whether a file is what it was: two lanes that multiply 64 by 64 bits and fold
/// the product (as wyhash does). Fast, and not meant to withstand somebody who looks for collisions.</summary>
internal static class ContentHash
{
    private const ulong First = 0x9E37_79B9_7F4A_7C15; // 2^64 / golden ratio
    private const ulong Second = 0xBB67_AE85_84CA_A73B; // 2^64 * (sqrt(3) - 1), as in SHA-512
    private const ulong Third = 0x3C6E_F372_FE94_F82B; // 2^64 * (sqrt(5) - 2), as in SHA-512

    public static UInt128 Of(ReadOnlySpan<byte> bytes)
    {
        ulong left = Fold((ulong)bytes.Length ^ First, Second);
        ulong right = Fold((ulong)bytes.Length ^ Third, First);
        while (bytes.Length >= 32)
        {
            ReadOnlySpan<ulong> words = MemoryMarshal.Cast<byte, ulong>(bytes[..32]);
            left = Fold(words[0] ^ left, words[1] ^ First) ^ words[3];
            right = Fold(words[2] ^ right, words[3] ^ Second) ^ words[1];
            bytes = bytes[32..];
        }
        Span<byte> tail = stackalloc byte[32];
        tail.Clear();
        bytes.CopyTo(tail);
        ReadOnlySpan<ulong> last = MemoryMarshal.Cast<byte, ulong>(tail);
        left = Fold(last[0] ^ left, last[1] ^ Third);
        right = Fold(last[2] ^ right, last[3] ^ First);
        return new(Fold(left ^ Second, right ^ Third), Fold(right ^ First, left ^ Second));
    }

    private static ulong Fold(ulong left, ulong right)
    {
        ulong high = Math.BigMul(left, right, out ulong low);
        return high ^ low;
    }
}
