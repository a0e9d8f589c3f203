namespace Millpond.Pages;

/// <summary>
/// What is said to the kernel of a range of pages. One call gives one advice: the values are not flags
/// (two runtimes have OR-ed theirs into a third advice that discarded live memory).
/// </summary>
public enum Advice
{
    /// <summary>Back the range with huge pages where it can be.</summary>
    Huge,

    /// <summary>Back the range with small pages alone, also where the kernel gives huge ones unasked.</summary>
    Small,

    /// <summary>The content is not needed; the kernel may take the pages when it wants them (MADV_FREE).</summary>
    FreeLazily,

    /// <summary>The content is gone and the pages are given back now; the range reads as zero afterwards.</summary>
    DiscardNow,

    /// <summary>Reclaim the range now (MADV_PAGEOUT). Only for ranges already freed lazily: others would be swapped out.</summary>
    PageOut,

    /// <summary>Leave the range out of core dumps.</summary>
    DoNotDump,
}
