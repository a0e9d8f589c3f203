using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace Millpond.Rbs.Parsing;

/// <summary>
/// Where the items of lists wait until their list is whole: a list inside another list piles up on top of it, so one
/// array serves all, and each list is allocated once in its final size.
/// </summary>
internal struct Pile<T>
{
    private T[]? _items;
    private int _mostItems; // since the last Clear, as far as items were taken off again

    /// <summary>How many wait; remembered before a list, it says where that list begins.</summary>
    public int Count { get; private set; }

    public readonly T this[int at]
    {
        get => _items![at];
        set => _items![at] = value;
    }

    public void Add(T item)
    {
        T[] items = _items ?? (_items = new T[16]);
        if (Count == items.Length)
        {
            Array.Resize(ref _items, items.Length * 2);
            items = _items;
        }
        items[Count++] = item;
    }

    /// <summary>The items from <paramref name="start"/>, taken off the pile.</summary>
    public ImmutableArray<T> Take(int start)
    {
        T[] items = _items.AsSpan(start, Count - start).ToArray();
        Cut(start);
        return ImmutableCollectionsMarshal.AsImmutableArray(items);
    }

    /// <summary>The items from <paramref name="start"/>, which stay.</summary>
    public readonly ReadOnlySpan<T> From(int start) => _items.AsSpan(start, Count - start);

    /// <summary>Forgets everything; a very large array is left to the collector.</summary>
    public void Clear()
    {
        const int MostKept = 4096;
        if (_items is { Length: > MostKept })
            this = default;
        else if (_items is not null)
            Array.Clear(_items, 0, Math.Max(Count, _mostItems)); // a small file touches little of a large array
        Count = _mostItems = 0;
    }

    /// <summary>Forgets the items from <paramref name="start"/>.</summary>
    public void Cut(int start)
    {
        _mostItems = Math.Max(_mostItems, Count);
        Count = start;
    }
}
