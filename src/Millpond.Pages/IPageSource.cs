namespace Millpond.Pages;

/// <summary>
/// The kernel, as the engine sees it; tests put a scripted one in its place. Implementations are thread-safe,
/// allocate nothing on the managed heap and never throw: a refused request answers null or false.
/// All addresses and lengths are multiples of <see cref="PageBytes"/> and lengths are above zero.
/// </summary>
public unsafe interface IPageSource
{
    /// <summary>Bytes in a page.</summary>
    nuint PageBytes { get; }

    /// <summary>Bytes in a huge page that <see cref="Advice.Huge"/> may give; 0 where there are none.</summary>
    nuint HugePageBytes { get; }

    /// <summary>
    /// Whether the kernel gives huge pages unasked: then 64 KiB written to a committed range cost 2 MiB, unless
    /// <see cref="Advice.Small"/> was said of it.
    /// </summary>
    bool GivesHugeUnasked { get; }

    /// <summary>Whether <see cref="Advice.FreeLazily"/> does here what it says, by kernel version.</summary>
    bool CanFreeLazily { get; }

    /// <summary>Takes addresses without memory. The start is a multiple of <paramref name="alignment"/> (a power of two).</summary>
    /// <returns>The start, or null when refused. Costs one call, whatever the length.</returns>
    byte* Reserve(nuint bytes, nuint alignment);

    /// <summary>Makes reserved addresses readable and writable. They read as zero and cost memory when first written.</summary>
    bool Commit(byte* start, nuint bytes);

    /// <summary>Makes committed addresses reserved again. Their memory and every earlier advice are gone.</summary>
    bool Decommit(byte* start, nuint bytes);

    /// <summary>Gives the addresses of a whole reservation, or of a mapping from <see cref="Map"/>, back.</summary>
    bool Release(byte* start, nuint bytes);

    /// <summary>Zeroed, writable memory that costs only what is touched: for tables kept beside the blocks.</summary>
    /// <returns>The start, or null when refused.</returns>
    byte* Map(nuint bytes);

    /// <summary>Says <paramref name="advice"/> of committed addresses. False: the kernel refused, and nothing changed.</summary>
    bool Advise(byte* start, nuint bytes, Advice advice);

    /// <summary>Bytes of the range that are in memory now, without touching them (about 1 µs per MiB); -1 where unknown.</summary>
    long CountResidentBytes(byte* start, nuint bytes);
}
