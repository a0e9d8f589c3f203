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
        Spelling spelling = Spelling.Of(utf8);
        int hash = spelling.HashOf(utf8);
        return Find(Volatile.Read(ref s_slots), utf8, spelling, hash) ?? Add(utf8, spelling, hash);
    }

    private static Name? Find(Name?[] slots, ReadOnlySpan<byte> utf8, in Spelling spelling, int hash)
    {
        for (int at = hash & (slots.Length - 1); ; at = (at + 1) & (slots.Length - 1))
        {
            Name? name = slots[at];
            if (name is null || (name.Spelling == spelling && IsSpelt(name, utf8)))
                return name;
        }
    }

    private static Name Add(ReadOnlySpan<byte> utf8, in Spelling spelling, int hash)
    {
        lock (s_lock)
        {
            if (Find(s_slots, utf8, spelling, hash) is { } found)
                return found;
            if (s_count * 2 >= s_slots.Length)
                Grow();
            Name name = new(Utf8.ToText(utf8), spelling, hash);
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

    // The same spelling is the same name up to its length of sixteen bytes.
    private static bool IsSpelt(Name name, ReadOnlySpan<byte> utf8) =>
        utf8.Length <= Spelling.WholeBytes || Ascii.Equals(utf8, name.Text) || utf8.SequenceEqual(Utf8.ToBytes(name.Text));
}
