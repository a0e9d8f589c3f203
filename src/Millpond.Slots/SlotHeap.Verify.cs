using System.Numerics;
using Millpond.Slots.Memory;

namespace Millpond.Slots;

public abstract unsafe partial class SlotHeap
{
    internal abstract void VerifyReferences(ObjectRef parent, HeapVerifier verifier);

    internal int SlotBytesOf(ObjectRef reference) => _table.Info(reference.Page)->SlotBytes;

    /// <summary>
    /// Walks everything: page lists, free lists, bits, counters, the mark stack, the remembered set and every reference.
    /// O(heap). May be called at any moment between two calls.
    /// </summary>
    /// <exception cref="InvariantException">Something is broken; the message says what. A reference from an old object to
    /// a young one that nobody remembers is a missing write barrier.</exception>
    public void Verify()
    {
        Guard.NotDisposed(_disposed, "the heap");
        long slots = 0, old = 0, unprotected = 0;
        foreach (Pool pool in _pools)
        {
            VerifyPool(pool);
            slots += pool.EdenSlots;
        }
        Check(slots == _totalSlots, $"{_totalSlots} slots are counted, the pools have {slots}");
        VerifyList(_emptyHead, _emptyPages, PageState.Empty, "empty");
        VerifyList(_warmHead, _warmPages, PageState.Warm, "warm");
        Check(Stack.Capacity >= _totalSlots, "the mark stack cannot hold every slot");
        Check(_phase == Phase.Marking || Stack.IsEmpty, "the mark stack holds objects and nothing is being marked");
        var verifier = new HeapVerifier(this);
        foreach (Pool pool in _pools)
        {
            for (int page = pool.EdenHead; page != 0; page = _table.Info(page)->Next)
                VerifyObjects(page, verifier, ref old, ref unprotected);
        }
        if (_phase == Phase.Marking) return;
        Check(old == _oldObjects, $"{_oldObjects} old objects are counted, {old} found");
        Check(unprotected == _unprotectedOld, $"{_unprotectedOld} unprotected uncollectible objects are counted, {unprotected} found");
    }

    private void VerifyPool(Pool pool)
    {
        int pages = 0, previous = 0;
        long slots = 0, pending = 0, live = 0;
        for (int page = pool.EdenHead; page != 0; page = _table.Info(page)->Next)
        {
            PageInfo* info = _table.Info(page);
            Check(info->State == PageState.Eden && info->Pool == pool.Index, $"page {page} is in the list of pool {pool.Index} and not its");
            Check(info->Previous == previous, $"page {page} has another neighbour than page {previous}");
            Check(++pages <= _table.UsedPages, $"the pages of pool {pool.Index} form a ring");
            VerifyBits(page, ref pending, ref live);
            slots += info->SlotCount;
            previous = page;
        }
        Check(previous == pool.EdenTail, $"pool {pool.Index} ends with page {previous}, not {pool.EdenTail}");
        Check(pages == pool.EdenPages && slots == pool.EdenSlots, $"pool {pool.Index} has {pages} pages and {slots} slots, not as counted");
        Check(pending == pool.PendingSlots, $"pool {pool.Index} has {pending} slots that wait, {pool.PendingSlots} are counted");
        long objects = pool.TakenSlots - pool.FreedObjects - pool.PendingSlots;
        Check(live == objects, $"pool {pool.Index} has {live} objects, {objects} are counted");
        VerifyFree(pool, pool.FreePages, "free");
        VerifyFree(pool, pool.PooledPages, "pooled");
        if (_rules.PerPoolPages) VerifyList(pool.TombHead, pool.TombPages, PageState.Empty, $"pool {pool.Index}'s empty");
        Check(!IsHolding || pool.FreeBits == 0, $"pool {pool.Index} lets allocations pass unseen");
    }

    private void VerifyBits(int page, ref long pending, ref long live)
    {
        PageInfo* info = _table.Info(page);
        SlotWord* words = _table.Words(page);
        int waiting = 0;
        for (int i = 0; i < info->WordCount; i++)
        {
            ulong slots = PageTable.ValidSlots(info, i);
            SlotWord word = words[i];
            ulong objects = word.Live & slots;
            Check((word.A & word.B & word.C | slots) == ulong.MaxValue, $"page {page} has objects behind its end");
            Check((word.Mark & ~objects) == 0, $"page {page} has marks on slots without an object");
            Check((word.Remembered & ~word.Uncollectible) == 0, $"page {page} remembers an object that is not old");
            Check(word.Remembered == 0 || (info->Flags & PageFlags.Remembered) != 0, $"page {page} does not say that it remembers");
            Check(word.UnprotectedOld == 0 || (info->Flags & PageFlags.UnprotectedOld) != 0, $"page {page} does not say that it has unprotected objects");
            waiting += BitOperations.PopCount(word.A & word.B & word.C & slots);
            live += BitOperations.PopCount(objects);
        }
        Check(waiting == info->PendingCount, $"page {page} has {waiting} slots that wait, {info->PendingCount} are counted");
        pending += waiting;
    }

    private void VerifyFree(Pool pool, int head, string list)
    {
        int pages = 0;
        for (int page = head; page != 0; page = _table.Info(page)->NextFree)
        {
            PageInfo* info = _table.Info(page);
            Check(info->State == PageState.Eden && info->Pool == pool.Index, $"page {page} is {list} in pool {pool.Index} and not its");
            Check(PageTable.CountFree(info, _table.Words(page)) > 0, $"page {page} is {list} and has no free slot");
            Check(page != pool.CachePage, $"page {page} is {list} and being allocated from");
            Check(++pages <= pool.EdenPages, $"the {list} pages of pool {pool.Index} form a ring");
        }
    }

    private void VerifyList(int head, int count, PageState state, string list)
    {
        int pages = 0;
        for (int page = head; page != 0; page = _table.Info(page)->Next)
        {
            Check(_table.Info(page)->State == state, $"page {page} is in the {list} pages and not in that state");
            Check(++pages <= count, $"there are more {list} pages than the {count} counted");
        }
        Check(pages == count, $"there are {pages} {list} pages, {count} are counted");
    }

    private void VerifyObjects(int page, HeapVerifier verifier, ref long old, ref long unprotected)
    {
        PageInfo* info = _table.Info(page);
        SlotWord* words = _table.Words(page);
        bool isSwept = IsSwept(page);
        for (int i = 0; i < info->WordCount; i++)
        {
            SlotWord word = words[i];
            ulong reached = isSwept ? word.Live : word.Live & word.Mark;
            old += BitOperations.PopCount(word.Old & (isSwept ? ulong.MaxValue : word.Mark));
            unprotected += BitOperations.PopCount(word.UnprotectedOld & (isSwept ? ulong.MaxValue : word.Mark));
            for (ulong bits = reached; bits != 0; bits &= bits - 1)
            {
                ObjectRef parent = ObjectRef.Of(page, (i * 64) + BitOperations.TrailingZeroCount(bits));
                if (!IsInCache(parent)) VerifyReferences(parent, verifier);
            }
        }
    }

    /// <summary>Whether what lies on a page is known to be alive, or new.</summary>
    private bool IsSwept(int page)
    {
        if (_phase != Phase.Sweeping) return true;
        Pool pool = _pools[_table.Info(page)->Pool];
        for (int next = pool.SweepCursor; next != 0; next = _table.Info(next)->Next)
            if (next == page) return false;
        return true;
    }

    internal void VerifyReference(ObjectRef parent, ObjectRef target)
    {
        if (target.IsNone) return;
        Check(IsLive(target), $"{parent} refers to {target}, which is no object: collected while in use (a missing root or write barrier)");
        if (_phase != Phase.Idle) Check(_phase == Phase.Marking || IsSwept(target.Page) || IsMarked(target), $"{parent} refers to {target}, which is not marked");
        SlotWord* from = WordOf(parent);
        bool looked = ((from->Remembered | from->UnprotectedOld) & BitOf(parent)) != 0;
        bool young = (WordOf(target)->Uncollectible & BitOf(target)) == 0;
        bool mustRemember = _phase != Phase.Marking && (from->Old & BitOf(parent)) != 0 && young;
        Check(!mustRemember || looked, $"old {parent} refers to young {target} and is not remembered: a missing write barrier");
        if (_phase == Phase.Marking && IsMarked(parent) && !_grey[parent] && (from->Unprotected & BitOf(parent)) == 0)
            Check(IsMarked(target), $"{parent} is looked through and refers to unmarked {target}: a missing write barrier");
    }

    private static void Check(bool holds, string broken)
    {
        if (!holds) Throw.Broken(broken);
    }
}

/// <summary>Hands what a model enumerates to the heap that verifies itself.</summary>
internal sealed class HeapVerifier(SlotHeap heap)
{
    public void Visit(ObjectRef parent, ObjectRef target) => heap.VerifyReference(parent, target);

    public void VisitWeak(ObjectRef parent, ObjectRef target)
    {
        if (!target.IsNone && !heap.IsLive(target)) Throw.Broken($"{parent} has a weak reference to {target}, which is no object");
    }
}
