using System.Numerics;
using Millpond.Slots.Memory;

namespace Millpond.Slots;

// Others' code runs in the middle of a collection: models, root sources, policies, observers. It may throw, and it may
// call the heap; neither may leave the heap broken.
public abstract unsafe partial class SlotHeap
{
    private List<Exception>? _failures;
    private bool _isWorking;

    private void Enter()
    {
        Guard.NotDisposed(_disposed, "the heap");
        CheckNotWorking();
        _isWorking = true;
    }

    private void Leave() => _isWorking = false;

    private void CheckNotWorking()
    {
        if (_isWorking)
            throw new InvalidOperationException(
                "the heap is at work: its model, root sources, policy and observer must not call it");
    }

    /// <summary>What others' code has thrown where the work must go on; thrown when it is done.</summary>
    private void Fail(Exception failure) => (_failures ??= []).Add(failure);

    private void ThrowFailures()
    {
        if (_failures is not { } failures) return;
        _failures = null;
        throw new AggregateException("a finalizer, a model's Release, a policy or an observer has thrown", failures);
    }

    private void ReleaseOne(byte* slot, int slotBytes)
    {
        try
        {
            MallocDecreased(ReleasePayload(slot, slotBytes));
        }
        catch (Exception failure)
        {
            Fail(failure);
        }
    }

    /// <summary>
    /// Marking was broken off by an exception: what is marked is a part of what is in use, so nothing is swept. Old
    /// objects stay old, each is remembered, and the next collection marks everything anew.
    /// </summary>
    private void AbandonMarking()
    {
        Stack.Clear();
        _grey.Close();
        _weakPlaces.Clear();
        (_oldObjects, _unprotectedOld) = (0, 0);
        foreach (Pool pool in _pools)
        {
            for (int page = pool.EdenHead; page != 0; page = _table.Info(page)->Next)
            {
                // Sound: a page of an eden list was taken, and WordCount words follow its info.
                PageInfo* info = _table.Info(page);
                SlotWord* words = _table.Words(page);
                for (int i = 0; i < info->WordCount; i++)
                {
                    words[i].Mark = words[i].Uncollectible;
                    words[i].Remembered = words[i].Old;
                    _oldObjects += BitOperations.PopCount(words[i].Old);
                    _unprotectedOld += BitOperations.PopCount(words[i].UnprotectedOld);
                }
                info->Flags |= PageFlags.Remembered | PageFlags.UnprotectedOld;
            }
        }
        _needMajor |= _latest.Major | Growth.MajorReasons.Force;
        _latest = _latest with { IsIncremental = false };
        _phase = Phase.Idle;
        foreach (Pool pool in _pools) HoldOrOpen(pool);
    }
}
