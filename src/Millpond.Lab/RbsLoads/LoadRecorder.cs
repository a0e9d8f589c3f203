using Millpond.Slots;
using Millpond.Slots.Growth;

namespace Millpond.Lab.RbsLoads;

/// <summary>The heap's pages when a collection ended.</summary>
/// <param name="AllocatedObjects">Objects allocated until then: the picture's clock, the same on any machine.</param>
/// <param name="IsMajor">Whether it marked everything.</param>
/// <param name="Pages">Eden pages of each pool.</param>
public sealed record CollectionPoint(long AllocatedObjects, bool IsMajor, IReadOnlyList<int> Pages);

/// <summary>One pool's part in the collections.</summary>
internal sealed class PoolRecord
{
    internal int SlotBytes, Pages;
    internal long Slots, Collections, Sweeps, SweptFree, SweptSlots, Allocated;
    internal Dictionary<PoolVerdict, long> Verdicts { get; } = [];
    internal PoolVerdict Last;
    internal long LastFree, LastSlots, LastWanted;
}

/// <summary>Keeps what a heap decided, for the sentence and the picture.</summary>
internal sealed class LoadRecorder(int pools) : IHeapObserver
{
    private readonly List<CollectionPoint> _points = [];

    internal IReadOnlyList<PoolRecord> Pools { get; } = [.. Enumerable.Range(0, pools).Select(_ => new PoolRecord())];

    internal IReadOnlyList<CollectionPoint> Points => _points;

    internal long Collections { get; private set; }

    /// <summary>Forgets what the first loads did.</summary>
    internal void Restart()
    {
        Collections = 0;
        foreach (PoolRecord pool in Pools)
        {
            (pool.Collections, pool.Sweeps, pool.SweptFree, pool.SweptSlots) = (0, 0, 0, 0);
            pool.Verdicts.Clear();
        }
    }

    public void CollectionBegins(in HeapView heap, in CollectionStart start)
    {
        Collections++;
        if (start.Pool >= 0) Pools[start.Pool].Collections++;
    }

    public void Marked(in HeapView heap, in MarkDecision decision)
    {
    }

    public void PoolSwept(in HeapView heap, in PoolView pool, in PoolDecision decision)
    {
        PoolRecord record = Pools[pool.Index];
        (record.SlotBytes, record.Pages, record.Slots) = (pool.SlotBytes, pool.EdenPages, pool.EdenSlots);
        record.Allocated = pool.AllocatedObjects;
        record.Sweeps++;
        record.SweptFree += pool.SweptSlots;
        record.SweptSlots += pool.EdenSlots;
        record.Verdicts[decision.Why] = record.Verdicts.GetValueOrDefault(decision.Why) + 1;
        record.Last = decision.Why;
        (record.LastFree, record.LastSlots) = (pool.SweptSlots, pool.EdenSlots);
        record.LastWanted = decision.FreeSlotsWanted;
    }

    public void CollectionEnds(in HeapView heap, int pagesGivenBack) => _points.Add(new(
        Pools.Sum(pool => pool.Allocated), heap.IsMajor, [.. Pools.Select(pool => pool.Pages)]));

    public void PageAdded(in HeapView heap, in PoolView pool, PageOrigin origin) =>
        (Pools[pool.Index].SlotBytes, Pools[pool.Index].Pages) = (pool.SlotBytes, pool.EdenPages);
}
