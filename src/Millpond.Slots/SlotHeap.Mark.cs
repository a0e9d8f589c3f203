using System.Numerics;
using System.Runtime.CompilerServices;
using Millpond.Slots.Growth;
using Millpond.Slots.Memory;

namespace Millpond.Slots;

public abstract unsafe partial class SlotHeap
{
    private long _markedSlots;
    private long _oldObjects, _oldObjectsLimit;
    private long _unprotectedOld, _unprotectedOldLimit;
    private long _freeablePages;
    private long _stepSlots;

    private void BeginMajor(bool incremental)
    {
        long pooled = 0;
        foreach (Pool pool in _pools) pooled += pool.PooledSlots;
        if (incremental) _stepSlots = _policy.MarkStep(_markedSlots, pooled);
        _lastMajorCount = _count;
        _markedBeforeMajor = _markedSlots;
        _oldObjects = _unprotectedOld = _markedSlots = 0;
        foreach (Pool pool in _pools)
        {
            for (int page = pool.EdenHead; page != 0; page = _table.Info(page)->Next) ClearMarks(page);
            if (!_rules.StepsByPage) ReleasePooled(pool);
        }
    }

    private void ClearMarks(int page)
    {
        PageInfo* info = _table.Info(page);
        // Sound: WordCount words follow the info; the table has room for the most slots a page can have.
        SlotWord* words = _table.Words(page);
        for (int i = 0; i < info->WordCount; i++)
        {
            words[i].Mark = 0;
            words[i].Remembered = 0;
            words[i].A &= ~words[i].UnprotectedOld;
        }
        info->Flags &= ~(PageFlags.Remembered | PageFlags.UnprotectedOld);
    }

    // Old objects are marked still. What may refer to younger ones is looked through first.
    private void BeginMinor()
    {
        const PageFlags LookedThrough = PageFlags.Remembered | PageFlags.UnprotectedOld;
        _markedSlots = _oldObjects + _unprotectedOld;
        foreach (Pool pool in _pools)
        {
            for (int page = pool.EdenHead; page != 0; page = _table.Info(page)->Next)
                if ((_table.Info(page)->Flags & LookedThrough) != 0) MarkRemembered(page);
        }
    }

    private void MarkRemembered(int page)
    {
        PageInfo* info = _table.Info(page);
        SlotWord* words = _table.Words(page);
        info->Flags &= ~PageFlags.Remembered;
        for (int i = 0; i < info->WordCount; i++)
        {
            ulong bits = words[i].Remembered | words[i].UnprotectedOld;
            words[i].Remembered = 0;
            for (; bits != 0; bits &= bits - 1)
                MarkChildren(ObjectRef.Of(page, (i * 64) + BitOperations.TrailingZeroCount(bits)));
        }
    }

    /// <summary>Marks an object, if it is not yet; it will be looked through.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private protected void MarkOne(ObjectRef target)
    {
        SlotWord* word = WordOf(target);
        ulong bit = BitOf(target);
        if ((word->Mark & bit) != 0) return;
        Invariant.Assert((word->Live & bit) != 0);
        word->Mark |= bit;
        _markedSlots++;
        Age(word, bit);
        if (_latest.IsIncremental) _grey[target] = true;
        Stack.Push(target);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Age(SlotWord* word, ulong bit)
    {
        bool a = (word->A & bit) != 0, b = (word->B & bit) != 0, c = (word->C & bit) != 0;
        if (a)
        {
            // Reached by a minor it would have been marked: this is a major, which counts the old anew.
            if (!b) _oldObjects++;
        }
        else if (!c)
        {
            if (!b) word->C |= bit;
        }
        else if (!b) word->B |= bit;
        else
        {
            word->SetOld(bit);
            _oldObjects++;
        }
    }

    /// <summary>An old object refers to another: the one rule by which versions differ in what they remember.</summary>
    private protected void Relate(ObjectRef parent, ObjectRef child)
    {
        SlotWord* word = WordOf(child);
        ulong bit = BitOf(child);
        if ((word->Old & bit) != 0) return;
        if (!_rules.OldParentAges)
        {
            Remember(parent);
            return;
        }
        if ((word->Unprotected & bit) != 0) MakeUncollectible(child);
        else if ((word->Mark & bit) == 0) word->SetAgeTwo(bit);  // becomes old when it is marked, in a moment
        else
        {
            word->SetOld(bit);
            _oldObjects++;
            if (MarksInSteps) Grey(child);
            else Remember(child);
        }
    }

    private void MakeUncollectible(ObjectRef target)
    {
        SlotWord* word = WordOf(target);
        if ((word->A & BitOf(target)) != 0) return;
        word->A |= BitOf(target);
        _table.Info(target.Page)->Flags |= PageFlags.UnprotectedOld;
        _unprotectedOld++;
    }

    private void Remember(ObjectRef old)
    {
        Invariant.Assert((WordOf(old)->Uncollectible & BitOf(old)) != 0);
        WordOf(old)->Remembered |= BitOf(old);
        _table.Info(old.Page)->Flags |= PageFlags.Remembered;
    }

    /// <summary>A marked object will be looked through once more.</summary>
    private void Grey(ObjectRef target)
    {
        if (_grey[target]) return;
        _grey[target] = true;
        Stack.Push(target);
    }

    private protected bool IsParentOld(ObjectRef parent) => (WordOf(parent)->Old & BitOf(parent)) != 0;

    private protected bool MarksInSteps => _latest.IsIncremental;

    private protected void ClearGrey(ObjectRef target) => _grey[target] = false;

    private protected long MarkedSlots => _markedSlots;

    /// <returns>Whether everything reachable is marked.</returns>
    private bool MarkStep(long budget)
    {
        Invariant.Assert(_phase == Phase.Marking);
        try
        {
            long began = _clock.GetTimestamp();
            bool finished = Drain(budget);
            if (finished) EndMarking();
            AddMarkTime(began);
            return finished;
        }
        catch
        {
            AbandonMarking();
            throw;
        }
    }

    private void EndMarking()
    {
        if (_latest.IsIncremental) EndSteps();
        ClearDeadWeak();
        WhenMarked?.Invoke();
        Pool pool0 = _pools[0];
        HeapView heap = View();
        MarkDecision decision = _policy.OnMarked(heap, View(pool0));
        _freeablePages = decision.FreeablePages;
        _needMajor |= decision.NeedMajor;
        _oldObjectsLimit = decision.OldObjectsLimit;
        _unprotectedOldLimit = decision.UnprotectedObjectsLimit;
        if (decision.AllocatableSlots is { } slots) _allocatableSlots = slots;
        if (decision.AllocatablePages is { } pages)
        {
            pool0.AllocatablePages = pages;
            TryAddPage(pool0, isCharged: true);  // refused: the allocation that needs it will say so
        }
        if (_isMajor) (_markedByMajorBefore, _markedByMajor) = (_markedByMajor, _markedSlots);
        if (_observer != null) _observer.Marked(heap, decision);
    }

    // Roots may have changed between the steps, and what tells no barrier is looked through once more.
    private void EndSteps()
    {
        MarkRoots();
        Drain(long.MaxValue);
        foreach (Pool pool in _pools)
        {
            for (int page = pool.EdenHead; page != 0; page = _table.Info(page)->Next)
            {
                PageInfo* info = _table.Info(page);
                SlotWord* words = _table.Words(page);
                for (int i = 0; i < info->WordCount; i++)
                {
                    for (ulong bits = words[i].Mark & words[i].Unprotected; bits != 0; bits &= bits - 1)
                        MarkChildren(ObjectRef.Of(page, (i * 64) + BitOperations.TrailingZeroCount(bits)));
                }
            }
        }
        Drain(long.MaxValue);
        _grey.Close();
        _latest = _latest with { IsIncremental = false };
        _phase = Phase.Idle;
    }
}
