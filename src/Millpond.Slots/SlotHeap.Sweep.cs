using System.Numerics;
using Millpond.Slots.Growth;
using Millpond.Slots.Memory;

namespace Millpond.Slots;

public abstract unsafe partial class SlotHeap
{
    private const int PooledSlotsOfOnePage = 1;

    private void Sweep()
    {
        long began = _clock.GetTimestamp();
        BeginSweep();
        if (_immediateSweep) SweepAll();
        else
        {
            foreach (Pool pool in _pools) SweepStep(pool);
            // CRuby 3.1: the program goes on with a page, whatever the sweep found.
            if (_rules.StepsByPage && _pools[0].FreePages == 0 && _phase == Phase.Idle)
            {
                _pools[0].AllocatablePages = Math.Max(1, _pools[0].AllocatablePages);
                TryAddPage(_pools[0], isCharged: true);
            }
        }
        AddSweepTime(began);
    }

    private void BeginSweep()
    {
        _phase = Phase.Sweeping;
        foreach (Pool pool in _pools)
        {
            DropCache(pool);
            (pool.FreePages, pool.PooledPages, pool.PooledSlots) = (0, 0, 0);
            (pool.FreedSlots, pool.EmptySlots) = (0, 0);
            pool.SweepCursor = pool.EdenHead;
        }
        if (_rules.BudgetEndsWithSweep) _allocatableSlots = 0;
        foreach (Pool pool in _pools)
            if (pool.EdenHead == 0) EndPool(pool);
        if (!IsAnySweeping) EndSweep();
    }

    private bool IsAnySweeping
    {
        get
        {
            foreach (Pool pool in _pools)
                if (pool.SweepCursor != 0) return true;
            return false;
        }
    }

    private void SweepRest()
    {
        long began = _clock.GetTimestamp();
        SweepAll();
        AddSweepTime(began);
    }

    private void SweepAll()
    {
        foreach (Pool pool in _pools)
            while (pool.SweepCursor != 0) SweepStep(pool);
        Invariant.Assert(_phase == Phase.Idle);
    }

    /// <summary>A step for every pool, because of one that has no free page (gc_sweep_continue).</summary>
    private void ContinueSweep(Pool needy)
    {
        long began = _clock.GetTimestamp();
        foreach (Pool pool in _pools)
        {
            if (SweepStep(pool) || pool != needy || _rules.StepsByPage) continue;
            bool mayTakePage = MayTakePageInSweep(needy);
            if (mayTakePage && TryAddPage(needy, isCharged: true)) continue;
            if (mayTakePage || _rules.PerPoolPages || _rules.SweepTakesPage || _allocatableSlots == 0)
            {
                SweepAll();
                break;
            }
        }
        AddSweepTime(began);
    }

    private bool MayTakePageInSweep(Pool pool) => _rules.PerPoolPages
        ? pool.AllocatablePages > 0
        : _rules.SweepTakesPage && (_emptyPages > 0 || _allocatableSlots > 0);

    /// <returns>Whether the pool has a page to allocate from.</returns>
    private bool SweepStep(Pool pool)
    {
        if (pool.SweepCursor == 0) return false;
        int unlinkable = _rules.FreeablePagesPerStep;
        long swept = 0, pooled = 0;
        long pooledMax = PooledMax();
        do
        {
            int page = pool.SweepCursor;
            // Sound: the cursor is a page of the pool's eden list.
            PageInfo* info = _table.Info(page);
            pool.SweepCursor = info->Next;
            (int freed, int empty) = SweepPage(pool, page);
            int free = freed + empty;
            if (free == info->SlotCount && (_rules.EmptyPagesAlwaysLeave || (_freeablePages > 0 && unlinkable > 0)))
            {
                unlinkable--;
                if (!_rules.EmptyPagesAlwaysLeave) _freeablePages--;
                Retire(pool, page);
                continue;
            }
            if (free == 0) continue;
            pool.FreedSlots += freed;
            pool.EmptySlots += empty;
            if (pooled < pooledMax)
            {
                info->NextFree = pool.PooledPages;
                pool.PooledPages = page;
                pooled += free;
                pool.PooledSlots += free;
            }
            else
            {
                PushFree(pool, page);
                swept += free;
                if (swept > _rules.SweepStepSlots) break;
            }
        }
        while (pool.SweepCursor != 0);
        if (pool.SweepCursor == 0)
        {
            EndPool(pool);
            if (!IsAnySweeping) EndSweep();
        }
        return pool.FreePages != 0;
    }

    private long PooledMax()
    {
        if (_rules.PoolsOnlyBeforeMajor && _needMajor == MajorReasons.None) return 0;
        return _rules.PooledSlots == 0 ? PooledSlotsOfOnePage : _rules.PooledSlots;
    }

    private (int Freed, int Empty) SweepPage(Pool pool, int page)
    {
        PageInfo* info = _table.Info(page);
        SlotWord* words = _table.Words(page);
        bool hasPayloads = (info->Flags & PageFlags.Payload) != 0;
        int freed = 0, empty = 0;
        for (int i = 0; i < info->WordCount; i++)
        {
            ref SlotWord word = ref words[i];
            empty += BitOperations.PopCount(word.Free);
            ulong dead = word.Live & ~word.Mark;
            if (dead != 0)
            {
                if (hasPayloads) dead &= ~Bury(page, i, dead);
                word.SetFree(dead);
                freed += BitOperations.PopCount(dead);
            }
            word.Mark = word.Uncollectible;
        }
        pool.FreedObjects += freed;
        return (freed, empty);
    }

    /// <summary>Releases what dead objects held; those with finalizers wait for them.</summary>
    /// <returns>The slots that wait.</returns>
    private ulong Bury(int page, int wordIndex, ulong dead)
    {
        PageInfo* info = _table.Info(page);
        ulong pending = 0;
        for (ulong bits = dead; bits != 0; bits &= bits - 1)
        {
            int slot = (wordIndex * 64) + BitOperations.TrailingZeroCount(bits);
            ObjectRef reference = ObjectRef.Of(page, slot);
            if (HasFinalizer(reference)) pending |= bits & ~(bits - 1);
            else ReleaseOne(_table.Slot(reference), info->SlotBytes);
        }
        if (pending != 0) Postpone(page, wordIndex, pending);
        return pending;
    }

    private void EndPool(Pool pool)
    {
        try
        {
            GrowAfterSweep(pool);
        }
        catch (Exception failure)
        {
            Fail(failure);
        }
    }

    private void GrowAfterSweep(Pool pool)
    {
        PoolView before = View(pool);
        HeapView heap = View();
        long wanted = _policy.FreeSlotsToReclaim(heap, before);
        pool.LiveSlotsSwept = pool.EdenSlots - pool.FreedSlots - pool.EmptySlots;
        long reclaimed = Reclaim(pool, wanted);
        PoolDecision decision = _policy.OnPoolSwept(heap, before with { ReclaimedSlots = reclaimed });
        pool.AllocatablePages = _rules.PerPoolPages ? decision.AllocatablePages : 0;
        if (!_rules.PerPoolPages) _allocatableSlots = decision.AllocatableSlots;
        NoteSortedLength();
        if (decision.NeedMajor)
        {
            _needMajor |= MajorReasons.NoFree;
            pool.ForcedMajors++;
        }
        if (_observer != null) _observer.PoolSwept(heap, before with { ReclaimedSlots = reclaimed }, decision);
    }

    private void EndSweep()
    {
        int given = 0;
        try
        {
            given = GiveBackPages();
        }
        catch (Exception failure)
        {
            Fail(failure);
        }
        if (_needMajor == MajorReasons.None)
            foreach (Pool pool in _pools) ReleasePooled(pool);
        _phase = Phase.Idle;
        foreach (Pool pool in _pools) HoldOrOpen(pool);
        if (_isMajor)
        {
            _majorsEnded++;
            Trim(all: false);
        }
        if (_observer != null) _observer.CollectionEnds(View(), given);
    }

    /// <summary>Pages put by for incremental marking can be allocated from, after those that could be before.</summary>
    private void ReleasePooled(Pool pool)
    {
        pool.PooledSlots = 0;
        if (pool.PooledPages == 0) return;
        int tail = pool.FreePages;
        if (tail == 0) pool.FreePages = pool.PooledPages;
        else
        {
            while (_table.Info(tail)->NextFree != 0) tail = _table.Info(tail)->NextFree;
            _table.Info(tail)->NextFree = pool.PooledPages;
        }
        pool.PooledPages = 0;
    }

    private void AddSweepTime(long began)
    {
        long ticks = _clock.GetTimestamp() - began;
        _sweepTicks += ticks;
        _collectionTicks += ticks;
    }
}
