using System.Numerics;
using System.Runtime.CompilerServices;
using Millpond.Slots.Memory;

namespace Millpond.Slots;

public abstract unsafe partial class SlotHeap
{
    internal abstract void VerifyReferences(ObjectRef parent, HeapVerifier verifier);

    internal int SlotBytesOf(ObjectRef reference) => _table.Info(reference.Page)->SlotBytes;

    /// <summary>
    /// Walks everything: page lists, free lists, bits, counters, handles, the mark stack, the remembered set and every
    /// reference. O(heap). May be called at any moment between two calls.
    /// </summary>
    /// <exception cref="InvariantException">Something is broken; the message says what. A reference from an old object
    /// to a young one that nobody remembers is a missing write barrier.</exception>
    public void Verify()
    {
        Guard.NotDisposed(_disposed, "the heap");
        CheckNotWorking();
        long slots = 0, eden = 0, tombs = 0, marked = 0;
        foreach (Pool pool in _pools)
        {
            VerifyPool(pool, ref marked);
            slots += pool.EdenSlots;
            eden += pool.EdenPages;
            tombs += pool.TombPages;
        }
        Check(slots == _totalSlots, $"{_totalSlots} slots are counted, the pools have {slots}");
        VerifyList(_emptyHead, _emptyPages, PageState.Empty, "empty");
        VerifyList(_warmHead, _warmPages, PageState.Warm, "warm");
        long pages = eden + tombs + _emptyPages + _warmPages;
        Check(pages == _table.UsedPages - 1, $"{_table.UsedPages - 1} pages were used, {pages} are in lists");
        VerifyStack(marked);
        VerifyHandles();
        VerifyGraph();
    }

    private void VerifyGraph()
    {
        long old = 0, unprotected = 0;
        var verifier = new HeapVerifier(this, _table.UsedPages);
        if (_phase == Phase.Sweeping)
        {
            foreach (Pool pool in _pools)
            {
                for (int page = pool.SweepCursor; page != 0; page = _table.Info(page)->Next)
                    verifier.Unswept[page] = true;
            }
        }
        foreach (Pool pool in _pools)
        {
            for (int page = pool.EdenHead; page != 0; page = _table.Info(page)->Next)
                VerifyObjects(page, verifier, ref old, ref unprotected);
        }
        if (_phase == Phase.Marking) return;
        Check(old == _oldObjects, $"{_oldObjects} old objects are counted, {old} found");
        Check(
            unprotected == _unprotectedOld,
            $"{_unprotectedOld} unprotected uncollectible objects are counted, {unprotected} found");
    }

    private void VerifyPool(Pool pool, ref long marked)
    {
        int pages = 0, previous = 0;
        long slots = 0, pending = 0, live = 0;
        bool isSwept = true;
        for (int page = pool.EdenHead; page != 0; page = _table.Info(page)->Next)
        {
            // Sound: Info and Words check the number in builds with invariants; lists hold pages that were taken.
            PageInfo* info = _table.Info(page);
            Check(
                info->State == PageState.Eden && info->Pool == pool.Index,
                $"page {page} is in the list of pool {pool.Index} and not its");
            Check(info->Previous == previous, $"page {page} has another neighbour than page {previous}");
            Check(++pages <= _table.UsedPages, $"the pages of pool {pool.Index} form a ring");
            if (page == pool.SweepCursor) isSwept = false;
            VerifyBits(page, isSwept, ref pending, ref live, ref marked);
            slots += info->SlotCount;
            previous = page;
        }
        Check(isSwept != (pool.SweepCursor != 0), $"pool {pool.Index} is swept at a page that is not its");
        Check(_phase == Phase.Sweeping || isSwept, $"pool {pool.Index} is being swept and the heap is not");
        Check(previous == pool.EdenTail, $"pool {pool.Index} ends with page {previous}, not {pool.EdenTail}");
        Check(
            pages == pool.EdenPages && slots == pool.EdenSlots,
            $"pool {pool.Index} has {pages} pages and {slots} slots, not as counted");
        Check(
            pending == pool.PendingSlots,
            $"pool {pool.Index} has {pending} slots that wait, {pool.PendingSlots} are counted");
        long objects = pool.TakenSlots - pool.FreedObjects - pool.PendingSlots;
        Check(live == objects, $"pool {pool.Index} has {live} objects, {objects} are counted");
        VerifyFree(pool, pool.FreePages, "free");
        VerifyFree(pool, pool.PooledPages, "pooled");
        VerifyCache(pool);
        if (_rules.PerPoolPages)
            VerifyList(pool.TombHead, pool.TombPages, PageState.Empty, $"pool {pool.Index}'s empty");
    }

    private void VerifyBits(int page, bool isSwept, ref long pending, ref long live, ref long marked)
    {
        PageInfo* info = _table.Info(page);
        SlotWord* words = _table.Words(page);
        int waiting = 0;
        for (int i = 0; i < info->WordCount; i++)
        {
            ulong slots = PageTable.ValidSlots(info, i);
            SlotWord word = words[i];
            ulong objects = word.Live & slots;
            Check(((word.A & word.B & word.C) | slots) == ulong.MaxValue, $"page {page} has objects behind its end");
            Check((word.Mark & ~objects) == 0, $"page {page} has marks on slots without an object");
            Check((word.Remembered & ~word.Old) == 0, $"page {page} remembers an object that is not old");
            Check(
                word.Remembered == 0 || (info->Flags & PageFlags.Remembered) != 0,
                $"page {page} does not say that it remembers");
            Check(
                word.UnprotectedOld == 0 || (info->Flags & PageFlags.UnprotectedOld) != 0,
                $"page {page} does not say that it has unprotected objects");
            Check(
                _phase == Phase.Marking || !isSwept || word.Mark == word.Uncollectible,
                $"page {page} has marks that are not those of old objects, and is swept");
            waiting += BitOperations.PopCount(word.A & word.B & word.C & slots);
            live += BitOperations.PopCount(objects);
            marked += BitOperations.PopCount(word.Mark);
        }
        Check(
            waiting == info->PendingCount,
            $"page {page} has {waiting} slots that wait, {info->PendingCount} are counted");
        pending += waiting;
    }

    private void VerifyFree(Pool pool, int head, string list)
    {
        int pages = 0;
        for (int page = head; page != 0; page = _table.Info(page)->NextFree)
        {
            PageInfo* info = _table.Info(page);
            Check(
                info->State == PageState.Eden && info->Pool == pool.Index,
                $"page {page} is {list} in pool {pool.Index} and not its");
            Check(PageTable.CountFree(info, _table.Words(page)) > 0, $"page {page} is {list} and has no free slot");
            Check(page != pool.CachePage, $"page {page} is {list} and being allocated from");
            Check(++pages <= pool.EdenPages, $"the {list} pages of pool {pool.Index} form a ring");
        }
    }

    /// <summary>Slots at hand are objects of age 0 in the tables, which nothing has marked.</summary>
    private void VerifyCache(Pool pool)
    {
        Check(!IsHolding || pool.FreeBits == 0, $"pool {pool.Index} lets allocations pass unseen");
        Check(IsHolding || pool.HeldBits == 0, $"pool {pool.Index} holds slots back for nothing");
        ulong atHand = pool.FreeBits | pool.HeldBits;
        if (atHand == 0) return;
        var first = new ObjectRef(pool.WordReference);
        Check(
            first.Page < _table.UsedPages && _table.Info(first.Page)->State == PageState.Eden
                && _table.Info(first.Page)->Pool == pool.Index,
            $"pool {pool.Index} allocates from page {first.Page}, which is not its");
        SlotWord word = *WordOf(first);
        Check(
            ((word.A | word.B | word.C | word.Mark) & atHand) == 0,
            $"slots at hand in pool {pool.Index} are no new objects in the tables");
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

    private void VerifyStack(long marked)
    {
        Check(Stack.Capacity >= _totalSlots, "the mark stack cannot hold every slot");
        Check(_phase == Phase.Marking || Stack.IsEmpty, "the mark stack holds objects and nothing is being marked");
        Check(_grey.IsOpen == (_phase == Phase.Marking), "grey bits are kept and nothing is being marked, or not kept");
        if (_phase != Phase.Marking) return;
        Check(marked == _markedSlots, $"{_markedSlots} marked slots are counted, {marked} found");
        long grey = 0;
        foreach (Pool pool in _pools)
        {
            for (int page = pool.EdenHead; page != 0; page = _table.Info(page)->Next)
                for (int i = 0; i < _table.Info(page)->WordCount; i++)
                    grey += BitOperations.PopCount(_grey.WordAt(page, i));
        }
        Check(grey == Stack.Count, $"{grey} objects are grey, the mark stack holds {Stack.Count}");
        for (long i = 0; i < Stack.Count; i++)
        {
            ObjectRef item = Stack.Peek(i);
            Check(IsLive(item) && IsMarked(item) && _grey[item], $"{item} is in the mark stack and not grey");
        }
    }

    private void VerifyHandles()
    {
        for (int i = 0; i < _roots.Count; i++)
            Check(_roots.TargetOf(i).IsNone || IsLive(_roots.TargetOf(i)), $"root {i} refers to no object");
        for (int i = 0; i < _weak.Count; i++)
            Check(_weak.TargetOf(i).IsNone || IsLive(_weak.TargetOf(i)), $"weak handle {i} refers to no object");
        foreach (ObjectRef pending in _pending)
            Check(
                (~WordOf(pending)->Live & ~WordOf(pending)->Free & BitOf(pending)) != 0,
                $"{pending} waits for a finalizer, and its slot does not");
    }

    private void VerifyObjects(int page, HeapVerifier verifier, ref long old, ref long unprotected)
    {
        PageInfo* info = _table.Info(page);
        SlotWord* words = _table.Words(page);
        bool isSwept = !verifier.Unswept[page];
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

    internal void VerifyReference(ObjectRef parent, ObjectRef target, bool isTargetSwept, bool isWeak)
    {
        if (target.IsNone) return;
        Check(
            IsLive(target),
            $"{parent} refers to {target}, which is no object: collected in use (a missing root or write barrier)");
        Check(
            _phase != Phase.Sweeping || isTargetSwept || IsMarked(target),
            $"{parent} refers to {target}, which is not marked");
        SlotWord* from = WordOf(parent);
        ulong bit = BitOf(parent);
        if (_phase != Phase.Marking)
        {
            bool isYoung = (WordOf(target)->Uncollectible & BitOf(target)) == 0;
            Check(
                (from->Old & bit) == 0 || !isYoung || (from->Remembered & bit) != 0,
                $"old {parent} refers to young {target} and is not remembered: a missing write barrier");
        }
        else if (!isWeak && IsMarked(parent) && !_grey[parent] && (from->Unprotected & bit) == 0)
        {
            Check(
                IsMarked(target),
                $"{parent} is looked through and refers to unmarked {target}: a missing write barrier");
        }
    }

    /// <summary>Bytes kept beside the slots of all pages ever used, and bytes of those pages.</summary>
    internal (long TableBytes, long PageBytes) CountBytes() =>
        (_table.CountTableBytes(), (long)_table.UsedPages * Layout.PageBytes);

    internal bool IsMarkingInSteps => _phase == Phase.Marking;

    /// <summary>Objects that are not known to be dead.</summary>
    internal long CountLiveSlots()
    {
        long live = 0;
        foreach (Pool pool in _pools) live += pool.AllocatedObjects - pool.FreedObjects - pool.PendingSlots;
        return live;
    }

    private static void Check(bool holds, string broken)
    {
        if (!holds) Throw.Broken(broken);
    }

    private static void Check(
        bool holds, [InterpolatedStringHandlerArgument(nameof(holds))] ref BrokenMessage broken)
    {
        if (!holds) Throw.Broken(broken.ToString());
    }
}

/// <summary>A message that is only put together when it is needed: Verify has one for every reference.</summary>
[InterpolatedStringHandler]
internal ref struct BrokenMessage
{
    private DefaultInterpolatedStringHandler _text;

    public BrokenMessage(int literalLength, int formattedCount, bool holds, out bool isNeeded)
    {
        isNeeded = !holds;
        if (isNeeded) _text = new(literalLength, formattedCount);
    }

    public void AppendLiteral(string text) => _text.AppendLiteral(text);

    public void AppendFormatted<T>(T value) => _text.AppendFormatted(value);

    public override string ToString() => _text.ToStringAndClear();
}

/// <summary>Hands what a model enumerates to the heap that verifies itself.</summary>
internal sealed class HeapVerifier(SlotHeap heap, int pages)
{
    /// <summary>Pages on which the dead still lie among the living.</summary>
    public System.Collections.BitArray Unswept { get; } = new(pages);

    public void Visit(ObjectRef parent, ObjectRef target) =>
        heap.VerifyReference(parent, target, IsSwept(target), isWeak: false);

    public void VisitWeak(ObjectRef parent, ObjectRef target) =>
        heap.VerifyReference(parent, target, IsSwept(target), isWeak: true);

    private bool IsSwept(ObjectRef target) => target.Page >= Unswept.Length || !Unswept[target.Page];
}
