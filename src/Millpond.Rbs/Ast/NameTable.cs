using System.Text;
using Millpond.Rbs.Text;

namespace Millpond.Rbs.Ast;

/// <summary>
/// All names of the process: open addressing on the hash of the UTF-8, never with a deletion. Readers take no lock: a
/// slot's name is written last and read first, and a larger table is published whole. Writers take the one lock.
/// </summary>
internal static class NameTable
{
    private static readonly Lock s_lock = new();
    private static Slot[] s_slots = new Slot[8192];
    private static int s_count;

    public static Name Intern(ReadOnlySpan<byte> utf8)
    {
        Spelling spelling = Spelling.Of(utf8);
        int hash = spelling.HashOf(utf8);
        return Find(Volatile.Read(ref s_slots), utf8, spelling, hash) ?? Add(utf8, spelling, hash);
    }

    private static Name? Find(Slot[] slots, ReadOnlySpan<byte> utf8, in Spelling spelling, int hash)
    {
        for (int at = hash & (slots.Length - 1); ; at = (at + 1) & (slots.Length - 1))
        {
            ref Slot slot = ref slots[at];
            Name? name = Volatile.Read(ref slot.Name);
            if (name is null || (slot.First == spelling.First && slot.Last == spelling.Last
                && slot.Length == spelling.Length && IsSpelt(name, utf8)))
                return name;
        }
    }

    private static Name Add(ReadOnlySpan<byte> utf8, in Spelling spelling, int hash)
    {
        lock (s_lock)
        {
            if (Find(s_slots, utf8, spelling, hash) is { } found)
                return found;
            if (s_count * 4 >= s_slots.Length * 3)
                Grow();
            Name name = new(Utf8.ToText(utf8), spelling.Length, hash);
            Put(s_slots, new() { First = spelling.First, Last = spelling.Last, Length = spelling.Length, Name = name });
            s_count++;
            return name;
        }
    }

    private static void Grow()
    {
        var larger = new Slot[s_slots.Length * 2];
        foreach (Slot slot in s_slots)
        {
            if (slot.Name is not null)
                Put(larger, slot);
        }
        Volatile.Write(ref s_slots, larger);
    }

    private static void Put(Slot[] slots, in Slot slot)
    {
        int at = slot.Name!.Hash & (slots.Length - 1);
        while (slots[at].Name is not null)
            at = (at + 1) & (slots.Length - 1);
        slots[at].First = slot.First;
        slots[at].Last = slot.Last;
        slots[at].Length = slot.Length;
        Volatile.Write(ref slots[at].Name, slot.Name);
    }

    // The same spelling is the same name up to its length of sixteen bytes.
    private static bool IsSpelt(Name name, ReadOnlySpan<byte> utf8) =>
        utf8.Length <= Spelling.WholeBytes || Ascii.Equals(utf8, name.Text) || utf8.SequenceEqual(Utf8.ToBytes(name.Text));

    // The spelling stands here and not in the name: a name that is known costs one cache line, not two.
    private struct Slot
    {
        public Name? Name;
        public ulong First;
        public ulong Last;
        public int Length;
    }
}
