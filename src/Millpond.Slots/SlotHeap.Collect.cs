using Millpond.Slots.Growth;
using Millpond.Slots.Memory;

namespace Millpond.Slots;

public abstract unsafe partial class SlotHeap
{
    private long _count, _minorCount, _majorCount, _lastMajorCount;
    private MajorReasons _needMajor;
    private CollectionStart _latest;
    private bool _immediateSweep;
    private long _markTicks, _sweepTicks, _startTimestamp;
    private long _collectionTicks;

    /// <summary>Collects now: finishes what is going on, then marks (everything, if <paramref name="major"/>) and
    /// sweeps to the end, and runs finalizers. Ruby's GC.start.</summary>
    /// <exception cref="AggregateException">A finalizer, a model's Release, the policy or the observer has thrown; the
    /// collection was carried out all the same.</exception>
    public void Collect(bool major = true) =>
        CollectNow(CollectionCause.Method, major ? MajorReasons.Force : MajorReasons.None, immediate: true);

    /// <summary>Finishes the collection that is going on, if one is.</summary>
    public void Finish()
    {
        Enter();
        try
        {
            FinishCycle();
        }
        finally
        {
            Leave();
        }
        ThrowFailures();
    }

    private void FinishCycle()
    {
        if (_phase == Phase.Marking)
        {
            MarkStep(long.MaxValue);
            Sweep();
        }
        if (_phase == Phase.Sweeping) SweepRest();
    }

    private void CollectNow(CollectionCause cause, MajorReasons major, bool immediate)
    {
        Enter();
        try
        {
            FinishCycle();
            Start(cause, major, pool: -1, immediate);
        }
        finally
        {
            Leave();
        }
        RunFinalizers();
    }

    private void CollectForStress() => CollectNow(CollectionCause.Stress, MajorReasons.None, immediate: true);

    /// <summary>Begins a collection; minors mark at once, majors in steps unless immediate.</summary>
    private void Start(CollectionCause cause, MajorReasons asked, int pool, bool immediate)
    {
        Invariant.Assert(_phase == Phase.Idle && Stack.IsEmpty && _isWorking);
        FoldCosts();
        MajorReasons reasons = asked | _needMajor;
        _needMajor = MajorReasons.None;
        _isMajor = reasons != MajorReasons.None;
        bool incremental = _isMajor && !immediate && !_stress && _grey.TryOpen();
        _immediateSweep = immediate;
        _latest = new(cause, reasons, pool, incremental);
        _startTimestamp = _clock.GetTimestamp();
        _collectionTicks = 0;
        _count++;
        if (_isMajor) _majorCount++;
        else _minorCount++;
        foreach (Pool each in _pools) each.TakenSlotsBefore = each.AllocatedObjects;
        ResetMallocLimits(_isMajor, reasons);
        if (_observer != null) _observer.CollectionBegins(View(), _latest);
        try
        {
            BeginMarking(incremental);
        }
        catch
        {
            AbandonMarking();
            throw;
        }
        if (_phase != Phase.Marking) Sweep();
    }

    private void BeginMarking(bool incremental)
    {
        long began = _clock.GetTimestamp();
        if (_isMajor) BeginMajor(incremental);
        else BeginMinor();
        MarkRoots();
        if (incremental)
        {
            _phase = Phase.Marking;
            foreach (Pool each in _pools) HoldOrOpen(each);
        }
        else Drain(long.MaxValue);
        AddMarkTime(began);
        if (!incremental) EndMarking();
    }

    /// <summary>Goes on with what is under way, for a pool in need (CRuby 3.2 to 4.0, gc_continue).</summary>
    private void Continue(Pool pool)
    {
        if (_phase == Phase.Marking && (!_rules.MarksOnlyWhenOut || pool.FreePages == 0))
        {
            bool finished;
            if (pool.FreePages != 0) finished = MarkStep(_stepSlots);
            else
            {
                pool.ForcedFinishes++;
                finished = MarkStep(long.MaxValue);
            }
            if (finished) Sweep();
        }
        if (pool.FreePages == 0 && _phase == Phase.Sweeping) ContinueSweep(pool);
    }

    /// <summary>A step of marking for each page handed out (CRuby 3.1, gc_marks_continue).</summary>
    private void ContinueMarkByPage(Pool pool)
    {
        long slots = 0;
        while (pool.PooledPages != 0 && slots < Layout.BaseSlotsPerPage)
        {
            int page = pool.PooledPages;
            pool.PooledPages = _table.Info(page)->NextFree;
            PushFree(pool, page);
            slots += PageTable.CountFree(_table.Info(page), _table.Words(page));
        }
        if (slots == 0 && pool.AllocatablePages > 0 && TryAddPage(pool, isCharged: true)) slots = 1;
        if (slots > 0)
        {
            if (!MarkStep(_stepSlots)) return;
        }
        else
        {
            pool.ForcedFinishes++;
            MarkStep(long.MaxValue);
        }
        Sweep();
    }

    private HeapView View()
    {
        long edenPages = 0, bytes = 0, poolSlots = 0, live = 0, liveSlots = 0, allocated = 0, init = 0;
        foreach (Pool pool in _pools)
        {
            edenPages += pool.EdenPages;
            bytes += (long)(pool.EdenPages + pool.TombPages) * Layout.PageBytes;
            poolSlots += (long)pool.AllocatablePages * (Layout.BaseSlotsPerPage / pool.Multiple);
            live += pool.LiveSlotsSwept * pool.SlotBytes;
            liveSlots += pool.LiveSlotsSwept;
            allocated += (pool.AllocatedObjects - pool.TakenSlotsBefore) * pool.SlotBytes;
            init += pool.InitSlots;
        }
        long now = _clock.GetTimestamp();
        return new()
        {
            Count = _count,
            LastMajorCount = _lastMajorCount,
            IsMajor = _isMajor,
            NeedMajor = _needMajor,
            TotalSlots = _totalSlots,
            MarkedSlots = _markedSlots,
            OldObjects = _oldObjects,
            OldObjectsLimit = _oldObjectsLimit,
            UnprotectedObjects = _unprotectedOld,
            UnprotectedObjectsLimit = _unprotectedOldLimit,
            AllocatableSlots = _allocatableSlots,
            AllocatablePoolSlots = poolSlots,
            EmptyPages = _emptyPages,
            FreeablePages = _freeablePages,
            InitSlotsSum = init,
            BaseSlotsPerPage = Layout.BaseSlotsPerPage,
            EdenPages = (int)edenPages,
            HeapBytes = bytes + ((long)_emptyPages * Layout.PageBytes),
            LiveBytes = live,
            LiveSlots = liveSlots,
            PageBytes = Layout.PageBytes,
            WarmPages = _warmPages,
            TouchedBytes = (long)(_table.UsedPages - 1) * Layout.PageBytes,
            Costs = Costs(now),
            AllocatedBytes = allocated,
            CollectionSeconds = Seconds(_collectionTicks),
            MutatorSeconds = Seconds(MutatorTicks(now)),
        };
    }

    private PoolView View(Pool pool, long reclaimed = 0) => new()
    {
        Index = pool.Index,
        SlotBytes = pool.SlotBytes,
        Multiple = pool.Multiple,
        InitSlots = pool.InitSlots,
        EdenPages = pool.EdenPages,
        EdenSlots = pool.EdenSlots,
        TombPages = pool.TombPages,
        TombSlots = pool.TombSlots,
        AllocatablePages = pool.AllocatablePages,
        FreedSlots = pool.FreedSlots,
        EmptySlots = pool.EmptySlots,
        ReclaimedSlots = reclaimed,
        IsSweeping = pool.SweepCursor != 0,
        AllocatedObjects = pool.AllocatedObjects,
        AllocatedObjectsBefore = pool.TakenSlotsBefore,
    };

    private void AddMarkTime(long began)
    {
        long ticks = _clock.GetTimestamp() - began;
        _markTicks += ticks;
        _collectionTicks += ticks;
    }
}
