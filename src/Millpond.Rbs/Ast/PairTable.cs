namespace Millpond.Rbs.Ast;

/// <summary>
/// Interned objects that are made of a namespace and a name: open addressing, never with a deletion. Readers take no
/// lock: a slot's value is written last and read first, and a larger table is published whole.
/// </summary>
internal sealed class PairTable<T>(Func<Namespace, Name, T> make)
    where T : class
{
    private readonly Lock _lock = new();
    private Slot[] _slots = new Slot[4096];
    private int _count;

    public T Intern(Namespace outer, Name inner) => Find(Volatile.Read(ref _slots), outer, inner) ?? Add(outer, inner);

    private static int HashOf(Namespace outer, Name inner) => inner.Hash + (outer.Hash * 31);

    private static T? Find(Slot[] slots, Namespace outer, Name inner)
    {
        for (int at = HashOf(outer, inner) & (slots.Length - 1); ; at = (at + 1) & (slots.Length - 1))
        {
            T? found = Volatile.Read(ref slots[at].Value);
            if (found is null || (ReferenceEquals(slots[at].Inner, inner) && ReferenceEquals(slots[at].Outer, outer)))
                return found;
        }
    }

    private T Add(Namespace outer, Name inner)
    {
        lock (_lock)
        {
            if (Find(_slots, outer, inner) is { } found)
                return found;
            if (_count * 4 >= _slots.Length * 3)
                Grow();
            T added = make(outer, inner);
            Put(_slots, new() { Outer = outer, Inner = inner, Value = added });
            _count++;
            return added;
        }
    }

    private void Grow()
    {
        var larger = new Slot[_slots.Length * 2];
        foreach (Slot slot in _slots)
        {
            if (slot.Value is not null)
                Put(larger, slot);
        }
        Volatile.Write(ref _slots, larger);
    }

    private static void Put(Slot[] slots, Slot slot)
    {
        int at = HashOf(slot.Outer, slot.Inner) & (slots.Length - 1);
        while (slots[at].Value is not null)
            at = (at + 1) & (slots.Length - 1);
        slots[at].Outer = slot.Outer;
        slots[at].Inner = slot.Inner;
        Volatile.Write(ref slots[at].Value, slot.Value);
    }

    private struct Slot
    {
        public Namespace Outer;
        public Name Inner;
        public T? Value;
    }
}
