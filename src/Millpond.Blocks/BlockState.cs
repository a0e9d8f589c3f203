namespace Millpond.Blocks;

/// <summary>
/// Where a block stands. Only the one who makes the exchange owns the block until the next:
/// <code>
///             Allocate (new)
///   Unmapped ───────────────▶ Live ──Free──▶ Hot ──purge──▶ Warm ──purge──▶ Cold ──addresses wanted──▶ Unmapped
///                              ▲              │ ╰────────────purge──────────▶ │
///                              ╰──Allocate────┴───────────────┴──────────────╯
///   Every purge passes through Busy, which keeps an allocation from taking the block meanwhile.
///
///   state     content         costs memory                  next write costs (8 MiB: 4K pages / huge)
///   Live      the caller's    yes                           nothing
///   Hot       old             yes                           331 / 326 µs: nothing beside the write itself
///   Warm      old or zero     until the kernel wants it     83 + 1,386 / 5 + 360 µs
///   Cold      zero            no                            305 + 11,950 / 23 + 1,016 µs
///   Unmapped  none            no                            the above and a system call
/// </code>
/// </summary>
public enum BlockState
{
    /// <summary>Addresses only.</summary>
    Unmapped,

    /// <summary>Handed out.</summary>
    Live,

    /// <summary>Freed, untouched since: written again at no cost.</summary>
    Hot,

    /// <summary>Freed lazily (MADV_FREE): the kernel may take it; until then it is written again at little cost.</summary>
    Warm,

    /// <summary>Given back (MADV_DONTNEED): reads as zero and faults when written.</summary>
    Cold,

    /// <summary>Between two of the above, in the hands of a purge.</summary>
    Busy,
}
