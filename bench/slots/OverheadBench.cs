using Millpond.Slots.Growth;

namespace Millpond.Slots.Bench;

/// <summary>What the heap keeps beside the slots, as a share of its pages, and what the kernel says of both.</summary>
internal static class OverheadBench
{
    internal static bool Run(Report report)
    {
        using var heap = new SlotHeap<PlainObjects>(new() { Policy = new MillpondPolicy() });
        MarkBench.Tree(heap, MarkBench.Count);
        heap.Collect();
        GcStat stat = heap.Stat();
        double pages = stat.EdenPages * (double)heap.Layout.PageBytes;
        report.AtMost("tables beside the pages", 100 * heap.TableBytes / pages, 2, "%");
        report.Say("page ends and headers without a slot", 100 * (1 - (stat.AvailableSlots * 40.0 / pages)), "%");
        return true;
    }
}
