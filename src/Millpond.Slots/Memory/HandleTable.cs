namespace Millpond.Slots.Memory;

/// <summary>References by number; numbers are used again.</summary>
internal sealed class HandleTable
{
    private readonly Stack<int> _free = new();
    private ObjectRef[] _items = new ObjectRef[16];
    private int _count;

    public ReadOnlySpan<ObjectRef> Items => _items.AsSpan(0, _count);

    public ObjectRef this[int index]
    {
        get
        {
            Guard.InRange((uint)index < (uint)_count, "give a handle of this heap", nameof(index));
            return _items[index];
        }
        set
        {
            Guard.InRange((uint)index < (uint)_count, "give a handle of this heap", nameof(index));
            _items[index] = value;
        }
    }

    public int Add(ObjectRef target)
    {
        if (!_free.TryPop(out int index))
        {
            if (_count == _items.Length) Array.Resize(ref _items, _count * 2);
            index = _count++;
        }
        _items[index] = target;
        return index;
    }

    public void Remove(int index)
    {
        this[index] = ObjectRef.None;
        _free.Push(index);
    }

    /// <returns>References looked at, and those kept.</returns>
    public (long Found, long Kept) ClearDead(SlotHeap heap)
    {
        long found = 0, kept = 0;
        foreach (ref ObjectRef item in _items.AsSpan(0, _count))
        {
            if (item.IsNone) continue;
            found++;
            if (heap.IsMarked(item)) kept++;
            else item = ObjectRef.None;
        }
        return (found, kept);
    }
}
