using System.Numerics;
using System.Runtime.CompilerServices;
using Millpond.Slots.Growth;
using Millpond.Slots.Memory;

namespace Millpond.Slots;

public abstract unsafe partial class SlotHeap
{
    private int _stepAllocations;

    /// <summary>
    /// A new object, zeroed, in the smallest slots that hold it. It may collect: whatever the program still needs must
    /// be reachable from a root. Nothing refers to the new object yet, so it must be stored or rooted before the next
    /// call. About 3 ns when a slot is at hand.
    /// </summary>
    /// <param name="bytes">At most <see cref="HeapLayout.LargestSlotBytes"/>.</param>
    /// <param name="traits">What is special about it.</param>
    /// <exception cref="InsufficientMemoryException">The kernel gives no memory, and a collection found none. The heap
    /// is sound, and a later call may succeed.</exception>
    public ObjectRef Allocate(int bytes, ObjectTraits traits = ObjectTraits.None) =>
        AllocateIn(Layout.PoolFor(bytes), traits);

    /// <summary>A new object in a pool; see <see cref="Allocate"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ObjectRef AllocateIn(int pool, ObjectTraits traits = ObjectTraits.None)
    {
        Pool[] pools = _pools;
        if ((uint)pool >= (uint)pools.Length) Throw.OutOfRange(nameof(pool), "give the number of a pool");
        Pool from = pools[pool];
        ulong free = from.FreeBits;
        if (free == 0 || traits != ObjectTraits.None) return AllocateSpecial(from, traits);
        from.FreeBits = free & (free - 1);
        return new(from.WordReference + (uint)BitOperations.TrailingZeroCount(free));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private ObjectRef AllocateSpecial(Pool pool, ObjectTraits traits)
    {
        Guard.NotDisposed(_disposed, "the heap");
        ObjectRef made = pool.FreeBits != 0 ? Pop(ref pool.FreeBits, pool) : AllocateSlowly(pool);
        if (traits != ObjectTraits.None) Mark(made, traits);
        return made;
    }

    private void Mark(ObjectRef made, ObjectTraits traits)
    {
        if ((traits & ObjectTraits.Unprotected) != 0) WordOf(made)->SetUnprotected(BitOf(made));
        else if ((traits & ObjectTraits.NearlyOld) != 0) WordOf(made)->SetAgeTwo(BitOf(made));
        if ((traits & ObjectTraits.Payload) != 0) _table.Info(made.Page)->Flags |= PageFlags.Payload;
    }

    private ObjectRef AllocateSlowly(Pool pool)
    {
        if (_stress && !_inFinalizer) CollectForStress();
        Enter();
        ObjectRef made;
        try
        {
            made = TakeSlot(pool);
        }
        finally
        {
            Leave();
        }
        ThrowFailures();
        return made;
    }

    private ObjectRef TakeSlot(Pool pool)
    {
        if (_phase == Phase.Marking && !_rules.StepsByPage)
        {
            if (_stepAllocations < _rules.AllocationsPerMarkStep && TryPop(pool, out ObjectRef made))
            {
                _stepAllocations++;
                return made;
            }
            Continue(pool);
            _stepAllocations = 0;
        }
        if (TryPop(pool, out ObjectRef next)) return Counted(next);
        TakePage(pool);
        bool popped = TryPop(pool, out next);
        Invariant.Assert(popped);
        return Counted(next);
    }

    private ObjectRef Counted(ObjectRef made)
    {
        if (_phase == Phase.Marking) _stepAllocations++;
        return made;
    }

    private bool TryPop(Pool pool, out ObjectRef made)
    {
        made = default;
        bool held = IsHolding;
        ref ulong bits = ref held ? ref pool.HeldBits : ref pool.FreeBits;
        if (bits == 0 && !Refill(pool, ref bits)) return false;
        made = Pop(ref bits, pool);
        return true;
    }

    private static ObjectRef Pop(ref ulong bits, Pool pool)
    {
        Invariant.Assert(bits != 0);
        int bit = BitOperations.TrailingZeroCount(bits);
        bits &= bits - 1;
        return new(pool.WordReference + (uint)bit);
    }

    /// <summary>The next word with free slots of the page that is allocated from.</summary>
    private bool Refill(Pool pool, ref ulong bits)
    {
        if (pool.CachePage == 0) return false;
        PageInfo* info = _table.Info(pool.CachePage);
        SlotWord* words = _table.Words(pool.CachePage);
        while (++pool.CacheWord < info->WordCount)
        {
            ulong free = words[pool.CacheWord].Free;
            if (free == 0) continue;
            words[pool.CacheWord].SetYoung(free);
            pool.TakenSlots += BitOperations.PopCount(free);
            pool.WordReference = ObjectRef.Of(pool.CachePage, pool.CacheWord * 64).Bits;
            // Sound: the word's first slot lies in the page, as it has a free one.
            byte* start = _table.Start(pool.CachePage) + info->StartBytes;
            pool.WordStart = start + ((nint)pool.CacheWord * 64 * info->SlotBytes);
            // What a record says of is never read.
            if (_dead == null) Clear(pool.WordStart, info->SlotBytes, free);
            bits = free;
            return true;
        }
        pool.CachePage = 0;
        return false;
    }

    // Neighbours at once: for a page without objects that is one call for 64 slots.
    private static void Clear(byte* start, int slotBytes, ulong slots)
    {
        while (slots != 0)
        {
            int first = BitOperations.TrailingZeroCount(slots);
            int run = BitOperations.TrailingZeroCount(~(slots >> first));
            // Sound: each bit stands for a free slot of the page.
            Unsafe.InitBlockUnaligned(start + ((nint)first * slotBytes), 0, (uint)(run * slotBytes));
            slots &= first + run >= 64 ? 0 : ulong.MaxValue << (first + run);
        }
    }

    private void TakePage(Pool pool)
    {
        if (pool.FreePages == 0)
        {
            if (_rules.StepsByPage) PrepareByPage(pool);
            else Prepare(pool);
        }
        int page = pool.FreePages;
        Invariant.Assert(page != 0);
        pool.FreePages = _table.Info(page)->NextFree;
        _table.Info(page)->NextFree = 0;
        Invariant.Assert(pool.CachePage == 0);
        pool.CachePage = page;
        pool.CacheWord = -1;
    }

    // CRuby 3.2 to 4.0, heap_prepare.
    private void Prepare(Pool pool)
    {
        bool mustGrow = _policy.MustGrow(View(), View(pool)) && pool.SweepCursor == 0;
        if (mustGrow && TryAddPage(pool, isCharged: false)) return;
        Continue(pool);
        if (pool.FreePages != 0 || TryGrow(pool, collected: false)) return;
        CollectFor(pool);
        if (pool.FreePages != 0 || TryGrow(pool, collected: true)) return;
        CollectFor(pool);
        if (pool.FreePages == 0 && !TryGrow(pool, collected: true)) AddPage(pool);
    }

    private void CollectFor(Pool pool)
    {
        FinishCycle();
        Start(CollectionCause.NewObject, MajorReasons.None, pool.Index, immediate: false);
        Continue(pool);
    }

    // CRuby 3.1, heap_next_freepage and heap_prepare.
    private void PrepareByPage(Pool pool)
    {
        int collections = 0;
        while (pool.FreePages == 0)
        {
            if (_phase == Phase.Sweeping) ContinueSweep(pool);
            else if (_phase == Phase.Marking) ContinueMarkByPage(pool);
            if (pool.FreePages != 0 || TryGrow(pool, collected: false)) return;
            if (_phase != Phase.Idle) continue;
            // A third would find what the second did: the kernel gives no page, or the policy grows another pool only.
            if (++collections > 2) AddPage(pool);
            else Start(CollectionCause.NewObject, MajorReasons.None, pool.Index, immediate: false);
        }
    }

    private bool TryGrow(Pool pool, bool collected)
    {
        switch (_policy.OnExhausted(View(), View(pool), collected))
        {
            case Exhaustion.Grow:
                return TryAddPage(pool, isCharged: true);
            case Exhaustion.CollectAll:
                _needMajor |= MajorReasons.NoFree;
                return false;
            case Exhaustion.Refuse:
                Throw.OutOfMemory(_policy.Refusal);
                return false;
            default:
                return false;
        }
    }

    /// <summary>Incremental marking and stress look at every allocation: the quick path must find nothing.</summary>
    private bool IsHolding => _stress || (_phase == Phase.Marking && !_rules.StepsByPage);

    private void HoldOrOpen(Pool pool)
    {
        if (IsHolding)
        {
            pool.HeldBits |= pool.FreeBits;
            pool.FreeBits = 0;
        }
        else
        {
            pool.FreeBits |= pool.HeldBits;
            pool.HeldBits = 0;
        }
    }

    /// <summary>What was taken and not allocated becomes free again, before a sweep.</summary>
    private void DropCache(Pool pool)
    {
        ulong left = pool.FreeBits | pool.HeldBits;
        if (left != 0)
        {
            pool.TakenSlots -= BitOperations.PopCount(left);
            WordOf(new(pool.WordReference))->SetFree(left);
            WordOf(new(pool.WordReference))->Mark &= ~left;
        }
        (pool.FreeBits, pool.HeldBits, pool.CachePage, pool.CacheWord) = (0, 0, 0, 0);
        pool.WordReference = 0;
    }
}
