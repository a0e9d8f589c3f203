namespace Millpond.Rbs.Ast;

/// <summary>
/// Interned objects that are made of a namespace and a name: open addressing, never with a deletion. Readers take no
/// lock: a slot is written once, and a larger table is published whole.
/// </summary>
internal sealed class PairTable<T>(Func<Namespace, Name, T> make)
    where T : class, PairTable<T>.IPair
{
    private readonly Lock _lock = new();
    private T?[] _slots = new T?[4096];
    private int _count;

    /// <summary>What an object is made of.</summary>
    public interface IPair
    {
        /// <summary>The namespace it stands in.</summary>
        Namespace Outer { get; }

        /// <summary>Its name in there.</summary>
        Name Inner { get; }
    }

    public T Intern(Namespace outer, Name inner) => Find(Volatile.Read(ref _slots), outer, inner) ?? Add(outer, inner);

    private static int HashOf(Namespace outer, Name inner) => inner.Hash + (outer.Hash * 31);

    private static T? Find(T?[] slots, Namespace outer, Name inner)
    {
        for (int at = HashOf(outer, inner) & (slots.Length - 1); ; at = (at + 1) & (slots.Length - 1))
        {
            T? found = slots[at];
            if (found is null || (ReferenceEquals(found.Inner, inner) && ReferenceEquals(found.Outer, outer)))
                return found;
        }
    }

    private T Add(Namespace outer, Name inner)
    {
        lock (_lock)
        {
            if (Find(_slots, outer, inner) is { } found)
                return found;
            if (_count * 2 >= _slots.Length)
                Grow();
            T added = make(outer, inner);
            Put(_slots, added);
            _count++;
            return added;
        }
    }

    private void Grow()
    {
        var larger = new T?[_slots.Length * 2];
        foreach (T? item in _slots)
        {
            if (item is not null)
                Put(larger, item);
        }
        Volatile.Write(ref _slots, larger);
    }

    private static void Put(T?[] slots, T item)
    {
        int at = HashOf(item.Outer, item.Inner) & (slots.Length - 1);
        while (slots[at] is not null)
            at = (at + 1) & (slots.Length - 1);
        Volatile.Write(ref slots[at], item);
    }
}
