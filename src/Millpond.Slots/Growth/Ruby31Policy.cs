namespace Millpond.Slots.Growth;

/// <summary>CRuby 3.1: one pool, which grows at the end of marking.</summary>
public sealed class Ruby31Policy : GrowthPolicy
{
    /// <inheritdoc/>
    public override string Name => "ruby31";

    /// <inheritdoc/>
    public override HeapRules Rules { get; } = new()
    {
        PerPoolPages = true,
        OldParentAges = true,
        PooledSlots = 0,
        FreeablePagesPerStep = 3,
        StepsByPage = true,
        PoolsOnlyBeforeMajor = true,
        AllocationsPerMarkStep = 409,
    };

    /// <inheritdoc/>
    public override Exhaustion OnExhausted(in HeapView heap, in PoolView pool, bool collected) =>
        heap.NeedMajor == MajorReasons.None && pool.AllocatablePages > 0 ? Exhaustion.Grow : Exhaustion.Collect;

    /// <inheritdoc/>
    public override MarkDecision OnMarked(in HeapView heap, in PoolView pool0)
    {
        long total = heap.TotalSlots + heap.AllocatablePoolSlots;
        long free = total - heap.MarkedSlots;
        long least = Math.Max((long)(total * Settings.FreeSlotsMinRatio), Settings.FreeSlots);
        bool full = heap.IsMajor;
        var need = MajorReasons.None;
        if (free < least && !full)
        {
            if (heap.CountSinceMajor < 3) full = true;
            else need |= MajorReasons.NoFree;
        }
        int? allocatable = null;
        if (free < least && full)
        {
            int used = pool0.EdenPages + pool0.TombPages + pool0.AllocatablePages;
            int minimum = RubyFormulas.ToPages(Settings.InitSlotsOf(0) / heap.BaseSlotsPerPage);
            int more = RubyFormulas.PagesToExtend(free, total, used, minimum, pool0, heap.BaseSlotsPerPage, Settings);
            allocatable = Math.Max(pool0.AllocatablePages, more);
        }
        long oldLimit = heap.OldObjectsLimit, unprotectedLimit = heap.UnprotectedObjectsLimit;
        if (full)
        {
            unprotectedLimit = (long)(heap.UnprotectedObjects * Settings.OldObjectLimitFactor);
            oldLimit = (long)(heap.OldObjects * Settings.OldObjectLimitFactor);
        }
        need |= RubyFormulas.Pressure(heap, oldLimit, unprotectedLimit);
        long freeable = RubyFormulas.FreeablePages(free, total, Settings.InitSlotsOf(0), heap, Settings);
        return new(freeable, need, oldLimit, unprotectedLimit, AllocatablePages: allocatable);
    }

    /// <inheritdoc/>
    public override long FreeSlotsToReclaim(in HeapView heap, in PoolView pool) => 0;

    /// <inheritdoc/>
    public override PoolDecision OnPoolSwept(in HeapView heap, in PoolView pool) =>
        new(PoolVerdict.NotNow, pool.AllocatablePages, 0, NeedMajor: false, FreeSlotsWanted: 0);

    /// <inheritdoc/>
    public override int EmptyPagesToKeep(in HeapView heap) => 0;
}
