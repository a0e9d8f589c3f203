using System.Runtime.InteropServices;

namespace Millpond.Slots.Memory;

/// <summary>
/// The bits of 64 neighbouring slots, one bit of each word a slot. Three words tell what a slot is:
/// <code>
/// A B C
/// 0 0 0   young, age 0
/// 0 0 1   young, age 1
/// 0 1 1   young, age 2
/// 0 1 0   unprotected: writes to it tell no barrier, it has no age
/// 1 0 0   old (age 3): survives minor collections unmarked
/// 1 1 0   unprotected and uncollectible: survives minor collections, and is looked through by each
/// 1 0 1   free
/// 1 1 1   no object: waits for its finalizer, or lies behind the last slot of the page
/// </code>
/// Five bits a slot instead of CRuby's seven (mark, remembered, uncollectible, unprotected, age of two bits, marking):
/// an old or uncollectible object that a major collection has not reached yet is one whose mark is missing. The grey
/// bit of incremental marking is kept elsewhere, as it is needed only then.
/// </summary>
[StructLayout(LayoutKind.Sequential)]
internal struct SlotWord
{
    public ulong A, B, C;

    /// <summary>Reached by the current or last marking; between collections: old or uncollectible.</summary>
    public ulong Mark;

    /// <summary>Old, and may refer to something that a minor collection could take.</summary>
    public ulong Remembered;

    public readonly ulong Live => ~(A & C);

    public readonly ulong Free => A & ~B & C;

    public readonly ulong Old => A & ~B & ~C;

    public readonly ulong Unprotected => B & ~C;

    /// <summary>Not taken by a minor collection.</summary>
    public readonly ulong Uncollectible => A & ~C;

    public readonly ulong UnprotectedOld => A & B & ~C;

    public void SetFree(ulong slots)
    {
        A |= slots;
        B &= ~slots;
        C |= slots;
        Remembered &= ~slots;
    }

    public void SetPending(ulong slots)
    {
        A |= slots;
        B |= slots;
        C |= slots;
        Remembered &= ~slots;
    }

    /// <summary>Free slots become objects of age 0.</summary>
    public void SetYoung(ulong slots)
    {
        A &= ~slots;
        B &= ~slots;
        C &= ~slots;
    }

    /// <summary>Objects of age 0 become unprotected.</summary>
    public void SetUnprotected(ulong slots)
    {
        A &= ~slots;
        B |= slots;
        C &= ~slots;
    }

    public void SetAgeTwo(ulong slots)
    {
        A &= ~slots;
        B |= slots;
        C |= slots;
    }

    public void SetOld(ulong slots)
    {
        A |= slots;
        B &= ~slots;
        C &= ~slots;
    }

    /// <summary>All of <paramref name="marked"/> have survived a marking: those that are protected and not old are a
    /// collection older.</summary>
    /// <returns>How many are old now.</returns>
    public int AgeAll(ulong marked)
    {
        ulong grown = marked & ~A & B & C, second = marked & ~A & ~B & C, first = marked & ~A & ~B & ~C;
        SetOld(grown);
        B |= second;
        C |= first;
        return System.Numerics.BitOperations.PopCount(marked & Old);
    }

    /// <summary>0, 1, 2 or 3; 0 for what is unprotected.</summary>
    public readonly int AgeOf(ulong slot) =>
        (A & slot) != 0 ? ((B & slot) == 0 ? 3 : 0) : (C & slot) == 0 ? 0 : (B & slot) == 0 ? 1 : 2;
}
