using System.Runtime.CompilerServices;
using Millpond.Rbs.Ast;

namespace Millpond.Rbs.Environments;

/// <summary>
/// Entries by namespace and name: open addressing, no deletion. Asked with the two parts, so that the many names that are
/// only tried on the way outwards need not be interned. Filled by one thread, then only read.
/// </summary>
internal sealed class NameIndex
{
    private Entry?[] _slots;
    private int _count;

    public NameIndex(int capacity) => _slots = new Entry?[SizeFor(capacity)];

    private NameIndex(NameIndex other)
    {
        _slots = (Entry?[])other._slots.Clone();
        _count = other._count;
    }

    public Entry? Find(TypeName name) => Find(name.Namespace, name.Name);

    public Entry? Find(Namespace @namespace, Name name)
    {
        for (int at = HashOf(@namespace, name) & (_slots.Length - 1); ; at = (at + 1) & (_slots.Length - 1))
        {
            Entry? entry = _slots[at];
            if (entry is null || Is(entry, @namespace, name))
                return entry;
        }
    }

    /// <summary>Adds an entry, or puts it in the place of the one of the same name.</summary>
    public void Put(Entry entry)
    {
        if (_count * 2 >= _slots.Length)
            Grow();
        ref Entry? slot = ref SlotFor(entry);
        if (slot is null)
            _count++;
        slot = entry;
    }

    public NameIndex Clone() => new(this);

    private void Grow()
    {
        Entry?[] old = _slots;
        _slots = new Entry?[old.Length * 2];
        foreach (Entry? entry in old)
        {
            if (entry is not null)
                SlotFor(entry) = entry;
        }
    }

    private ref Entry? SlotFor(Entry entry)
    {
        (Namespace @namespace, Name name) = (entry.Name.Namespace, entry.Name.Name);
        int at = HashOf(@namespace, name) & (_slots.Length - 1);
        while (_slots[at] is { } other && !Is(other, @namespace, name))
            at = (at + 1) & (_slots.Length - 1);
        return ref _slots[at];
    }

    private static bool Is(Entry entry, Namespace @namespace, Name name) =>
        ReferenceEquals(entry.Name.Name, name) && ReferenceEquals(entry.Name.Namespace, @namespace);

    private static int HashOf(Namespace @namespace, Name name) =>
        name.Hash + (RuntimeHelpers.GetHashCode(@namespace) * 0x2545_F491); // odd, to spread equal names over namespaces

    private static int SizeFor(int capacity) => (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)capacity * 2 + 16);
}
