namespace Millpond.Slots.Growth;

/// <summary>
/// CRuby 3.4 and 4.0: what the heap may grow by belongs to all pools, so a pool of short-lived objects takes pages that
/// another pool's fullness allowed. 3.4.9 and 4.0.2 ask for fewer majors (bug #21838).
/// </summary>
public sealed class Ruby34Policy : GrowthPolicy
{
    private readonly bool _is40, _asksLess;

    private Ruby34Policy(bool is40, bool asksLess)
    {
        (_is40, _asksLess) = (is40, asksLess);
        Rules = new()
        {
            PerPoolPages = false,
            OldParentAges = false,
            PooledSlots = 1024,
            FreeablePagesPerStep = is40 ? int.MaxValue : 3,
            EmptyPagesAlwaysLeave = is40,
            BudgetEndsWithSweep = !is40,
            SweepTakesPage = is40,
        };
    }

    /// <summary>CRuby 3.4.0 to 3.4.8.</summary>
    public static Ruby34Policy Ruby34(GcSettings settings) => new(is40: false, asksLess: false) { Settings = settings };

    /// <summary>CRuby 3.4.9 on.</summary>
    public static Ruby34Policy Ruby349(GcSettings settings) => new(is40: false, asksLess: true) { Settings = settings };

    /// <summary>CRuby 4.0.0 and 4.0.1.</summary>
    public static Ruby34Policy Ruby40(GcSettings settings) => new(is40: true, asksLess: false) { Settings = settings };

    /// <summary>CRuby 4.0.2 on.</summary>
    public static Ruby34Policy Ruby402(GcSettings settings) => new(is40: true, asksLess: true) { Settings = settings };

    /// <inheritdoc/>
    public override string Name => (_is40, _asksLess) switch
    {
        (false, false) => "ruby34",
        (false, true) => "ruby349",
        (true, false) => "ruby40",
        (true, true) => "ruby402",
    };

    /// <inheritdoc/>
    public override HeapRules Rules { get; }

    /// <inheritdoc/>
    public override bool MustGrow(in HeapView heap, in PoolView pool) =>
        pool.EdenSlots < pool.InitSlots && !pool.IsSweeping;

    /// <inheritdoc/>
    public override Exhaustion OnExhausted(in HeapView heap, in PoolView pool, bool collected) =>
        heap.AllocatableSlots > 0 || (_is40 && heap.EmptyPages > 0) ? Exhaustion.Grow : Exhaustion.Collect;

    /// <inheritdoc/>
    public override MarkDecision OnMarked(in HeapView heap, in PoolView pool0)
    {
        long total = heap.TotalSlots;
        long free = total - heap.MarkedSlots;
        long least = Math.Max((long)(total * Settings.FreeSlotsMinRatio), Settings.FreeSlots);
        bool full = heap.IsMajor;
        var need = MajorReasons.None;
        long? allocatable = null;
        if (free < least && heap.AllocatableSlots == 0)
        {
            if (!full)
            {
                if (heap.CountSinceMajor < 3) full = true;
                else need |= MajorReasons.NoFree;
            }
            if (full && _is40) allocatable = RubyFormulas.SlotsToExpand(free, total, pool0.InitSlots, Settings);
        }
        long oldLimit = heap.OldObjectsLimit, unprotectedLimit = heap.UnprotectedObjectsLimit;
        if (full)
        {
            unprotectedLimit = Math.Max(
                (long)(heap.UnprotectedObjects * Settings.OldObjectLimitFactor),
                (long)(heap.OldObjects * Settings.UnprotectedLimitRatio));
            oldLimit = (long)(heap.OldObjects * Settings.OldObjectLimitFactor);
        }
        need |= RubyFormulas.Pressure(heap, oldLimit, unprotectedLimit);
        long freeable = RubyFormulas.FreeablePages(free, total, heap.InitSlotsSum, heap, Settings);
        return new(freeable, need, oldLimit, unprotectedLimit, AllocatableSlots: allocatable);
    }

    /// <inheritdoc/>
    public override long FreeSlotsToReclaim(in HeapView heap, in PoolView pool) => Grows(pool) ? Least(pool) : 0;

    /// <inheritdoc/>
    public override PoolDecision OnPoolSwept(in HeapView heap, in PoolView pool)
    {
        long least = Least(pool);
        long allocatable = heap.AllocatableSlots;
        if (pool.SweptSlots >= least) return new(PoolVerdict.EnoughFree, 0, allocatable, NeedMajor: false, least);
        if (!Grows(pool)) return new(PoolVerdict.NotGrowing, 0, allocatable, NeedMajor: false, least);
        long missing = least - pool.SweptSlots;
        if (heap.IsMajor || heap.CountSinceMajor < 3)
        {
            if (_is40 && allocatable >= least)
                return new(PoolVerdict.MayStillGrow, 0, allocatable, NeedMajor: false, least);
            // As CRuby: the share wanted counts the pool as it was swept, the growth as it is with the pages taken back.
            long total = pool.TotalSlots + pool.ReclaimedSlots;
            long more = RubyFormulas.SlotsToExpand(pool.SweptSlots, total, pool.InitSlots, Settings);
            return new(PoolVerdict.Grew, 0, Saturating.Add(allocatable, more), NeedMajor: false, least);
        }
        return !_asksLess || allocatable < missing
            ? new(PoolVerdict.AskedForMajor, 0, allocatable, NeedMajor: true, least)
            : new(PoolVerdict.MayStillGrow, 0, allocatable, NeedMajor: false, least);
    }

    /// <inheritdoc/>
    public override int EmptyPagesToKeep(in HeapView heap)
    {
        // 4.0 gives back what the last marking found to be too much; 3.4 keeps four times what it may grow by.
        if (_is40) return (int)Math.Max(0, heap.EmptyPages - heap.FreeablePages);
        long pages = Math.Min(heap.AllocatableSlots, long.MaxValue / 8) + heap.BaseSlotsPerPage - 1;
        return (int)Math.Min(int.MaxValue, pages / heap.BaseSlotsPerPage * 4);
    }

    private bool Grows(in PoolView pool) => _is40
        ? (pool.EmptySlots == 0 && pool.TotalSlots > 0) || pool.FreedSlots > pool.EmptySlots
        : pool.EmptySlots == 0 || pool.FreedSlots > pool.EmptySlots;

    private long Least(in PoolView pool) =>
        (long)(Math.Max(pool.TotalSlots, pool.InitSlots) * Settings.FreeSlotsMinRatio);
}
