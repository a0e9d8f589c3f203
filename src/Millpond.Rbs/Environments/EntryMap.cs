using System.Collections;
using Millpond.Rbs.Ast;

namespace Millpond.Rbs.Environments;

/// <summary>Entries of one kind in order of loading, found by name in constant time. Immutable.</summary>
/// <typeparam name="T">The kind of entry.</typeparam>
public sealed class EntryMap<T> : IReadOnlyList<T>
    where T : Entry
{
    private readonly NameIndex _names;
    private readonly T[] _inOrder;

    internal EntryMap(NameIndex names, T[] inOrder)
    {
        _names = names;
        _inOrder = inOrder;
    }

    /// <inheritdoc/>
    public int Count => _inOrder.Length;

    /// <inheritdoc/>
    public T this[int index] => _inOrder[index];

    /// <summary>The entry of an absolute name, or null.</summary>
    public T? Find(TypeName name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return _names.Find(name) as T;
    }

    /// <summary>Whether there is an entry of an absolute name.</summary>
    public bool Contains(TypeName name) => Find(name) is not null;

    /// <summary>The entries in order, without copying.</summary>
    public ReadOnlySpan<T> AsSpan() => _inOrder;

    /// <summary>The entries in order.</summary>
    public ReadOnlySpan<T>.Enumerator GetEnumerator() => AsSpan().GetEnumerator();

    IEnumerator<T> IEnumerable<T>.GetEnumerator() => ((IEnumerable<T>)_inOrder).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => _inOrder.GetEnumerator();
}
