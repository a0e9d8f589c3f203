using Millpond.Slots.Growth;

namespace Millpond.Slots;

public abstract partial class SlotHeap
{
    private long _mallocIncrease, _mallocLimit, _oldMallocIncrease, _oldMallocLimit;

    /// <summary>
    /// Says that objects took bytes outside their slots (negative: gave them back without dying). Above a limit this
    /// collects, so what the program needs must be reachable.
    /// </summary>
    public void MallocIncreased(long bytes)
    {
        if (bytes <= 0)
        {
            MallocDecreased(-Math.Max(bytes, -long.MaxValue));
            return;
        }
        CountMalloc(bytes);
        if (_mallocIncrease <= _mallocLimit || _inFinalizer) return;
        Enter();
        try
        {
            CollectForMalloc();
        }
        finally
        {
            Leave();
        }
        ThrowFailures();
    }

    private void CountMalloc(long bytes)
    {
        _mallocIncrease = Saturating.Add(_mallocIncrease, bytes);
        _oldMallocIncrease = Saturating.Add(_oldMallocIncrease, bytes);
    }

    private void CollectForMalloc()
    {
        if (_phase == Phase.Sweeping)
        {
            SweepRest();
            if (_mallocIncrease <= _mallocLimit) return;
        }
        FinishCycle();
        Start(CollectionCause.Malloc, MajorReasons.None, pool: -1, immediate: false);
    }

    /// <summary>The object holds memory outside its slot from now on, as if allocated with
    /// <see cref="ObjectTraits.Payload"/>.</summary>
    public unsafe void HoldPayload(ObjectRef target)
    {
        Guard.InRange(IsLive(target), "give a reference to an object of this heap", nameof(target));
        _table.Info(target.Page)->Flags |= Memory.PageFlags.Payload;
    }

    /// <summary>Counts bytes, and leaves it to a later call to collect because of them: CRuby's realloc.</summary>
    public void MallocGrew(long bytes)
    {
        if (bytes < 0)
        {
            MallocDecreased(-bytes);
            return;
        }
        CountMalloc(bytes);
    }

    private void MallocDecreased(long bytes)
    {
        if (bytes <= 0) return;
        _mallocIncrease = Math.Max(0, _mallocIncrease - bytes);
        _oldMallocIncrease = Math.Max(0, _oldMallocIncrease - bytes);
    }

    // gc_reset_malloc_info: a limit that was passed grows, one that was not comes down slowly.
    private void ResetMallocLimits(bool isMajor, MajorReasons reasons)
    {
        GcSettings settings = _policy.Settings;
        long increase = _mallocIncrease;
        _mallocIncrease = 0;
        if (increase > _mallocLimit)
        {
            _mallocLimit = (long)(increase * settings.MallocLimitGrowth);
            if (settings.MallocLimitBytesMax > 0) _mallocLimit = Math.Min(_mallocLimit, settings.MallocLimitBytesMax);
        }
        else _mallocLimit = Math.Max((long)(_mallocLimit * 0.98), settings.MallocLimitBytes);  // 0.98: CRuby's

        if (!isMajor)
        {
            if (_oldMallocIncrease <= _oldMallocLimit) return;
            _needMajor |= MajorReasons.OldMalloc;
            _oldMallocLimit = (long)(_oldMallocLimit * settings.OldMallocLimitGrowth);
            if (settings.OldMallocLimitBytesMax > 0)
                _oldMallocLimit = Math.Min(_oldMallocLimit, settings.OldMallocLimitBytesMax);
            return;
        }
        _oldMallocIncrease = 0;
        if ((reasons & MajorReasons.OldMalloc) == 0)
        {
            double shrink = 1 + ((settings.OldMallocLimitGrowth - 1) / 10);  // 1.02 by default
            _oldMallocLimit = Math.Max((long)(_oldMallocLimit / shrink), settings.OldMallocLimitBytes);
        }
    }
}
