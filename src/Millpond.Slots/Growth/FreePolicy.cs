namespace Millpond.Slots.Growth;

/// <summary>
/// What the policies share that are not CRuby's: all pools share all pages, a page without an object leaves its pool at
/// once, and the question is asked at one moment only: when a pool has no free slot.
/// </summary>
public abstract class FreePolicy : GrowthPolicy
{
    private protected FreePolicy()
    {
    }

    /// <inheritdoc/>
    public override HeapRules Rules { get; } = new()
    {
        PerPoolPages = false,
        OldParentAges = false,
        PooledSlots = 1024,
        FreeablePagesPerStep = int.MaxValue,
        EmptyPagesAlwaysLeave = true,
        SweepTakesPage = true,
    };

    /// <inheritdoc/>
    public override long FreeSlotsToReclaim(in HeapView heap, in PoolView pool) => 0;

    /// <inheritdoc/>
    public override PoolDecision OnPoolSwept(in HeapView heap, in PoolView pool) =>
        new(PoolVerdict.NotNow, 0, 0, NeedMajor: false, FreeSlotsWanted: 0);

    /// <inheritdoc/>
    public override MarkDecision OnMarked(in HeapView heap, in PoolView pool0) =>
        new(0, NeedMajor(heap), heap.OldObjects, heap.UnprotectedObjects);

    /// <summary>Why the next collection must mark everything, asked when this one has marked.</summary>
    private protected abstract MajorReasons NeedMajor(in HeapView heap);

    /// <summary>Live bytes that only a major could free, beyond those that the last one left.</summary>
    private protected static double GrownBytes(in HeapView heap) =>
        Math.Max(0, heap.MarkedSlots - heap.Costs.MarkedByMajor) * MeanBytes(heap);

    /// <summary>Bytes of a live slot; of a base slot before the first sweep.</summary>
    private protected static double MeanBytes(in HeapView heap) =>
        heap.LiveSlots > 0 ? (double)heap.LiveBytes / heap.LiveSlots : (double)heap.PageBytes / heap.BaseSlotsPerPage;

    /// <summary>20 ns to mark and sweep an object, until a major has shown what it takes here.</summary>
    private const double SecondsAnObject = 20e-9;

    /// <summary>What the next major will take: the last one's time, in proportion to what there is to mark.</summary>
    private protected static double MajorSeconds(in HeapView heap)
    {
        CostView costs = heap.Costs;
        return costs.MarkedByMajor > 0
            ? costs.MajorSeconds * heap.MarkedSlots / costs.MarkedByMajor
            : heap.MarkedSlots * SecondsAnObject;
    }
}
