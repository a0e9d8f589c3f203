using Millpond.Slots.Growth;
using Millpond.Slots.Recorded;

namespace Millpond.Slots.Bench;

/// <summary>The same loads with 1, 10 and 100 times the live data: what one object costs must stay within 1.5 times.</summary>
internal static class ScalingBench
{
    private static readonly int[] s_scales = [1, 10, 100];

    internal static bool Run(Report report)
    {
        Flat(report, "mark a tree of 50,000 to 5,000,000", scale => Mark(50_000 * scale));
        Flat(report, "allocate 10,000,000 beside 20,000 to 2,000,000 live", scale => Allocate(20_000 * scale));
        Flat(report, "replay with 20,000 to 2,000,000 live", scale => Replay(20_000 * scale));
        return true;
    }

    private static void Flat(Report report, string load, Func<int, double> secondsAnObject)
    {
        double[] seconds = Sides.Seconds(3, [.. s_scales.Select(scale => (Func<double>)(() => secondsAnObject(scale)))]);
        Report.Note($"{load}: {string.Join(", ", seconds.Select(each => $"{each * 1e9:0.0} ns"))}");
        report.AtMost(load, seconds.Max() / seconds[0], 1.5, "times");
    }

    private static double Mark(int count)
    {
        using var heap = new SlotHeap<PlainObjects>(new() { Policy = new MillpondPolicy() });
        MarkBench.Tree(heap, count);
        heap.Collect();
        int times = Math.Max(1, 5_000_000 / count / 2);
        return Sides.Time(() =>
        {
            for (int i = 0; i < times; i++) heap.Collect();
        }) / ((double)count * times);
    }

    private static double Allocate(int live)
    {
        const int count = 10_000_000;
        using var heap = new SlotHeap<PlainObjects>(new() { Policy = new MillpondPolicy() });
        MarkBench.Tree(heap, live);
        double seconds = 0;
        // The first time brings the pages; that is a cost of growing, not of allocating.
        for (int round = 0; round < 2; round++)
        {
            seconds = Sides.Time(() =>
            {
                for (int i = 0; i < count; i++) heap.Allocate(40);
            });
        }
        return seconds / count;
    }

    private static double Replay(int live)
    {
        RecordedEvent[] events = ReplayBench.Make(live, 4_000_000, seed: 1);
        using var life = new RecordedLife(new() { Policy = new MillpondPolicy() });
        life.Play(events);
        // All are alive again: what came after the beginning can be played once more.
        return Sides.Time(() => life.Play(events.AsSpan(live))) / (events.Length - live);
    }
}
