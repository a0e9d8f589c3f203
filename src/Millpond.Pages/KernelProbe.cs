namespace Millpond.Pages;

/// <summary>What this kernel really does, found by trying it.</summary>
// Sound: the pages looked at are mapped for the trial, written and read within it, and released after it.
public static unsafe class KernelProbe
{
    /// <summary>
    /// MADV_FREE came with 4.5, but before 4.12 a machine without swap freed at once, and a huge-page race and a missed
    /// TLB flush were mended up to 4.14: from there on it may be trusted.
    /// </summary>
    public static Version LazyFreeSince { get; } = new(4, 14);

    /// <summary>Version of the running kernel; 0.0 where it cannot be read.</summary>
    public static Version KernelVersion { get; } = Environment.OSVersion.Version;

    /// <summary>
    /// Frees 256 pages lazily, asks the kernel to take them, and looks: the pages must be gone, a page freed lazily
    /// and written again must be kept. Costs about 100 µs.
    /// </summary>
    public static LazyFreeEffect LazyFree() => LazyFree(PageSource.System);

    internal static LazyFreeEffect LazyFree(IPageSource source)
    {
        // Some may wait in the batches of two processors, 31 in each, and be missed: that must not be half of them.
        const int pageCount = 256;
        var bytes = pageCount * source.PageBytes;
        var start = source.Map(bytes);
        if (start is null) return LazyFreeEffect.Untested;
        try
        {
            Invariant.Assert((nuint)start % source.PageBytes == 0);
            new Span<byte>(start, (int)bytes).Fill(7);
            if (!source.Advise(start, bytes, Advice.FreeLazily)) return LazyFreeEffect.Refused;
            start[0] = 9;
            if (start[source.PageBytes] != 7) return LazyFreeEffect.FreesAtOnce;
            if (!source.Advise(start, bytes, Advice.PageOut)) return LazyFreeEffect.Accepted;
            if (start[0] != 9) return LazyFreeEffect.LosesWrites;
            return source.CountResidentBytes(start, bytes) < (long)bytes / 2
                ? LazyFreeEffect.Reclaimed
                : LazyFreeEffect.Accepted;
        }
        finally
        {
            _ = source.Release(start, bytes);
        }
    }
}

/// <summary>What was seen after pages were freed lazily.</summary>
public enum LazyFreeEffect
{
    /// <summary>No memory for the trial.</summary>
    Untested,

    /// <summary>The kernel does not know the advice.</summary>
    Refused,

    /// <summary>The pages were dropped at the call, as DONTNEED would: nothing stays warm.</summary>
    FreesAtOnce,

    /// <summary>A page written after the advice lost its content: never use it here.</summary>
    LosesWrites,

    /// <summary>The pages were kept, but could not be seen to be reclaimed (no MADV_PAGEOUT before 5.4).</summary>
    Accepted,

    /// <summary>The pages were kept, and taken when the kernel was asked to: lazy freeing works.</summary>
    Reclaimed,
}
