namespace Millpond.Blocks;

/// <summary>What a cache holds and did, at one moment. Bytes are memory held, not bytes asked for, unless said.</summary>
public readonly record struct BlockCacheStats
{
    /// <summary>Bytes asked for in blocks that are handed out.</summary>
    public long LiveBytes { get; init; }

    /// <summary>Freed and untouched since.</summary>
    public long HotBytes { get; init; }

    /// <summary>Freed lazily: the kernel may take it.</summary>
    public long WarmBytes { get; init; }

    /// <summary>Addresses of blocks that were given back: no memory.</summary>
    public long ColdBytes { get; init; }

    /// <summary>Most that may be hot and warm.</summary>
    public long LimitBytes { get; init; }

    /// <summary>Of <see cref="WarmBytes"/>: what the kernel has taken (mincore).</summary>
    public long LostBytes { get; init; }

    /// <summary>Blocks handed out.</summary>
    public long LiveBlocks { get; init; }

    /// <summary>Blocks hot or warm.</summary>
    public long CachedBlocks { get; init; }

    /// <summary>Requests served by a hot or warm block.</summary>
    public long Hits { get; init; }

    /// <summary>Requests that had to fault memory in.</summary>
    public long Misses { get; init; }

    /// <summary>Page faults that fresh mappings of the blocks reused would have taken: one a page, small or huge.</summary>
    public long RefaultsAvoided { get; init; }

    /// <summary>madvise calls that gave memory back, lazily or at once.</summary>
    public long AdviceCalls { get; init; }

    /// <summary>Bytes given back, lazily or at once, since the start.</summary>
    public long PurgedBytes { get; init; }

    /// <summary>Time spent in those calls and in taking new addresses.</summary>
    public TimeSpan KernelTime { get; init; }

    /// <summary>Highest sum of hot and warm bytes so far.</summary>
    public long PeakCachedBytes { get; init; }

    /// <summary>Requests that were not served: too large, or no memory or addresses.</summary>
    public long Refused { get; init; }

    /// <summary>Frees of an address in our range that is no live block: a bug of the caller, ignored.</summary>
    public long InvalidFrees { get; init; }

    /// <summary>Purges that the kernel refused; the block stayed as it was.</summary>
    public long FailedPurges { get; init; }

    /// <summary>
    /// What the process really holds: RSS less what the kernel may take at will (LazyFree in smaps_rollup). 0 where the
    /// kernel does not say, and from <see cref="BlockCache.Counters"/>.
    /// </summary>
    public long TrueResidentBytes { get; init; }

    /// <summary>Addresses reserved.</summary>
    public long ReservedBytes { get; init; }
}
