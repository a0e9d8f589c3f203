using Millpond.Slots.Memory;

namespace Millpond.Slots;

public abstract unsafe partial class SlotHeap
{
    /// <summary>
    /// Puts a new heap into the state of another one at rest: as many pages, objects, and bytes counted. The objects are
    /// empty and live as long as the heap. They are spread as a program leaves them that has just started: what it
    /// made last is mostly dead.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The heap is not new; or more objects than slots, or pools that are not the layout's.</exception>
    public void Restore(HeapSeed seed)
    {
        AddRoots(new SeedRoots(RestoreObjects(seed, out ObjectRef[] young), isOld: true));
        AddRoots(new SeedRoots(young, isOld: false));
    }

    /// <summary>As <see cref="Restore"/>, but nothing keeps the objects: the caller must.</summary>
    internal ObjectRef[] RestoreObjects(HeapSeed seed, out ObjectRef[] young)
    {
        Guard.NotDisposed(_disposed, "the heap");
        Guard.NotNull(seed);
        Guard.InRange(_count == 0 && _totalSlots == 0, "restore a heap before its first allocation", nameof(seed));
        Guard.InRange(seed.Pools.Count == _pools.Length, $"give {_pools.Length} pools, as the layout has", nameof(seed));
        List<ObjectRef> olds = [], youngs = [];
        long old = seed.OldObjects, unprotected = seed.UnprotectedObjects;
        for (int i = _pools.Length - 1; i >= 0; i--)
        {
            // The first pool has by far the most objects, so it has the few that are not old.
            long oldHere = i == 0 ? old : Math.Min(old, seed.Pools[i].LiveObjects);
            Fill(_pools[i], seed.Pools[i], oldHere, i == 0 ? unprotected : 0, olds, youngs);
            old -= oldHere;
        }
        AddEmptyPages(seed.EmptyPages);
        (_minorCount, _majorCount) = (seed.MinorCollections, seed.MajorCollections);
        _count = _lastMajorCount = _minorCount + _majorCount;
        (_markedSlots, _allocatableSlots) = (seed.MarkedSlots, seed.AllocatableSlots);
        (_oldObjects, _oldObjectsLimit) = (seed.OldObjects, seed.OldObjectsLimit);
        (_unprotectedOld, _unprotectedOldLimit) = (seed.UnprotectedObjects, seed.UnprotectedObjectsLimit);
        (_mallocIncrease, _mallocLimit) = (seed.MallocIncreaseBytes, seed.MallocLimitBytes);
        (_oldMallocIncrease, _oldMallocLimit) = (seed.OldMallocIncreaseBytes, seed.OldMallocLimitBytes);
        _latest = new(Growth.CollectionCause.Method, Growth.MajorReasons.Force, -1, IsIncremental: false);
        _immediateSweep = _isMajor = true;
        young = [.. youngs];
        return [.. olds];
    }

    private void Fill(
        Pool pool, PoolSeed seed, long old, long unprotected, List<ObjectRef> olds, List<ObjectRef> youngs)
    {
        for (int i = 0; i < seed.EdenPages; i++)
        {
            Link(pool, TakePageToRestore(pool));
        }
        Guard.InRange(seed.LiveObjects <= pool.EdenSlots, "give at most as many objects as the pool has slots", nameof(seed));
        Guard.InRange(old + unprotected <= seed.LiveObjects, "give at most as many old objects as live ones", nameof(seed));
        var share = new SeedShare(seed, pool.EdenSlots);
        long done = 0, slotsBefore = 0;
        for (int page = pool.EdenHead; page != 0; page = _table.Info(page)->Next)
        {
            int slots = _table.Info(page)->SlotCount;
            slotsBefore += slots;
            int count = (int)Math.Min(share.LiveBefore(slotsBefore) - done, slots);
            for (int slot = 0; slot < count; slot++, done++)
            {
                ObjectRef made = ObjectRef.Of(page, slot);
                // Sound: the slot is one of the page's, and has the bytes of its pool.
                new Span<byte>(_table.Slot(made), pool.SlotBytes).Clear();
                bool isOld = done < old, isUnprotected = !isOld && done < old + unprotected;
                MakeSeed(made, isOld, isUnprotected);
                (isOld || isUnprotected ? olds : youngs).Add(made);
            }
            if (count < slots) PushFree(pool, page);
        }
        pool.AllocatablePages = _rules.PerPoolPages ? seed.AllocatablePages : 0;
        pool.TakenSlots = pool.TakenSlotsBefore = Math.Max(seed.AllocatedObjects, done);
        pool.FreedObjects = pool.TakenSlots - done;
        pool.LiveSlotsSwept = done;
        (pool.AllocatedPages, pool.ReleasedPages) = (Math.Max(seed.AllocatedPages, seed.EdenPages), seed.ReleasedPages);
        (pool.ForcedMajors, pool.ForcedFinishes) = (seed.ForcedMajors, seed.ForcedFinishes);
    }

    private void MakeSeed(ObjectRef made, bool isOld, bool isUnprotected)
    {
        SlotWord* word = WordOf(made);
        ulong bit = BitOf(made);
        word->SetYoung(bit);
        if (isOld) word->SetOld(bit);
        if (isUnprotected)
        {
            word->SetUnprotected(bit);
            word->A |= bit;
            _table.Info(made.Page)->Flags |= PageFlags.UnprotectedOld;
        }
        if (isOld || isUnprotected) word->Mark |= bit;
    }

    private int TakePageToRestore(Pool pool)
    {
        int page = TakeUnusedPage(pool, out _);
        if (page == 0) Throw.OutOfMemory("no memory for the pages of the seed; free memory, or raise the process's limit");
        return page;
    }

    private void AddEmptyPages(int count)
    {
        var pages = new int[count];
        foreach (ref int page in pages.AsSpan()) page = TakePageToRestore(_pools[0]);
        foreach (int page in pages)
        {
            _table.Info(page)->State = PageState.Empty;
            Push(ref _emptyHead, page);
        }
        _emptyPages = count;
    }

    /// <summary>
    /// Where a pool's live objects lie. Allocated one after the other, page by page; the last quarter, made to load and
    /// compile the program, is 85 % dead, and the other dead lie before it, fewer towards the beginning (found on Ruby
    /// 3.3, where pages put by for incremental marking show how many slots of which page are free).
    /// </summary>
    private readonly struct SeedShare
    {
        private const double LateShare = 0.26, LateDead = 0.85;
        private readonly double _early, _earlyDead, _lateLive;
        private readonly long _slots, _live;

        public SeedShare(PoolSeed seed, long slots)
        {
            (_slots, _live) = (slots, seed.LiveObjects);
            double made = Math.Clamp(seed.AllocatedObjects, _live, slots);
            double late = made * LateShare;
            _early = made - late;
            _earlyDead = Math.Clamp(made - _live - (late * LateDead), 0, _early);
            _lateLive = late > 0 ? (_live - _early + _earlyDead) / late : 0;
        }

        public long LiveBefore(long slots)
        {
            if (slots >= _slots || _early == 0) return _live;
            double share = Math.Min(1, slots / _early);
            double early = Math.Min(slots, _early) - (_earlyDead * share * (1 + share) / 2);
            return Math.Min(_live, (long)(early + (Math.Max(0, slots - _early) * _lateLive)));
        }
    }

    /// <summary>Objects of a seed. A minor collection does not ask after the old ones.</summary>
    internal sealed class SeedRoots(ObjectRef[] all, bool isOld) : IRootSource
    {
        public void EnumerateRoots(RootSink sink)
        {
            if (isOld && sink.IsMinor) return;
            foreach (ObjectRef root in all) sink.Add(root);
        }
    }
}
