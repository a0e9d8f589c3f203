using System.Runtime.CompilerServices;
using Millpond.Pages;

namespace Millpond.Slots.Memory;

/// <summary>
/// Objects that are marked and not looked through yet. It can hold every slot of the heap (each is put in once), so it
/// never overflows; what is not used costs addresses only. Made larger before a page is added, never while marking.
/// </summary>
internal sealed unsafe class MarkStack(IPageSource source) : IDisposable
{
    private uint* _items;
    private nuint _bytes;
    private long _count;

    public long Count => _count;

    public long Capacity => (long)(_bytes / sizeof(uint));

    public bool IsEmpty => _count == 0;

    /// <summary>False: the kernel refuses, and the stack is as it was.</summary>
    public bool TryReserve(long capacity)
    {
        if (capacity <= Capacity) return true;
        Invariant.Assert(capacity > 0);
        nuint bytes = BytesFor(Math.Max(capacity, Capacity * 2));
        byte* larger = source.Map(bytes);
        if (larger == null)
        {
            bytes = BytesFor(capacity);
            larger = source.Map(bytes);
            if (larger == null) return false;
        }
        if (_items != null)
        {
            // Sound: the old items fit the larger mapping.
            Buffer.MemoryCopy(_items, larger, (long)bytes, _count * sizeof(uint));
            source.Release((byte*)_items, _bytes);
        }
        _items = (uint*)larger;
        _bytes = bytes;
        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Push(ObjectRef item)
    {
        Invariant.Assert(_count < Capacity);
        // Sound: each slot is pushed at most once a marking, and there is room for all.
        _items[_count++] = item.Bits;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ObjectRef Pop()
    {
        Invariant.Assert(_count > 0);
        // Sound: count is above zero.
        return new(_items[--_count]);
    }

    public void Clear() => _count = 0;

    /// <summary>For Verify: the item <paramref name="index"/> places above the bottom.</summary>
    public ObjectRef Peek(long index)
    {
        Invariant.Assert(index >= 0 && index < _count);
        return new(_items[index]);
    }

    public void Dispose()
    {
        if (_items != null) source.Release((byte*)_items, _bytes);
        _items = null;
        _bytes = 0;
        _count = 0;
    }

    private nuint BytesFor(long items)
    {
        nuint unit = source.PageBytes;
        return (((nuint)items * sizeof(uint)) + unit - 1) / unit * unit;
    }
}
