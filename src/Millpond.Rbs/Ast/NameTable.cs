using System.Runtime.InteropServices;
using System.Text;
using Millpond.Rbs.Text;

namespace Millpond.Rbs.Ast;

/// <summary>
/// All names of the process: open addressing on the hash of the UTF-8, never with a deletion. Readers take no lock: a
/// slot is written once, and a larger table is published whole. Writers take the one lock.
/// </summary>
internal static class NameTable
{
    private static readonly Lock s_lock = new();
    private static Name?[] s_slots = new Name?[8192];
    private static int s_count;

    public static Name Intern(ReadOnlySpan<byte> utf8)
    {
        int hash = HashOf(utf8);
        return Find(Volatile.Read(ref s_slots), utf8, hash) ?? Add(utf8, hash);
    }

    private static Name? Find(Name?[] slots, ReadOnlySpan<byte> utf8, int hash)
    {
        for (int at = hash & (slots.Length - 1); ; at = (at + 1) & (slots.Length - 1))
        {
            Name? name = slots[at];
            if (name is null || (name.Hash == hash && IsSpelt(name, utf8)))
                return name;
        }
    }

    private static Name Add(ReadOnlySpan<byte> utf8, int hash)
    {
        lock (s_lock)
        {
            if (Find(s_slots, utf8, hash) is { } found)
                return found;
            if (s_count * 2 >= s_slots.Length)
                Grow();
            Name name = new(Utf8.ToText(utf8), utf8.Length, hash);
            Put(s_slots, name);
            s_count++;
            return name;
        }
    }

    private static void Grow()
    {
        var larger = new Name?[s_slots.Length * 2];
        foreach (Name? name in s_slots)
        {
            if (name is not null)
                Put(larger, name);
        }
        Volatile.Write(ref s_slots, larger);
    }

    private static void Put(Name?[] slots, Name name)
    {
        int at = name.Hash & (slots.Length - 1);
        while (slots[at] is not null)
            at = (at + 1) & (slots.Length - 1);
        Volatile.Write(ref slots[at], name);
    }

    private static bool IsSpelt(Name name, ReadOnlySpan<byte> utf8) =>
        name.Utf8Length == utf8.Length
        && (name.Text.Length == utf8.Length
            ? Ascii.Equals(utf8, name.Text) || SameBytes(name, utf8)
            : SameBytes(name, utf8));

    private static bool SameBytes(Name name, ReadOnlySpan<byte> utf8) => utf8.SequenceEqual(Utf8.ToBytes(name.Text));

    // Two overlapping reads cover up to sixteen bytes, and most names; longer ones go eight at a time before.
    private static int HashOf(ReadOnlySpan<byte> utf8)
    {
        const ulong Multiplier = 0x9E37_79B9_7F4A_7C15; // 2^64 / golden ratio
        ulong hash = (ulong)utf8.Length * Multiplier;
        ulong first, last;
        if (utf8.Length >= 8)
        {
            for (ReadOnlySpan<byte> rest = utf8; rest.Length > 16; rest = rest[8..])
                hash = Fold((hash ^ MemoryMarshal.Read<ulong>(rest)) * Multiplier);
            last = MemoryMarshal.Read<ulong>(utf8[^8..]);
            first = MemoryMarshal.Read<ulong>(utf8.Length > 16 ? utf8[^16..] : utf8);
        }
        else if (utf8.Length >= 4)
        {
            first = MemoryMarshal.Read<uint>(utf8);
            last = MemoryMarshal.Read<uint>(utf8[^4..]);
        }
        else if (utf8.Length > 0)
        {
            first = ((ulong)utf8[0] << 8) | utf8[utf8.Length >> 1];
            last = utf8[^1];
        }
        else
        {
            return 0;
        }
        hash = Fold((hash ^ first) * Multiplier);
        hash = Fold((hash ^ last) * Multiplier);
        return (int)hash & int.MaxValue;
    }

    private static ulong Fold(ulong hash) => hash ^ (hash >> 32);
}
