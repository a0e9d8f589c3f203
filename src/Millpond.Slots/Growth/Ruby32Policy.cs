namespace Millpond.Slots.Growth;

/// <summary>
/// CRuby 3.2 and 3.3: every pool has pages of its own, and grows when its own sweep finds fewer than a fifth of its
/// slots free. A pool of short-lived objects is found empty by each sweep, so it never grows (bug #20710).
/// </summary>
public sealed class Ruby32Policy : GrowthPolicy
{
    private readonly bool _is33;

    private Ruby32Policy(bool is33, bool hasOnePool = false)
    {
        _is33 = is33;
        Rules = new()
        {
            PerPoolPages = true,
            OldParentAges = !is33,
            PooledSlots = is33 ? 1024 : 0,
            FreeablePagesPerStep = 3,
            MarksOnlyWhenOut = !is33,
            PoolsOnlyBeforeMajor = hasOnePool,
        };
    }

    /// <summary>CRuby 3.2, which also keeps the initial number of slots free in small pools.</summary>
    /// <param name="settings">Its settings.</param>
    /// <param name="hasOnePool">Whether it was built without pools of several sizes, as on 32 bits.</param>
    public static Ruby32Policy Ruby32(GcSettings settings, bool hasOnePool = false) =>
        new(is33: false, hasOnePool) { Settings = settings };

    /// <summary>CRuby 3.3.</summary>
    public static Ruby32Policy Ruby33(GcSettings settings) => new(is33: true) { Settings = settings };

    /// <inheritdoc/>
    public override string Name => _is33 ? "ruby33" : "ruby32";

    /// <inheritdoc/>
    public override HeapRules Rules { get; }

    /// <inheritdoc/>
    public override Exhaustion OnExhausted(in HeapView heap, in PoolView pool, bool collected) =>
        (collected || heap.NeedMajor == MajorReasons.None) && pool.AllocatablePages > 0
            ? Exhaustion.Grow : Exhaustion.Collect;

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
        long oldLimit = heap.OldObjectsLimit, unprotectedLimit = heap.UnprotectedObjectsLimit;
        if (full)
        {
            unprotectedLimit = (long)(heap.UnprotectedObjects * Settings.OldObjectLimitFactor);
            if (_is33)
                unprotectedLimit = Math.Max(unprotectedLimit, (long)(heap.OldObjects * Settings.UnprotectedLimitRatio));
            oldLimit = (long)(heap.OldObjects * Settings.OldObjectLimitFactor);
        }
        need |= RubyFormulas.Pressure(heap, oldLimit, unprotectedLimit);
        long init = _is33 ? heap.InitSlotsSum : Settings.InitSlotsOf(0);
        return new(RubyFormulas.FreeablePages(free, total, init, heap, Settings), need, oldLimit, unprotectedLimit);
    }

    /// <inheritdoc/>
    public override long FreeSlotsToReclaim(in HeapView heap, in PoolView pool) =>
        _is33 ? Least(pool) : Math.Max(Least(pool), pool.InitSlots);

    /// <inheritdoc/>
    public override PoolDecision OnPoolSwept(in HeapView heap, in PoolView pool)
    {
        long least = Least(pool);
        int allocatable = pool.AllocatablePages;
        if (!_is33 && least < pool.InitSlots && pool.SweptSlots < pool.InitSlots)
        {
            // Keeps small pools at their initial number of free slots.
            long missing = pool.InitSlots - pool.SweptSlots;
            double pages = Math.Ceiling((double)missing * pool.Multiple / heap.BaseSlotsPerPage);
            allocatable = Math.Max(allocatable, RubyFormulas.ToPages((long)pages));
        }
        if (pool.SweptSlots >= least) return new(PoolVerdict.EnoughFree, allocatable, 0, NeedMajor: false, least);

        bool grows = pool.EmptySlots == 0 || pool.FreedSlots > pool.EmptySlots;
        bool grow = heap.IsMajor;
        var why = PoolVerdict.MayStillGrow;
        bool needMajor = false;
        if (!grow && (_is33 ? allocatable == 0 : true))
        {
            bool young = heap.CountSinceMajor < 3 || (_is33 && pool.TotalSlots < pool.InitSlots);
            if (young) grow = true;
            else if (grows && allocatable == 0) (needMajor, why) = (true, PoolVerdict.AskedForMajor);
            else why = PoolVerdict.NotGrowing;
        }
        if (!grow) return new(why, allocatable, 0, needMajor, least);

        int used = pool.EdenPages + pool.TombPages;
        int more = RubyFormulas.PagesToExtend(
            pool.SweptSlots, pool.TotalSlots, used, MinimumPages(heap, pool), pool, heap.BaseSlotsPerPage, Settings);
        return new(PoolVerdict.Grew, Math.Max(allocatable, more), 0, NeedMajor: false, least);
    }

    /// <inheritdoc/>
    public override int EmptyPagesToKeep(in HeapView heap) => 0;

    private long Least(in PoolView pool) =>
        (long)((_is33 ? Math.Max(pool.TotalSlots, pool.InitSlots) : pool.TotalSlots) * Settings.FreeSlotsMinRatio);

    private int MinimumPages(in HeapView heap, in PoolView pool) => RubyFormulas.ToPages(_is33
        ? (long)Math.Ceiling((double)pool.InitSlots / ((heap.BaseSlotsPerPage / pool.Multiple) - 1))
        : pool.InitSlots * pool.Multiple / heap.BaseSlotsPerPage);
}
