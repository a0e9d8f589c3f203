namespace Millpond.Slots;

/// <summary>
/// How a heap's memory is divided: the size of a page and the slots of each pool. The presets are CRuby's
/// (gc/default, HEAP_PAGE_ALIGN_LOG and BASE_SLOT_SIZE of each version).
/// </summary>
public sealed class HeapLayout
{
    private const int PageBytesMax = 1 << 16;
    private readonly int[] _slotBytes;
    private readonly byte[] _poolOfSize;

    /// <summary>A layout of one's own.</summary>
    /// <param name="pageBytes">Bytes in a page: a power of two from 4 KiB to 64 KiB.</param>
    /// <param name="headerBytes">Bytes at a page's start that hold no slot.</param>
    /// <param name="slotBytes">Bytes in a slot of each pool, rising; the first is the base slot.</param>
    public HeapLayout(int pageBytes, int headerBytes, params ReadOnlySpan<int> slotBytes)
    {
        Guard.InRange(int.IsPow2(pageBytes) && pageBytes is >= 4096 and <= PageBytesMax,
            "give a power of two from 4,096 to 65,536 bytes", nameof(pageBytes));
        Guard.InRange(
            headerBytes >= 0 && headerBytes < pageBytes / 2, "give less than half of a page", nameof(headerBytes));
        Guard.InRange(slotBytes.Length is > 0 and <= 64, "give 1 to 64 pools", nameof(slotBytes));
        for (int i = 0; i < slotBytes.Length; i++)
        {
            Guard.InRange(slotBytes[i] >= 8 && slotBytes[i] <= (pageBytes - headerBytes) / 4,
                "give slots of 8 bytes to a quarter of the page", nameof(slotBytes));
            Guard.InRange(
                slotBytes[i] % 4 == 0, "give slots of a multiple of 4 bytes, as references are", nameof(slotBytes));
            Guard.InRange(i == 0 || slotBytes[i] > slotBytes[i - 1], "give slot sizes that rise", nameof(slotBytes));
        }
        Guard.InRange(pageBytes / slotBytes[0] < ObjectRef.SlotsPerPageMax,
            $"give slots of which fewer than {ObjectRef.SlotsPerPageMax:N0} fit a page", nameof(slotBytes));
        PageBytes = pageBytes;
        HeaderBytes = headerBytes;
        _slotBytes = [.. slotBytes];
        _poolOfSize = MapSizes(_slotBytes);
        BaseSlotsPerPage = (pageBytes - headerBytes) / slotBytes[0];
        SlotsPerPageMax = pageBytes / slotBytes[0];
    }

    /// <summary>CRuby 3.1, 64-bit: 16 KiB, one pool.</summary>
    public static HeapLayout Ruby31 { get; } = new(1 << 14, 8, 40);

    /// <summary>CRuby 3.2 to 4.0, 64-bit: 64 KiB, five pools.</summary>
    public static HeapLayout Ruby { get; } = new(1 << 16, 8, 40, 80, 160, 320, 640);

    /// <summary>CRuby 3.2, 32-bit: one pool of 20 bytes.</summary>
    public static HeapLayout Ruby32Bit32 { get; } = new(1 << 16, 4, 20);

    /// <summary>CRuby 3.3 and 3.4, 32-bit.</summary>
    public static HeapLayout Ruby32Bit { get; } = new(1 << 16, 4, 20, 40, 80, 160, 320);

    /// <summary>CRuby 4.0, 32-bit.</summary>
    public static HeapLayout Ruby32Bit40 { get; } = new(1 << 16, 4, 24, 48, 96, 192, 384);

    /// <summary>Bytes in a page.</summary>
    public int PageBytes { get; }

    /// <summary>Bytes at a page's start that hold no slot.</summary>
    public int HeaderBytes { get; }

    /// <summary>Pools.</summary>
    public int PoolCount => _slotBytes.Length;

    /// <summary>Bytes in a slot of the base pool.</summary>
    public int BaseSlotBytes => _slotBytes[0];

    /// <summary>Base slots in a page, as CRuby's HEAP_PAGE_OBJ_LIMIT counts them.</summary>
    public int BaseSlotsPerPage { get; }

    internal int SlotsPerPageMax { get; }

    /// <summary>Bytes in the largest slot.</summary>
    public int LargestSlotBytes => _slotBytes[^1];

    /// <summary>Bytes in a slot of <paramref name="pool"/>.</summary>
    public int SlotBytes(int pool) => _slotBytes[pool];

    /// <summary>The pool with the smallest slots that hold <paramref name="bytes"/>.</summary>
    public int PoolFor(int bytes)
    {
        byte[] pools = _poolOfSize;
        int index = (int)(((uint)bytes + 3) / 4);
        if ((uint)bytes > int.MaxValue || index >= pools.Length) ThrowTooLarge();
        return pools[index];
    }

    /// <summary>
    /// Where the slots of a page begin: the first multiple of the base slot behind the header, counted in addresses and
    /// not in the page (so pages differ), one whole slot later where that would be cell 1 (CRuby, heap_page_allocate).
    /// </summary>
    internal int StartBytes(int page, int slotBytes)
    {
        long body = (long)page * PageBytes;
        long start = (body + HeaderBytes + BaseSlotBytes - 1) / BaseSlotBytes * BaseSlotBytes;
        if ((start - body) / BaseSlotBytes == 1) start += slotBytes - BaseSlotBytes;
        return (int)(start - body);
    }

    // The sentence is composed only when it is needed: this is on the way of every allocation.
    private void ThrowTooLarge() =>
        Guard.InRange(false, $"give at most {LargestSlotBytes} bytes, the largest slot", "bytes");

    private static byte[] MapSizes(int[] slotBytes)
    {
        var pools = new byte[(slotBytes[^1] / 4) + 1];
        for (int i = 0, pool = 0; i < pools.Length; i++)
        {
            while (slotBytes[pool] < i * 4 && pool < slotBytes.Length - 1) pool++;
            pools[i] = (byte)pool;
        }
        return pools;
    }
}
