using System.Runtime.InteropServices;
using Millpond.Pages;

namespace Millpond.Blocks;

/// <summary>
/// Memory for large arrays that stays warm after it is freed: a freed block is kept as it is (hot), then offered to
/// the kernel (warm), then given back (cold), and a request takes the hottest block that fits. See
/// <see cref="BlockState"/> for the states and <see cref="RetentionPolicy"/> for who decides.
/// <para>
/// All members may be called from any thread. A hit takes no lock; nothing here allocates on the managed heap after
/// <see cref="TryCreate"/>, nothing throws, and a forked child may go on (<see cref="AfterForkInChild"/>).
/// Memory goes back only when somebody calls <see cref="Maintain"/>: a <see cref="Purger"/>, a host's own thread, or
/// <see cref="Free"/> itself, when the time has come and nobody else does.
/// </para>
/// </summary>
public sealed unsafe partial class BlockCache : IDisposable
{
    // Zeroing less than this by hand is cheaper than faulting it in again (docs/blocks.md, "calloc").
    private const long ZeroByHandBytes = 32L << 20;

    private readonly IPageSource _source;
    private readonly TimeProvider _time;
    private readonly IMemoryGauge _gauge;
    private readonly MemoryLimit _limit;
    private readonly ExtentMap _map;
    private readonly BinStacks _bins;
    private readonly double _ticksPerMillisecond;
    private long _requestBytesMax;

    // Settings: replaced whole by Configure, read without a lock; a mix of old and new does no harm.
    private volatile RetentionPolicy _policy;
    private double _price;
    private long _limitBytes;
    private double _idleMillisecondsMax;
    private bool _hugePages;

    // Counters: any thread, interlocked. Each costs a hit a few nanoseconds: what a walk can find out is not counted.
    private long _cachedBytes;
    private long _cachedBlocks;
    private long _peakCachedBytes;
    private long _hits;
    private long _misses;
    private long _refaultsAvoided;
    private long _refused;
    private long _invalidFrees;
    private int _colour;
    private bool _disposed;

    private BlockCache(BlockCacheOptions options, ExtentMap map, MemoryLimit limit)
    {
        _source = options.Source;
        _time = options.Time;
        _limit = limit;
        _gauge = options.Gauge ?? new MemoryGauge(limit);
        _map = map;
        _bins = new BinStacks(map.Heads, map.Extents);
        _ticksPerMillisecond = _time.TimestampFrequency / 1000.0;
        _requestBytesMax = Math.Min(Math.Min(map.Bytes, SizeClass.MostBytes), limit.PhysicalBytes) - ExtentMap.ChunkBytes;
        _costs = options.Costs ?? MachineCosts.Typical;
        _costsKnown = options.Costs is not null;
        _policy = options.Policy;
        Configure(options);
    }

    /// <summary>
    /// Reserves addresses and makes a cache. Null where there can be none, with <paramref name="reason"/> saying why
    /// and what to do: no lazy freeing, strict overcommit, or no addresses.
    /// </summary>
    public static BlockCache? TryCreate(BlockCacheOptions options, out CacheRefusal reason)
    {
        Check(options);
        reason = CacheRefusal.None;
        if (!options.Source.CanFreeLazily) reason = CacheRefusal.NoLazyFree;
        else if (MemoryLimit.OvercommitIsStrict) reason = CacheRefusal.StrictOvercommit;
        if (reason != CacheRefusal.None) return null;
        var limit = options.Limit ?? MemoryLimit.Read();
        foreach (var bytes in AddressSpace.Sizes(options.ReserveBytes, limit.PhysicalBytes, MemoryLimit.AddressSpaceBytes()))
        {
            if (ExtentMap.TryCreate(options.Source, bytes) is { } map) return new BlockCache(options, map, limit);
        }

        reason = CacheRefusal.NoAddresses;
        return null;
    }

    /// <summary>The policy in force.</summary>
    public RetentionPolicy Policy => _policy;

    /// <summary>The gauge in use, for a sleeper that wants to be woken by pressure.</summary>
    public IMemoryGauge Gauge => _gauge;

    /// <summary>Largest request that can be served, in bytes.</summary>
    public long RequestBytesMax => _requestBytesMax;

    /// <summary>First address of the reserved range.</summary>
    public void* RangeStart => _map.Start;

    /// <summary>Length of the reserved range.</summary>
    public long RangeBytes => _map.Bytes;

    /// <summary>Changes policy, price, limit, idle time and huge pages for what comes; what is held adapts at the next purge.</summary>
    public void Configure(BlockCacheOptions options)
    {
        Check(options);
        _policy = options.Policy;
        Volatile.Write(ref _price, options.Price);
        Volatile.Write(ref _limitBytes, options.LimitBytes ?? Room.DefaultLimitBytes(_limit));
        Volatile.Write(ref _idleMillisecondsMax, options.IdleMillisecondsMax);
        _hugePages = (options.HugePages ?? true) && _source.HugePageBytes == (nuint)ExtentMap.ChunkBytes;
        // What the old policy held for good may be due under the new one.
        LookAtHeld();
    }

    private static void Check(BlockCacheOptions options)
    {
        Guard.NotNull(options);
        Guard.InRange(options.Price > 0, "a price is a number above zero");
        Guard.InRange(options.LimitBytes is null or >= 0, "a limit is zero bytes or more");
        Guard.InRange(options.IdleMillisecondsMax >= 0, "a time is zero milliseconds or more");
    }

    /// <summary>Whether the address lies in our range: one comparison.</summary>
    public bool Owns(void* address) => _map.Contains(address);

    /// <summary>
    /// Memory for <paramref name="bytes"/> bytes, aligned to 64, with whatever content; null when it cannot be served.
    /// A hit costs about 0.1 µs.
    /// </summary>
    public void* Allocate(long bytes) => Allocate(bytes, zeroed: false);

    /// <summary>The same, reading as zero.</summary>
    public void* AllocateZeroed(long bytes) => Allocate(bytes, zeroed: true);

    /// <summary>Gives a block back. False, and nothing done, when the address is no live block of ours.</summary>
    public bool Free(void* address)
    {
        var chunk = LiveChunkAt(address);
        if (chunk < 0) return false;
        ref var extent = ref _map.Extents[chunk];
        var now = _time.GetTimestamp();
        var held = Held(extent);
        Invariant.Assert(held >= extent.RequestBytes);
        var desired = _policy.OnFree(View(extent, BlockState.Live, 0), Cache(Pressure.None));
        Invariant.Assert(desired is BlockState.Hot or BlockState.Warm or BlockState.Cold);
        if (!TryMove(ref extent, BlockState.Live, BlockState.Busy))
        {
            Interlocked.Increment(ref _invalidFrees);
            return false;
        }

        extent.FreedAt = now;
        // Once for each time it was faulted in: what is never written costs no faults, and saves none.
        if (extent.TouchedBytes < 0) extent.TouchedBytes = _source.CountResidentBytes(_map.AddressOf(chunk), (nuint)held);
        var cached = Interlocked.Add(ref _cachedBytes, held);
        var blocks = Interlocked.Increment(ref _cachedBlocks);
        Volatile.Write(ref extent.State, (int)BlockState.Hot);
        if (desired != BlockState.Hot) Purge(chunk, BlockState.Hot, desired);
        _map.SetCached(chunk);
        _bins.Push(extent.Class, chunk);
        if (cached > Volatile.Read(ref _limitBytes) || blocks > _policy.BlocksMax) EvictToLimit();
        NotePeak(Volatile.Read(ref _cachedBytes));
        if (now >= Volatile.Read(ref _nextDue)) Due();
        return true;
    }

    /// <summary>
    /// A block of <paramref name="bytes"/> with the first bytes of the old one; in place when the block is large enough
    /// and would not be mostly empty. Null, and the old block untouched, when it cannot be served.
    /// </summary>
    public void* Reallocate(void* address, long bytes)
    {
        var chunk = LiveChunkAt(address);
        if (chunk < 0 || bytes < 1) return null;
        ref var extent = ref _map.Extents[chunk];
        var capacity = SizeClass.Bytes(extent.Class);
        if (bytes <= capacity && bytes >= capacity / 2)
        {
            Use(chunk, bytes);
            return address;
        }

        var moved = Allocate(bytes);
        if (moved is null) return null;
        Copy(address, moved, Math.Min(bytes, extent.RequestBytes));
        Free(address);
        return moved;
    }

    /// <summary>Bytes asked for in the live block at this address; -1 when there is none.</summary>
    public long SizeOf(void* address)
    {
        var chunk = FindLive(address);
        return chunk < 0 ? -1 : _map.Extents[chunk].RequestBytes;
    }

    /// <summary>
    /// Gives all addresses back. No block may be in use, and no other call under way. From then on every request is
    /// refused, and no address is ours.
    /// </summary>
    public void Dispose()
    {
        if (_disposed) return;
        _disposed = true;
        _requestBytesMax = 0;
        (_cachedBytes, _cachedBlocks) = (0, 0);
        _map.Release();
    }

    private static void Copy(void* from, void* to, long bytes) =>
        // Sound: both blocks are live, ours, and at least that long; they do not overlap.
        NativeMemory.Copy(from, to, (nuint)bytes);

    private void* Allocate(long bytes, bool zeroed)
    {
        if (bytes < 1 || bytes > _requestBytesMax)
        {
            Interlocked.Increment(ref _refused);
            return null;
        }

        var sizeClass = SizeClass.Of(bytes);
        var chunk = TakeCached(sizeClass, zeroed && bytes >= ZeroByHandBytes);
        if (chunk < 0) chunk = TakeNew(sizeClass, bytes);
        if (chunk < 0)
        {
            Interlocked.Increment(ref _refused);
            return null;
        }

        Invariant.Assert(_map.IsTaken(chunk));
        Invariant.Assert(!_map.IsCached(chunk));
        if (zeroed) Zero(chunk, bytes);
        CountReuse(chunk, bytes);
        Use(chunk, bytes);
        return DataOf(chunk);
    }

    private void Zero(int chunk, long bytes)
    {
        ref var extent = ref _map.Extents[chunk];
        var dirty = Math.Min(bytes, extent.DirtyBytes - extent.DataOffset);
        if (dirty <= 0) return;
        // A large block is not cleared by hand: who asks for zeros often writes few of them.
        var held = Held(extent);
        if (dirty >= ZeroByHandBytes && Advise(chunk, held, Advice.DiscardNow))
        {
            Interlocked.Add(ref _purgedBytes, held);
            extent.DirtyBytes = 0;
            return;
        }

        Invariant.Assert(extent.State == (int)BlockState.Live);
        // Sound: the block is ours alone (Live), and dirty bytes lie within it.
        NativeMemory.Clear(DataOf(chunk), (nuint)dirty);
    }

    // Notes what the caller may now write, and asks for huge pages where that reaches new chunks.
    private void Use(int chunk, long bytes)
    {
        ref var extent = ref _map.Extents[chunk];
        Invariant.Assert(extent.State == (int)BlockState.Live);
        Invariant.Assert(bytes <= SizeClass.Bytes(extent.Class));
        extent.RequestBytes = bytes;
        var end = extent.DataOffset + bytes;
        extent.DirtyBytes = Math.Max(extent.DirtyBytes, end);
        var wanted = _hugePages ? Math.Min(HugePages.ChunksFor(end), extent.Chunks) : 0;
        if (wanted <= extent.HugeChunks) return;
        var from = _map.AddressOf(chunk + extent.HugeChunks);
        var more = (wanted - extent.HugeChunks) * ExtentMap.ChunkBytes;
        if (_source.Advise(from, (nuint)more, Pages.Advice.Huge)) extent.HugeChunks = wanted;
    }

    private byte* DataOf(int chunk) => _map.AddressOf(chunk) + _map.Extents[chunk].DataOffset;

    private int LiveChunkAt(void* address)
    {
        var chunk = FindLive(address);
        if (chunk < 0 && _map.Contains(address)) Interlocked.Increment(ref _invalidFrees);
        return chunk;
    }

    private int FindLive(void* address)
    {
        if (!_map.Contains(address)) return -1;
        var chunk = _map.ChunkOf(address);
        var live = Volatile.Read(ref _map.Extents[chunk].State) == (int)BlockState.Live && DataOf(chunk) == address;
        return live ? chunk : -1;
    }

    /// <summary>Memory the block may hold: its dirty bytes, whole pages, and whole chunks where they are huge.</summary>
    private long Held(in Extent extent)
    {
        var page = (long)_source.PageBytes;
        var pages = (extent.DirtyBytes + page - 1) / page * page;
        var chunks = (extent.DirtyBytes + ExtentMap.ChunkBytes - 1) / ExtentMap.ChunkBytes;
        return Math.Max(pages, Math.Min(chunks, extent.HugeChunks) * ExtentMap.ChunkBytes);
    }

    private static bool TryMove(ref Extent extent, BlockState from, BlockState to) =>
        Interlocked.CompareExchange(ref extent.State, (int)to, (int)from) == (int)from;
}
