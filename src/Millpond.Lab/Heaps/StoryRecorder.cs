using System.Diagnostics;
using Millpond.Slots;
using Millpond.Slots.Growth;
using Millpond.Slots.Ruby;

namespace Millpond.Lab.Heaps;

/// <summary>Listens to a heap and remembers what a story needs. One run, one thread.</summary>
internal sealed class StoryRecorder : IHeapObserver
{
    /// <summary>A pool whose sweep finds this share free holds temporaries and nothing else.</summary>
    private const double NearlyEmptyShare = 0.9;

    private readonly Stopwatch _watch = new();
    private readonly List<StoryCollection> _collections = [];
    private readonly List<StoryStep> _steps = [];
    private readonly Dictionary<int, Seen> _pools = [];
    private double _spentBefore, _spent;
    private long _peakBytes, _liveBytes;

    private sealed class Seen
    {
        public int PeakPages;
        public long AskedFor, AskedForBefore, ObjectsBefore;
        public StorySweep? NearlyEmpty;
    }

    /// <summary>From now on. What the heap did before is warm-up.</summary>
    internal void Begin(RubyHeap ruby)
    {
        _collections.Clear();
        _steps.Clear();
        _pools.Clear();
        (_spentBefore, _peakBytes) = (_spent, 0);
        _watch.Restart();
        for (int i = 0; i < ruby.Heap.Layout.PoolCount; i++)
        {
            HeapStat stat = ruby.Heap.StatOf(i);
            _pools[i] = new() { PeakPages = (int)stat.EdenPages, ObjectsBefore = stat.AllocatedObjects };
            _steps.Add(new(0, i, (int)stat.EdenPages));
        }
    }

    internal StoryRun End(string program, string policy, string note, RubyHeap ruby)
    {
        double seconds = _watch.Elapsed.TotalSeconds;
        return new(
            program,
            policy,
            note,
            seconds,
            _spent - _spentBefore,
            _collections.Count(one => !one.IsMajor),
            _collections.Count(one => one.IsMajor),
            _peakBytes,
            _liveBytes,
            [.. _pools.Select(pool => PoolOf(pool.Key, pool.Value, ruby)).Where(pool => pool.AllocatedObjects > 100)],
            [.. _collections],
            [.. _steps]);
    }

    private static StoryPool PoolOf(int index, Seen seen, RubyHeap ruby)
    {
        HeapStat stat = ruby.Heap.StatOf(index);
        return new(
            index,
            stat.SlotBytes,
            (int)stat.EdenPages,
            Math.Max(seen.PeakPages, (int)stat.EdenPages),
            stat.EdenSlots,
            stat.AllocatedObjects - seen.ObjectsBefore,
            seen.AskedFor,
            seen.NearlyEmpty is { } sweep ? sweep with { CollectionsAfter = seen.AskedFor - seen.AskedForBefore } : null);
    }

    public void CollectionBegins(in HeapView heap, in CollectionStart start)
    {
        if (!_watch.IsRunning) return;
        _collections.Add(new(_watch.Elapsed.TotalSeconds, start.Major != MajorReasons.None, start.Pool));
        if (start.Pool >= 0) Of(start.Pool).AskedFor++;
        See(heap);
    }

    public void Marked(in HeapView heap, in MarkDecision decision) => See(heap);

    public void PoolSwept(in HeapView heap, in PoolView pool, in PoolDecision decision)
    {
        See(heap);
        _liveBytes = heap.LiveBytes;
        if (!_watch.IsRunning || _collections.Count == 0) return;
        Step(pool);
        Seen seen = Of(pool.Index);
        bool isNearlyEmpty = pool.EdenSlots > 0 && pool.SweptSlots >= NearlyEmptyShare * pool.EdenSlots;
        if (seen.NearlyEmpty is not null || !isNearlyEmpty || decision.Why != PoolVerdict.EnoughFree || seen.AskedFor < 2) return;
        seen.NearlyEmpty = new(
            _collections.Count, pool.SweptSlots, pool.EdenSlots, decision.FreeSlotsWanted, CollectionsAfter: 0);
        seen.AskedForBefore = seen.AskedFor;
    }

    public void CollectionEnds(in HeapView heap, int pagesGivenBack) => See(heap);

    public void PageAdded(in HeapView heap, in PoolView pool, PageOrigin origin)
    {
        See(heap);
        if (_watch.IsRunning) Step(pool);
    }

    private Seen Of(int pool) => _pools.TryGetValue(pool, out Seen? seen) ? seen : _pools[pool] = new();

    private void Step(in PoolView pool)
    {
        Seen seen = Of(pool.Index);
        seen.PeakPages = Math.Max(seen.PeakPages, pool.EdenPages);
        _steps.Add(new(_watch.Elapsed.TotalSeconds, pool.Index, pool.EdenPages));
    }

    private void See(in HeapView heap)
    {
        _spent = heap.Costs.SpentSeconds;
        _peakBytes = Math.Max(_peakBytes, heap.HeapBytes);
    }
}
