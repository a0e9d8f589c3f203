using System.Numerics;

namespace Millpond.Slots.Memory;

/// <summary>
/// One size of slots: its eden pages in the order they are swept, which of them have free slots, and the page that is
/// being allocated from. Owned by the heap's thread.
/// </summary>
internal sealed unsafe class Pool(int index, int slotBytes, int multiple)
{
    public readonly int Index = index;
    public readonly int SlotBytes = slotBytes;
    public readonly int Multiple = multiple;

    /// <summary>Free slots of the word that is being allocated from: already objects in the tables. All zero while
    /// every allocation must be looked at (incremental marking, stress).</summary>
    public ulong FreeBits;

    /// <summary>The same, while FreeBits must stay zero.</summary>
    public ulong HeldBits;

    /// <summary>The first slot of that word, and the reference to it.</summary>
    public byte* WordStart;
    public uint WordReference;
    public int CachePage, CacheWord;

    public int EdenHead, EdenTail;

    /// <summary>Pages without an object that only this pool may use (before 3.4).</summary>
    public int TombHead;

    /// <summary>Pages with free slots, last put in first taken; and those put by for incremental marking.</summary>
    public int FreePages, PooledPages;

    /// <summary>The next page to sweep; 0 when all are swept.</summary>
    public int SweepCursor;

    public int EdenPages, TombPages, AllocatablePages;
    public long EdenSlots, TombSlots, PooledSlots;

    /// <summary>Of the current sweep.</summary>
    public long FreedSlots, EmptySlots;

    /// <summary>Objects ever put into a slot, those of FreeBits and HeldBits included.</summary>
    public long TakenSlots;
    public long FreedObjects, PendingSlots;
    public long TakenSlotsBefore;
    public long AllocatedPages, ReleasedPages;
    public long ForcedMajors, ForcedFinishes;

    public long InitSlots;

    /// <summary>Slots in use when the pool was last swept.</summary>
    public long LiveSlotsSwept;

    public long AllocatedObjects =>
        TakenSlots - BitOperations.PopCount(FreeBits) - BitOperations.PopCount(HeldBits);
}
