namespace Millpond.Slots.Growth;

/// <summary>
/// A heap that never takes more than it was given: it collects when full, everything when a minor collection frees no
/// slot of the pool in need, and fails when that frees none either. All pages are kept.
/// Objects do not move, so a page with one object is lost to all other pools. Half of the memory is therefore left to
/// what survives: there a pool takes pages after a collection, and few before the next.
/// </summary>
public sealed class FixedPolicy : FreePolicy
{
    /// <summary>64 MiB: what it has when nobody says.</summary>
    public const long DefaultLimitBytes = 64 << 20;

    /// <param name="limitBytes">What the pages may take together; at least one page for each pool that is used.</param>
    public FixedPolicy(long limitBytes)
    {
        Guard.InRange(limitBytes > 0, "give the bytes that the heap may take", nameof(limitBytes));
        LimitBytes = limitBytes;
    }

    /// <summary>What the pages may take together.</summary>
    public long LimitBytes { get; }

    /// <inheritdoc/>
    public override string Name => "fixed";

    /// <inheritdoc/>
    public override string Refusal =>
        $"what is alive does not fit the pages of the {LimitBytes:N0} bytes that the heap was given; give it more, or keep less";

    /// <inheritdoc/>
    public override Exhaustion OnExhausted(in HeapView heap, in PoolView pool, bool collected)
    {
        long left = LimitBytes - heap.HeapBytes;
        bool mayGrow = collected || heap.HeapBytes < LimitBytes / 2 || heap.AllocatedBytes < left / 4;
        if (heap.EmptyPages > 0 || (left >= heap.PageBytes && mayGrow)) return Exhaustion.Grow;
        if (!collected) return Exhaustion.Collect;
        return heap.IsMajor ? Exhaustion.Refuse : Exhaustion.CollectAll;
    }

    /// <inheritdoc/>
    public override int EmptyPagesToKeep(in HeapView heap) => int.MaxValue;

    // Once the old have grown by as much as there was room for them, minors find little.
    private protected override MajorReasons NeedMajor(in HeapView heap)
    {
        double free = Math.Max(0, LimitBytes - heap.LiveBytes);
        return !heap.IsMajor && GrownBytes(heap) > free / 2 ? MajorReasons.OldGen : MajorReasons.None;
    }
}
