using Millpond.Slots.Growth;

namespace Millpond.Slots.Tests.Growth;

/// <summary>
/// A heap made of numbers, to see what a policy does over many cycles: a program that allocates at a rate and keeps a
/// share, collections that take a time for each live byte. One pool; nothing is marked and no clock is read.
/// </summary>
internal sealed class InventedHeap(GrowthPolicy policy)
{
    internal const int PageBytes = 1 << 16;
    internal const int SlotBytes = 160;

    private long _pages, _collections, _majors, _markedByMajor, _markedBefore, _markedByMajorBefore, _lastMajor;
    private double _now, _lastMajorAt, _majorSeconds, _minorSeconds, _spent, _allocated;
    private double _floor;
    private bool _isMajor, _needMajor;
    private SmoothedRate _rate, _collecting;

    /// <summary>Bytes alive for good.</summary>
    internal double LiveBytes { get; set; } = 4 << 20;

    /// <summary>Bytes a second that the program allocates.</summary>
    internal double BytesPerSecond { get; set; } = 1e9;

    /// <summary>Share of what is allocated that dies only old.</summary>
    internal double DiesOld { get; set; }

    /// <summary>Seconds to mark a live byte.</summary>
    internal double SecondsPerByte { get; set; } = 2e-10;

    /// <summary>Seconds of a minor collection, whatever is alive.</summary>
    internal double MinorSeconds { get; set; } = 1e-3;

    internal long Minors => _collections - _majors;

    internal long Majors => _majors;

    internal double PeakBytes { get; private set; }

    internal double HeapBytes => _pages * (double)PageBytes;

    internal double SpentSeconds => _spent;

    internal double Seconds => _now;

    /// <summary>Lets the program allocate so much, asking the policy whenever there is no page left.</summary>
    internal InventedHeap Run(double bytes)
    {
        double end = bytes;
        while (end > 0)
        {
            double free = HeapBytes - LiveBytes - _floor - _allocated;
            double step = Math.Min(end, PageBytes);
            if (free < step) Exhausted();
            _allocated += step;
            _now += step / BytesPerSecond;
            end -= step;
        }
        return this;
    }

    private void Exhausted()
    {
        for (bool collected = false; ; collected = true)
        {
            Exhaustion answer = policy.OnExhausted(View(), Pool(), collected);
            if (answer == Exhaustion.Refuse) throw new InsufficientMemoryException(policy.Refusal);
            if (answer == Exhaustion.Grow)
            {
                _pages++;
                PeakBytes = Math.Max(PeakBytes, HeapBytes);
                return;
            }
            Collect(answer == Exhaustion.CollectAll);
            if (HeapBytes - LiveBytes - _floor >= PageBytes) return;
        }
    }

    private void Collect(bool all)
    {
        _rate = _rate.With(_allocated, _now - StartedAt, 0.95);
        _isMajor = _needMajor || all;
        _floor += _allocated * DiesOld;
        _allocated = 0;
        double seconds = MinorSeconds;
        if (_isMajor)
        {
            (_markedBefore, _floor) = (Slots(LiveBytes + _floor), 0);
            seconds = LiveBytes * SecondsPerByte;
            (_majorSeconds, _lastMajorAt) = (seconds, _now);
            _lastMajor = _collections;
            _majors++;
        }
        else _minorSeconds = seconds;
        _collections++;
        _spent += seconds;
        _collecting = _collecting.With(LiveBytes + _floor, seconds, 0.5);
        MarkDecision decision = policy.OnMarked(View(), Pool());
        if (_isMajor) (_markedByMajorBefore, _markedByMajor) = (_markedByMajor, Slots(LiveBytes));
        _needMajor = decision.NeedMajor != MajorReasons.None;
        StartedAt = _now;
    }

    private double StartedAt { get; set; }

    private static long Slots(double bytes) => (long)(bytes / SlotBytes);

    private PoolView Pool() => new()
    {
        Index = 2,
        SlotBytes = SlotBytes,
        Multiple = 4,
        InitSlots = 0,
        EdenPages = (int)_pages,
        EdenSlots = Slots(HeapBytes),
        TombPages = 0,
        TombSlots = 0,
        AllocatablePages = 0,
        FreedSlots = 0,
        EmptySlots = 0,
        ReclaimedSlots = 0,
        IsSweeping = false,
        AllocatedObjects = 0,
        AllocatedObjectsBefore = 0,
    };

    private HeapView View() => Views.Heap with
    {
        Count = _collections,
        LastMajorCount = _lastMajor,
        IsMajor = _isMajor,
        TotalSlots = Slots(HeapBytes),
        MarkedSlots = Slots(LiveBytes + _floor),
        EdenPages = (int)_pages,
        HeapBytes = (long)HeapBytes,
        TouchedBytes = (long)HeapBytes,
        LiveBytes = (long)(LiveBytes + _floor),
        LiveSlots = Slots(LiveBytes + _floor),
        AllocatedBytes = (long)_allocated,
        CollectionSeconds = _isMajor ? _majorSeconds : _minorSeconds,
        MutatorSeconds = _now - StartedAt,
        Costs = new()
        {
            MinorSeconds = _minorSeconds,
            MajorSeconds = _majorSeconds,
            SpentSeconds = _spent,
            SecondsSinceMajor = _now - _lastMajorAt,
            MarkedByMajor = _markedByMajor,
            MarkedBeforeMajor = _markedBefore,
            MarkedByMajorBefore = _markedByMajorBefore,
            Allocation = _rate,
            Collection = _collecting,
        },
    };
}

/// <summary>Views to begin from.</summary>
internal static class Views
{
    internal static HeapView Heap { get; } = new()
    {
        Count = 0,
        LastMajorCount = 0,
        IsMajor = false,
        NeedMajor = MajorReasons.None,
        TotalSlots = 0,
        MarkedSlots = 0,
        OldObjects = 0,
        OldObjectsLimit = 0,
        UnprotectedObjects = 0,
        UnprotectedObjectsLimit = 0,
        AllocatableSlots = 0,
        AllocatablePoolSlots = 0,
        EmptyPages = 0,
        FreeablePages = 0,
        InitSlotsSum = 50_000,
        BaseSlotsPerPage = 1638,
        EdenPages = 0,
        HeapBytes = 0,
        LiveBytes = 0,
        AllocatedBytes = 0,
        CollectionSeconds = 0,
        MutatorSeconds = 0,
        PageBytes = InventedHeap.PageBytes,
    };
}
