namespace Millpond.Slots.Growth;

/// <summary>
/// The arithmetic that CRuby's versions share (gc/default: heap_extend_pages, slots_to_expand, gc_marks_finish). Sums
/// stop at the largest number: settings may be anything.
/// </summary>
internal static class RubyFormulas
{
    /// <summary>How much larger a pool should be, given how full it is: aims at the goal ratio of free slots.</summary>
    public static double GrowthOf(long freeSlots, long totalSlots, GcSettings settings)
    {
        if (settings.FreeSlotsGoalRatio == 0.0) return settings.GrowthFactor;
        double factor = (totalSlots - freeSlots) / ((1 - settings.FreeSlotsGoalRatio) * totalSlots);
        factor = Math.Min(factor, settings.GrowthFactor);
        return factor < 1.0 ? 1.1 : factor;  // 1.1: CRuby's, for a pool that is asked to grow although it is not full
    }

    /// <summary>Pages that a pool may take (before 3.4).</summary>
    public static int PagesToExtend(
        long freeSlots, long totalSlots, int usedPages, int minimumPages, in PoolView pool, int baseSlotsPerPage,
        GcSettings settings)
    {
        if (totalSlots == 0) return minimumPages;
        long next = (long)(GrowthOf(freeSlots, totalSlots, settings) * usedPages);
        if (settings.GrowthMaxSlots > 0)
            next = Math.Min(next, usedPages + (settings.GrowthMaxSlots / baseSlotsPerPage));  // CRuby's, whatever the slots
        return ToPages(Math.Max(1, next - usedPages));
    }

    /// <summary>Slots to add to what any pool may take (3.4 on).</summary>
    public static long SlotsToExpand(long freeSlots, long totalSlots, long initSlots, GcSettings settings)
    {
        long target = totalSlots == 0 ? initSlots : (long)(GrowthOf(freeSlots, totalSlots, settings) * totalSlots);
        if (settings.GrowthMaxSlots > 0)
            target = Math.Min(target, Saturating.Add(totalSlots, settings.GrowthMaxSlots));
        return Math.Max(1, target - totalSlots);
    }

    /// <summary>Pages the sweep may give back: what lies above the max ratio of free slots, in whole pages.</summary>
    public static long FreeablePages(
        long freeSlots, long totalSlots, long initSlots, in HeapView heap, GcSettings settings)
    {
        long most = Math.Max((long)(totalSlots * settings.FreeSlotsMaxRatio), initSlots);
        return freeSlots > most ? (freeSlots - most) / heap.BaseSlotsPerPage : 0;
    }

    /// <summary>As a number of pages; more than a heap can have means all it can.</summary>
    public static int ToPages(long pages) => (int)Math.Clamp(pages, 0, ObjectRef.PagesMax);

    /// <summary>Old objects above the limit set by the last major, and unprotected ones, ask for the next.</summary>
    public static MajorReasons Pressure(in HeapView heap, long oldLimit, long unprotectedLimit) =>
        (heap.UnprotectedObjects > unprotectedLimit ? MajorReasons.Shady : MajorReasons.None)
        | (heap.OldObjects > oldLimit ? MajorReasons.OldGen : MajorReasons.None);
}
