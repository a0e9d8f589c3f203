using Millpond.Slots.Memory;

namespace Millpond.Slots;

public abstract unsafe partial class SlotHeap
{
    /// <summary>
    /// To be called after a reference to <paramref name="child"/>, weak ones too, was written into
    /// <paramref name="parent"/>, unless the parent is unprotected. Forgotten, the child may be collected while in use;
    /// <see cref="Verify"/> finds that.
    /// </summary>
    public void WriteBarrier(ObjectRef parent, ObjectRef child)
    {
        if (child.IsNone) return;
        if (_phase >= Phase.Marking) StepBarrier(parent, child);
        else if (IsParentOld(parent) && !IsParentOld(child)) Remember(parent);
    }

    // While marking goes on between allocations, an object already looked through must not hide another from it.
    private void StepBarrier(ObjectRef parent, ObjectRef child)
    {
        Guard.NotDisposed(_disposed, "the heap");
        // Sound: both are objects of this heap, as the caller promises; each page has a word for 64 of its slots.
        SlotWord* from = WordOf(parent);
        SlotWord* to = WordOf(child);
        ulong bit = BitOf(child);
        if ((from->Mark & BitOf(parent)) == 0 || _grey[parent]) return;
        if ((to->Mark & bit) == 0)
        {
            if ((from->Unprotected & BitOf(parent)) != 0) return;
            if (IsParentOld(parent)) Relate(parent, child);
            MarkOne(child);
            return;
        }
        if (!IsParentOld(parent) || IsParentOld(child)) return;
        if (!_rules.OldParentAges) Remember(parent);
        else Relate(parent, child);
    }

    /// <summary>From now on writes to the object need no barrier; it will be looked through whenever it may matter.
    /// </summary>
    public void Unprotect(ObjectRef target)
    {
        CheckLive(target);
        SlotWord* word = WordOf(target);
        ulong bit = BitOf(target);
        if ((word->Unprotected & bit) != 0) return;
        bool wasOld = (word->Old & bit) != 0, isMarked = (word->Mark & bit) != 0;
        // Only a major that marks in steps leaves an old object unmarked that is in use.
        Guard.InRange(
            !wasOld || isMarked || _phase == Phase.Marking,
            "give a reference to an object that is in use", nameof(target));
        word->SetUnprotected(bit);
        word->Remembered &= ~bit;
        if (!wasOld) return;
        if (isMarked) _oldObjects--;
        else MarkOne(target);
        MakeUncollectible(target);
    }
}
