namespace Millpond.Slots.Memory;

/// <summary>References by number; numbers are used again.</summary>
internal sealed class HandleTable
{
    // No page has 4,096 slots, so no object is called this.
    private static readonly ObjectRef s_freed = new(uint.MaxValue);

    private readonly Stack<int> _free = new();
    private ObjectRef[] _items = new ObjectRef[16];
    private int _count;

    /// <summary>One behind the highest number ever given.</summary>
    public int Count => _count;

    public ObjectRef this[int index]
    {
        get
        {
            Guard.InRange(IsUsed(index), "give a handle of this heap that was not freed", nameof(index));
            return _items[index];
        }
        set
        {
            Guard.InRange(IsUsed(index), "give a handle of this heap that was not freed", nameof(index));
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
        Guard.InRange(IsUsed(index), "free a handle once", nameof(index));
        _free.Push(index);
        _items[index] = s_freed;
    }

    /// <summary>What handle <paramref name="index"/> refers to; none for one that was freed.</summary>
    public ObjectRef TargetOf(int index) => _items[index] == s_freed ? ObjectRef.None : _items[index];

    /// <returns>References looked at, and those kept.</returns>
    public (long Found, long Kept) ClearDead(SlotHeap heap)
    {
        long found = 0, kept = 0;
        for (int i = 0; i < _count; i++)
        {
            ObjectRef target = TargetOf(i);
            if (target.IsNone) continue;
            found++;
            if (heap.IsMarked(target)) kept++;
            else _items[i] = ObjectRef.None;
        }
        return (found, kept);
    }

    private bool IsUsed(int index) => (uint)index < (uint)_count && _items[index] != s_freed;
}
