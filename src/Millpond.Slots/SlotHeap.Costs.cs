using Millpond.Slots.Growth;
using Millpond.Slots.Memory;

namespace Millpond.Slots;

// What collections cost, remembered for policies that weigh time against memory.
public abstract partial class SlotHeap
{
    /// <summary>MemBalancer: what was measured a second ago counts 0.95, as in its paper.</summary>
    private const double AllocationKeptPerSecond = 0.95;

    /// <summary>MemBalancer: the collection before counts half.</summary>
    private const double CollectionKept = 0.5;

    private long _minorTicks, _majorTicks, _spentTicks, _majorTimestamp, _cycleBytes;
    private long _markedByMajor, _markedBeforeMajor, _markedByMajorBefore;
    private SmoothedRate _allocation, _collection;

    /// <summary>Bytes that the heap keeps beside its slots for the pages used so far: what is known of each.</summary>
    public long TableBytes => _table.CountTableBytes();

    /// <summary>A collection is over, for another begins: what it cost, and what the program did meanwhile.</summary>
    private void FoldCosts()
    {
        if (_count == 0) return;
        if (_isMajor)
        {
            _majorTicks = _collectionTicks;
            _majorTimestamp = _startTimestamp;
        }
        else _minorTicks = _collectionTicks;
        _spentTicks += _collectionTicks;
        long allocated = 0, live = 0;
        foreach (Pool pool in _pools)
        {
            allocated += (pool.AllocatedObjects - pool.TakenSlotsBefore) * pool.SlotBytes;
            live += pool.LiveSlotsSwept * pool.SlotBytes;
        }
        _cycleBytes = allocated;
        double seconds = Seconds(MutatorTicks(_clock.GetTimestamp()));
        _allocation = _allocation.With(allocated, seconds, Math.Pow(AllocationKeptPerSecond, seconds));
        _collection = _collection.With(live, Seconds(_collectionTicks), CollectionKept);
    }

    private CostView Costs(long now) => new()
    {
        MinorSeconds = Seconds(_isMajor ? _minorTicks : _collectionTicks),
        MajorSeconds = Seconds(_isMajor ? _collectionTicks : _majorTicks),
        SpentSeconds = Seconds(_spentTicks + _collectionTicks),
        SecondsSinceMajor = Seconds(now - (_isMajor ? _startTimestamp : _majorTimestamp)),
        CycleBytes = _cycleBytes,
        MarkedByMajor = _markedByMajor,
        MarkedBeforeMajor = _markedBeforeMajor,
        MarkedByMajorBefore = _markedByMajorBefore,
        Allocation = _allocation,
        Collection = _collection,
    };

    private long MutatorTicks(long now) => Math.Max(0, now - _startTimestamp - _collectionTicks);

    private double Seconds(long ticks) => _clock.GetElapsedTime(0, ticks).TotalSeconds;
}
