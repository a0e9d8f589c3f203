using Millpond.Rbs.Ast;

namespace Millpond.Rbs.Environments;

/// <summary>
/// What names mean in one context: open addressing by the name's number, keys and values side by side. Readers take no
/// lock: a value is written before its key, and a larger table is published whole. There are thousands of small ones.
/// </summary>
/// <param name="uses">The directives of the context's file.</param>
/// <param name="writers">What writers lock; shared with other tables.</param>
internal sealed class ContextTable(UseMap? uses, Lock writers)
{
    private const uint Multiplier = 0x9E37_79B9; // 2^32 / golden ratio: numbers are given out in order

    private TypeName?[] _pairs = new TypeName?[8];
    private int _count;

    /// <summary>The directives of the context's file.</summary>
    public UseMap? Uses => uses;

    public int Count => _count;

    public TypeName? Find(TypeName name)
    {
        TypeName?[] pairs = Volatile.Read(ref _pairs);
        for (int at = SlotOf(name, pairs.Length); ; at = (at + 2) & (pairs.Length - 1))
        {
            TypeName? key = Volatile.Read(ref pairs[at]);
            if (ReferenceEquals(key, name))
                return pairs[at + 1];
            if (key is null)
                return null;
        }
    }

    public void Add(TypeName name, TypeName meaning)
    {
        lock (writers)
        {
            if (Find(name) is not null)
                return;
            if (_count * 8 >= _pairs.Length * 3) // a pair takes two places: at most three in four are taken
                Grow();
            Put(_pairs, name, meaning);
            _count++;
        }
    }

    /// <summary>A table without the names that <paramref name="isDropped"/> says; this one itself where it says none.
    /// </summary>
    public ContextTable Without(Func<TypeName, bool> isDropped)
    {
        ContextTable kept = new(uses, writers);
        TypeName?[] pairs = Volatile.Read(ref _pairs);
        int dropped = 0;
        for (int at = 0; at < pairs.Length; at += 2)
        {
            if (Volatile.Read(ref pairs[at]) is not { } name)
                continue;
            if (isDropped(name))
                dropped++;
            else
                kept.Add(name, pairs[at + 1]!);
        }
        return dropped == 0 ? this : kept;
    }

    private void Grow()
    {
        var larger = new TypeName?[_pairs.Length * 2];
        for (int at = 0; at < _pairs.Length; at += 2)
        {
            if (_pairs[at] is { } name)
                Put(larger, name, _pairs[at + 1]!);
        }
        Volatile.Write(ref _pairs, larger);
    }

    private static void Put(TypeName?[] pairs, TypeName name, TypeName meaning)
    {
        int at = SlotOf(name, pairs.Length);
        while (pairs[at] is not null)
            at = (at + 2) & (pairs.Length - 1);
        pairs[at + 1] = meaning;
        Volatile.Write(ref pairs[at], name);
    }

    private static int SlotOf(TypeName name, int length) =>
        (int)(((uint)name.Id * Multiplier) >> 8) & (length - 1) & ~1;
}
