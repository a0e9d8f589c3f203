namespace Millpond.Blocks;

/// <summary>
/// One stack of freed blocks for each size class: lock-free (Treiber), newest first, so that the block most likely in
/// the processor's caches is reused first. The head holds a counter beside the index: a block that was popped and
/// pushed again between a reader's two steps changes the counter, and the reader's exchange fails (no ABA). Links lie
/// in the extent table, which is never unmapped, so a stale read is harmless. At any instant the stacks are whole:
/// a forked child finds them usable.
/// </summary>
internal unsafe struct BinStacks
{
    private const int IndexBits = 32;

    private readonly long* _heads;
    private readonly Extent* _extents;

    /// <summary>Uses <paramref name="heads"/>, <see cref="SizeClass.Count"/> zeroed words.</summary>
    internal BinStacks(long* heads, Extent* extents)
    {
        _heads = heads;
        _extents = extents;
    }

    internal readonly bool IsEmpty(int sizeClass) => (uint)Volatile.Read(ref _heads[sizeClass]) == 0;

    /// <summary>First chunk of the newest block; -1 when the bin is empty. Another thread may take it at once.</summary>
    internal readonly int Peek(int sizeClass) => (int)(uint)Volatile.Read(ref _heads[sizeClass]) - 1;

    internal readonly void Push(int sizeClass, int chunk)
    {
        Invariant.Assert(sizeClass is >= 0 and < SizeClass.Count);
        Invariant.Assert(_extents[chunk].State != (int)BlockState.Live);
        Invariant.Assert(chunk >= 0);
        Invariant.Assert(_extents[chunk].Class == sizeClass);
        while (true)
        {
            var head = Volatile.Read(ref _heads[sizeClass]);
            Volatile.Write(ref _extents[chunk].Next, (int)(uint)head);
            if (Interlocked.CompareExchange(ref _heads[sizeClass], Successor(head, chunk + 1), head) == head) return;
        }
    }

    /// <summary>First chunk of the block taken; -1 when the bin is empty.</summary>
    internal readonly int Pop(int sizeClass)
    {
        Invariant.Assert(sizeClass is >= 0 and < SizeClass.Count);
        while (true)
        {
            var head = Volatile.Read(ref _heads[sizeClass]);
            var top = (int)(uint)head;
            if (top == 0) return -1;
            var next = Volatile.Read(ref _extents[top - 1].Next);
            if (Interlocked.CompareExchange(ref _heads[sizeClass], Successor(head, next), head) == head) return top - 1;
        }
    }

    private static long Successor(long head, int link) => (((head >> IndexBits) + 1) << IndexBits) | (uint)link;
}
