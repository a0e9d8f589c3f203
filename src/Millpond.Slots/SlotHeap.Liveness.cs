using System.Numerics;
using Millpond.Slots.Memory;

namespace Millpond.Slots;

// Recorded loads: a record says what is alive, in a bit for each slot, so marking goes by words of 64.
public abstract unsafe partial class SlotHeap
{
    private ulong* _dead;
    private nuint _deadBytes;

    /// <summary>From now on every object is alive until the record says that it is not.</summary>
    internal void TakeLivenessFromRecord()
    {
        Invariant.Assert(_dead == null && _count == 0);
        nuint unit = Options.Source.PageBytes;
        _deadBytes = (((nuint)_table.PagesMax * (nuint)_table.WordsPerPage * sizeof(ulong)) + unit - 1) / unit * unit;
        _dead = (ulong*)Options.Source.Map(_deadBytes);
        if (_dead == null) Throw.OutOfMemory("no addresses for the bits of a recorded life; raise the limit of the process (ulimit -v)");
    }

    internal void RecordLife(ObjectRef made) => *DeadWord(made) &= ~BitOf(made);

    internal void RecordDeath(ObjectRef dead)
    {
        Invariant.Assert(IsLive(dead));
        *DeadWord(dead) |= BitOf(dead);
    }

    private ulong* DeadWord(ObjectRef reference)
    {
        Invariant.Assert(_dead != null && reference.Page < _table.PagesMax);
        // Sound: there are WordsPerPage words for each of PagesMax pages.
        return _dead + ((nint)reference.Page * _table.WordsPerPage) + (reference.Slot >> 6);
    }

    private void MarkRecorded()
    {
        if (_dead == null) return;
        foreach (Pool pool in _pools)
        {
            for (int page = pool.EdenHead; page != 0; page = _table.Info(page)->Next) MarkRecorded(pool, page);
        }
    }

    private void MarkRecorded(Pool pool, int page)
    {
        PageInfo* info = _table.Info(page);
        SlotWord* words = _table.Words(page);
        ulong* dead = DeadWord(ObjectRef.Of(page, 0));
        uint cached = pool.WordReference;
        for (int i = 0; i < info->WordCount; i++)
        {
            // Sound: a page has WordCount words here as there.
            ulong reached = words[i].Live & ~words[i].Mark & ~dead[i];
            // What was taken to be allocated next is no object yet.
            if (cached == ObjectRef.Of(page, i * 64).Bits) reached &= ~(pool.FreeBits | pool.HeldBits);
            if (reached == 0) continue;
            words[i].Mark |= reached;
            _markedSlots += BitOperations.PopCount(reached);
            _oldObjects += words[i].AgeAll(reached);
        }
    }

    private void ReleaseRecord()
    {
        if (_dead != null) Options.Source.Release((byte*)_dead, _deadBytes);
        _dead = null;
    }
}
