using Millpond.Slots;

namespace Millpond.Lab.RbsLoads;

/// <summary>What the C extension holds while it builds a tree: its machine stack. Everything on it is in use.</summary>
internal sealed class RubyStack : IRootSource
{
    private ObjectRef[] _items = new ObjectRef[256];

    /// <summary>Items on the stack. Setting it lower takes the upper ones off.</summary>
    internal int Count { get; set; }

    internal ref ObjectRef this[int index] => ref _items[index];

    internal int Push(ObjectRef item)
    {
        if (Count == _items.Length) Array.Resize(ref _items, Count * 2);
        _items[Count] = item;
        return Count++;
    }

    public void EnumerateRoots(RootSink sink)
    {
        foreach (ObjectRef item in _items.AsSpan(0, Count)) sink.Add(item);
    }
}
