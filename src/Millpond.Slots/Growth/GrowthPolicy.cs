namespace Millpond.Slots.Growth;

/// <summary>
/// When a heap collects, grows and gives pages back. Every method is a pure function of what it is given: the heap
/// carries the answers out and keeps all state. Thread-safe.
/// </summary>
public abstract class GrowthPolicy
{
    /// <summary>The name users choose it by: <c>ruby33</c>.</summary>
    public abstract string Name { get; }

    /// <summary>What is fixed about the heap under this policy.</summary>
    public abstract HeapRules Rules { get; }

    /// <summary>The collector's settings.</summary>
    public GcSettings Settings { get; init; } = GcSettings.Default;

    /// <summary>What to tell the user when the policy refuses: what is wrong and what to do.</summary>
    public virtual string Refusal => "the heap's policy allows no more memory";

    /// <summary>Whether a pool takes a page before anything else is tried.</summary>
    public virtual bool MustGrow(in HeapView heap, in PoolView pool) => false;

    /// <summary>What to do when a pool has no free slot, also after marking and sweeping went on.</summary>
    /// <param name="heap">The heap.</param>
    /// <param name="pool">The pool without a free slot.</param>
    /// <param name="collected">Whether this allocation has collected already.</param>
    public abstract Exhaustion OnExhausted(in HeapView heap, in PoolView pool, bool collected);

    /// <summary>What follows from the end of marking.</summary>
    public abstract MarkDecision OnMarked(in HeapView heap, in PoolView pool0);

    /// <summary>Slots that must be free after a sweep; below it the pool first takes empty pages back.</summary>
    public abstract long FreeSlotsToReclaim(in HeapView heap, in PoolView pool);

    /// <summary>What follows from the end of a pool's sweep, empty pages taken back.</summary>
    public abstract PoolDecision OnPoolSwept(in HeapView heap, in PoolView pool);

    /// <summary>Empty pages to keep at the end of a sweep; the rest is given back.</summary>
    public abstract int EmptyPagesToKeep(in HeapView heap);

    /// <summary>Slots that one step of incremental marking may mark and look through.</summary>
    /// <param name="markedSlots">Slots marked when it begins.</param>
    /// <param name="pooledSlots">Free slots kept to be allocated meanwhile.</param>
    public virtual long MarkStep(long markedSlots, long pooledSlots) =>
        markedSlots * 2 / ((pooledSlots / Rules.AllocationsPerMarkStep) + 1);
}

/// <summary>What differs between heaps beside the arithmetic of growth. The values are CRuby's.</summary>
public sealed record HeapRules
{
    /// <summary>Each pool keeps its own empty pages and may take a number of pages of its own (before 3.4); otherwise
    /// all pools share both.</summary>
    public required bool PerPoolPages { get; init; }

    /// <summary>An old object makes what it refers to old (before 3.3); otherwise it is remembered itself.</summary>
    public required bool OldParentAges { get; init; }

    /// <summary>Free slots put by in a sweep step for incremental marking; 0: one page.</summary>
    public required int PooledSlots { get; init; }

    /// <summary>Pages that one sweep step may give back.</summary>
    public required int FreeablePagesPerStep { get; init; }

    /// <summary>Every empty page leaves its pool, whatever may be given back (4.0).</summary>
    public bool EmptyPagesAlwaysLeave { get; init; }

    /// <summary>A sweep begins with nothing to take (3.4).</summary>
    public bool BudgetEndsWithSweep { get; init; }

    /// <summary>A sweep that finds nothing for a pool gives it a page at once (4.0).</summary>
    public bool SweepTakesPage { get; init; }

    /// <summary>Allocation goes page by page, marking step by page (3.1).</summary>
    public bool StepsByPage { get; init; }

    /// <summary>Pages are put by for incremental marking only when a major is due (one pool: 3.1, 3.2 on 32 bits).
    /// </summary>
    public bool PoolsOnlyBeforeMajor { get; init; }

    /// <summary>Incremental marking goes on only when the pool has no free page (3.2).</summary>
    public bool MarksOnlyWhenOut { get; init; }

    /// <summary>Objects allocated between two steps of incremental marking.</summary>
    public int AllocationsPerMarkStep { get; init; } = 500;

    /// <summary>Slots swept in a step.</summary>
    public int SweepStepSlots { get; init; } = 2048;
}
