using Millpond.Slots.Growth;
using Millpond.Slots.Memory;

namespace Millpond.Slots;

public abstract unsafe partial class SlotHeap
{
    private long _totalSlots;
    private long _majorsEnded, _retakenPages;

    /// <summary>Gives a pool a page: an empty one, a warm one, or a fresh one.</summary>
    /// <param name="pool">The pool. It is not being swept.</param>
    /// <param name="isCharged">Whether it counts against what the pool, or the heap, may take.</param>
    /// <returns>False: the kernel gives no memory, and nothing has changed.</returns>
    private bool TryAddPage(Pool pool, bool isCharged)
    {
        Invariant.Assert(pool.SweepCursor == 0 && _isWorking);
        int page = TakeUnusedPage(pool, out PageOrigin origin);
        if (page == 0) return false;
        if (isCharged) Charge(pool, _table.Info(page)->SlotCount, origin);
        Link(pool, page);
        PushFree(pool, page);
        if (_observer != null) _observer.PageAdded(View(), View(pool), origin);
        return true;
    }

    // The last resort of an allocation. What is dead and old may be all that there is: everything is collected first.
    private void AddPage(Pool pool)
    {
        if (TryAddPage(pool, isCharged: true)) return;
        FinishCycle();
        Start(CollectionCause.NewObject, MajorReasons.NoFree, pool.Index, immediate: true);
        if (pool.FreePages == 0 && !TryAddPage(pool, isCharged: true))
            Throw.OutOfMemory("the kernel gives the heap no page; free memory, or raise the process's limit");
    }

    /// <returns>A page that belongs to no pool yet; 0: the kernel gives no memory, and nothing has changed.</returns>
    private int TakeUnusedPage(Pool pool, out PageOrigin origin)
    {
        origin = PageOrigin.Empty;
        long slots = Layout.PageBytes / pool.SlotBytes;
        if (!Stack.TryReserve(_totalSlots + slots)) return 0;
        if (_rules.PerPoolPages && pool.TombHead != 0) return TakeTomb(pool);
        int page;
        if (!_rules.PerPoolPages && _emptyHead != 0)
        {
            page = Unlink(ref _emptyHead);
            _emptyPages--;
            pool.AllocatedPages++;  // as CRuby: the pool's count has it once more, the heap's does not
            _retakenPages++;
        }
        else if (_warmHead != 0)
        {
            origin = PageOrigin.Warm;
            page = Unlink(ref _warmHead);
            _warmPages--;
            pool.AllocatedPages++;
        }
        else
        {
            origin = PageOrigin.Fresh;
            page = _table.TakeFresh();
            if (page == 0) return 0;
            pool.AllocatedPages++;
        }
        _table.Format(page, pool.Index);
        return page;
    }

    private int TakeTomb(Pool pool)
    {
        int page = Unlink(ref pool.TombHead);
        pool.TombPages--;
        pool.TombSlots -= _table.Info(page)->SlotCount;
        return page;
    }

    private void Charge(Pool pool, int slots, PageOrigin origin)
    {
        if (_rules.PerPoolPages) pool.AllocatablePages = Math.Max(0, pool.AllocatablePages - 1);
        else if (origin != PageOrigin.Empty || !_rules.EmptyPagesAlwaysLeave)
            _allocatableSlots = Math.Max(0, _allocatableSlots - slots);
    }

    /// <summary>Empty pages a short pool takes back after its sweep.</summary>
    private long Reclaim(Pool pool, long wanted)
    {
        long reclaimed = 0;
        while (pool.FreedSlots + pool.EmptySlots + reclaimed < wanted
            && (_rules.PerPoolPages ? pool.TombHead : _emptyHead) != 0)
        {
            int page = TakeUnusedPage(pool, out _);
            if (page == 0) break;
            Link(pool, page);
            PushFree(pool, page);
            reclaimed += _table.Info(page)->SlotCount;
        }
        return reclaimed;
    }

    private void Link(Pool pool, int page)
    {
        // Sound: numbers in lists are pages that were taken, and the info of a page taken stays for good.
        PageInfo* info = _table.Info(page);
        Invariant.Assert(info->Pool == pool.Index && info->State != PageState.Eden);
        info->State = PageState.Eden;
        info->Next = 0;
        info->Previous = pool.EdenTail;
        if (pool.EdenTail != 0) _table.Info(pool.EdenTail)->Next = page;
        else pool.EdenHead = page;
        pool.EdenTail = page;
        pool.EdenPages++;
        pool.EdenSlots += info->SlotCount;
        _totalSlots += info->SlotCount;
    }

    /// <summary>A page without an object leaves its pool.</summary>
    private void Retire(Pool pool, int page)
    {
        PageInfo* info = _table.Info(page);
        Invariant.Assert(info->State == PageState.Eden && info->PendingCount == 0);
        if (info->Previous != 0) _table.Info(info->Previous)->Next = info->Next;
        else pool.EdenHead = info->Next;
        if (info->Next != 0) _table.Info(info->Next)->Previous = info->Previous;
        else pool.EdenTail = info->Previous;
        pool.EdenPages--;
        pool.EdenSlots -= info->SlotCount;
        _totalSlots -= info->SlotCount;
        info->State = PageState.Empty;
        info->NextFree = 0;
        if (_rules.PerPoolPages)
        {
            Push(ref pool.TombHead, page);
            pool.TombPages++;
            pool.TombSlots += info->SlotCount;
        }
        else
        {
            Push(ref _emptyHead, page);
            _emptyPages++;
        }
    }

    /// <summary>Empty pages above what the policy keeps become warm: the kernel may take them, and until it does they
    /// cost no fault. Warm for two majors, they go for good.</summary>
    private int GiveBackPages()
    {
        int given = 0;
        if (_rules.PerPoolPages)
        {
            foreach (Pool pool in _pools)
            {
                while (pool.TombHead != 0)
                {
                    MakeWarm(pool, TakeTomb(pool));
                    given++;
                }
            }
        }
        else
        {
            int keep = _policy.EmptyPagesToKeep(View());
            while (_emptyPages > keep)
            {
                int page = Unlink(ref _emptyHead);
                _emptyPages--;
                MakeWarm(_pools[_table.Info(page)->Pool], page);
                given++;
            }
        }
        return given;
    }

    private void MakeWarm(Pool pool, int page)
    {
        pool.ReleasedPages++;
        PageInfo* info = _table.Info(page);
        info->State = PageState.Warm;
        info->WarmSince = (int)_majorsEnded;
        _table.MakeWarm(page);
        Push(ref _warmHead, page);
        _warmPages++;
    }

    /// <summary>Gives warm pages back for good: all of them, or those that two majors did not want.</summary>
    /// <returns>Pages given back.</returns>
    public int Trim(bool all = true)
    {
        Guard.NotDisposed(_disposed, "the heap");
        int discarded = 0;
        for (int page = _warmHead; page != 0; page = _table.Info(page)->Next)
        {
            PageInfo* info = _table.Info(page);
            if (info->WarmSince < 0 || (!all && _majorsEnded - info->WarmSince < 2)) continue;
            _table.MakeCold(page);
            info->WarmSince = -1;  // the page keeps its place in the list; it is cold now
            discarded++;
        }
        return discarded;
    }

    private void PushFree(Pool pool, int page)
    {
        _table.Info(page)->NextFree = pool.FreePages;
        pool.FreePages = page;
    }

    private void Push(ref int head, int page)
    {
        PageInfo* info = _table.Info(page);
        info->Next = head;
        info->Previous = 0;
        if (head != 0) _table.Info(head)->Previous = page;
        head = page;
    }

    private int Unlink(ref int head)
    {
        int page = head;
        Invariant.Assert(page != 0);
        head = _table.Info(page)->Next;
        if (head != 0) _table.Info(head)->Previous = 0;
        return page;
    }
}
