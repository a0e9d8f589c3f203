using System.Numerics;
using System.Runtime.CompilerServices;
using Millpond.Pages;

namespace Millpond.Slots.Memory;

/// <summary>
/// The pages of one heap and what is known of each, in two ranges of addresses: the slots, and beside them for every
/// page its <see cref="PageInfo"/> and <see cref="SlotWord"/>s. Page 0 is never used, so that a reference of zero is
/// none. Owned by the heap's thread.
/// </summary>
internal sealed unsafe class PageTable : IDisposable
{
    /// <summary>Addresses are committed in steps of 2 MiB: one call for 32 pages.</summary>
    private const int ChunkBytes = 2 << 20;

    /// <summary>8 MiB: from here on a heap takes huge pages. The last, begun and not filled, is then a fifth at most.</summary>
    private const long SmallHeapBytes = 8 << 20;

    private const long LeastReservedBytes = 64L << 20;

    private readonly IPageSource _source;
    private readonly HeapLayout _layout;
    private readonly int _stride;
    private readonly nuint _reservedBytes, _tableBytes;
    private byte* _slots;
    private byte* _table;
    private int _committedPages;
    private int _usedPages = 1;

    public PageTable(IPageSource source, HeapLayout layout, long reservedBytesMax)
    {
        Guard.InRange(
            reservedBytesMax >= ChunkBytes,
            "reserve at least 2 MiB of addresses", nameof(SlotHeapOptions.ReservedBytesMax));
        _source = source;
        _layout = layout;
        WordsPerPage = (layout.SlotsPerPageMax + 63) / 64;
        _stride = sizeof(PageInfo) + (WordsPerPage * sizeof(SlotWord));
        long bytes = Math.Min(reservedBytesMax, (long)ObjectRef.PagesMax * layout.PageBytes);
        while (!TryReserve(bytes / ChunkBytes * ChunkBytes))
        {
            bytes /= 2;
            if (bytes < LeastReservedBytes)
                Throw.OutOfMemory("no addresses for a heap; raise the limit of the process (ulimit -v)");
        }
        _reservedBytes = (nuint)(bytes / ChunkBytes * ChunkBytes);
        PagesMax = (int)(_reservedBytes / (nuint)layout.PageBytes);
        _tableBytes = TableBytes((long)_reservedBytes);
        Invariant.Assert(PagesMax is > 1 and <= ObjectRef.PagesMax);
    }

    // The tables are as long as all pages need; untouched they cost addresses too.
    private bool TryReserve(long bytes)
    {
        _slots = _source.Reserve((nuint)bytes, ChunkBytes);
        if (_slots == null) return false;
        _table = _source.Map(TableBytes(bytes));
        if (_table != null) return true;
        _source.Release(_slots, (nuint)bytes);
        _slots = null;
        return false;
    }

    private nuint TableBytes(long reservedBytes) =>
        RoundUp((nuint)(reservedBytes / _layout.PageBytes * _stride), _source.PageBytes);

    public int PagesMax { get; }

    public int WordsPerPage { get; }

    /// <summary>One behind the highest page ever used.</summary>
    public int UsedPages => _usedPages;

    public HeapLayout Layout => _layout;

    /// <summary>Bytes kept beside the slots for a page.</summary>
    public int StrideBytes => _stride;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public PageInfo* Info(int page)
    {
        Invariant.Assert(page > 0 && page < _usedPages);
        // Sound: the table holds PagesMax strides.
        return (PageInfo*)(_table + ((nint)page * _stride));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public SlotWord* Words(int page)
    {
        Invariant.Assert(page > 0 && page < _usedPages);
        // Sound: as Info; the words follow the info within the stride.
        return (SlotWord*)(_table + ((nint)page * _stride) + sizeof(PageInfo));
    }

    /// <summary>The page's first byte, of which its first slot is StartBytes away.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public byte* Start(int page)
    {
        Invariant.Assert(page > 0 && page < _usedPages);
        // Sound: pages below UsedPages are committed.
        return _slots + ((nint)page * _layout.PageBytes);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public byte* Slot(ObjectRef reference)
    {
        PageInfo* info = Info(reference.Page);
        Invariant.Assert(reference.Slot < info->SlotCount);
        return Start(reference.Page) + info->StartBytes + ((nint)reference.Slot * info->SlotBytes);
    }

    /// <summary>A page that was never used, committed. 0: the kernel refuses, or all addresses are taken.</summary>
    public int TakeFresh()
    {
        if (_usedPages == PagesMax) return 0;
        if (_usedPages >= _committedPages)
        {
            int pages = Math.Min(ChunkBytes / _layout.PageBytes, PagesMax - _committedPages);
            byte* start = _slots + ((nint)_committedPages * _layout.PageBytes);
            if (!_source.Commit(start, (nuint)pages * (nuint)_layout.PageBytes)) return 0;
            AdviseSize(start, (nuint)pages * (nuint)_layout.PageBytes);
            _committedPages += pages;
        }
        return _usedPages++;
    }

    // In a small heap a page must not take the 2 MiB of a huge page; in a larger one, whose pages fill chunk after chunk,
    // huge pages cost a fifth of the faults and far fewer address look-ups while marking.
    private void AdviseSize(byte* start, nuint bytes)
    {
        bool isLarge = (long)_committedPages * _layout.PageBytes >= SmallHeapBytes;
        if (isLarge && _source.HugePageBytes != 0) _source.Advise(start, bytes, Advice.Huge);
        else if (_source.GivesHugeUnasked) _source.Advise(start, bytes, Advice.Small);
    }

    /// <summary>Divides a page into the slots of a pool; all are free.</summary>
    public void Format(int page, int pool)
    {
        int slotBytes = _layout.SlotBytes(pool);
        PageInfo* info = Info(page);
        int start = _layout.StartBytes(page, slotBytes);
        int count = (_layout.PageBytes - start) / slotBytes;
        Invariant.Assert(count > 0 && count <= _layout.SlotsPerPageMax);
        *info = new PageInfo
        {
            StartBytes = (ushort)start,
            SlotBytes = (ushort)slotBytes,
            SlotCount = (ushort)count,
            WordCount = (byte)((count + 63) / 64),
            Pool = (byte)pool,
            State = info->State,
        };
        SlotWord* words = Words(page);
        for (int i = 0; i < info->WordCount; i++)
        {
            words[i] = default;
            ulong slots = ValidSlots(info, i);
            words[i].SetFree(slots);
            words[i].SetPending(~slots);
        }
    }

    /// <summary>The bits of word <paramref name="word"/> that stand for slots.</summary>
    public static ulong ValidSlots(PageInfo* info, int word)
    {
        int left = info->SlotCount - (word * 64);
        return left >= 64 ? ulong.MaxValue : (1UL << left) - 1;
    }

    public static int CountFree(PageInfo* info, SlotWord* words)
    {
        int free = 0;
        for (int i = 0; i < info->WordCount; i++) free += BitOperations.PopCount(words[i].Free);
        return free;
    }

    public void MakeWarm(int page) => Advise(page, _source.CanFreeLazily ? Advice.FreeLazily : Advice.DiscardNow);

    public void MakeCold(int page) => Advise(page, Advice.DiscardNow);

    /// <summary>Bytes of memory that the tables take; the slots are counted by their pages.</summary>
    public long CountTableBytes() => (long)_usedPages * _stride;

    public void Dispose()
    {
        if (_slots == null) return;
        _source.Release(_slots, _reservedBytes);
        _source.Release(_table, _tableBytes);
        _slots = null;
        _table = null;
        _usedPages = 1;
    }

    // A refusal leaves the page as it is: more memory is held, nothing is wrong.
    private void Advise(int page, Advice advice)
    {
        if (_layout.PageBytes % (int)_source.PageBytes == 0)
            _source.Advise(Start(page), (nuint)_layout.PageBytes, advice);
    }

    private static nuint RoundUp(nuint value, nuint unit) => (value + unit - 1) / unit * unit;
}
