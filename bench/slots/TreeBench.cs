using Millpond.Lab.Heaps.Programs;
using Millpond.Slots.Growth;
using Millpond.Slots.Ruby;

namespace Millpond.Slots.Bench;

/// <summary>
/// The programs ast_cycles_shared and ast_cycles_unshared under Ruby 3.3's, Ruby 3.4.9's and Millpond's policy: ten trees
/// on a fresh heap, then twenty more, which are what a program that runs for longer than a moment sees.
/// </summary>
internal static class TreeBench
{
    private static readonly string[] s_policies = ["ruby33", "ruby349", "millpond"];

    private sealed class Peak : IHeapObserver
    {
        public long Bytes { get; private set; }

        public long Collections { get; private set; }

        public void CollectionBegins(in HeapView heap, in CollectionStart start) => Collections++;

        public void Marked(in HeapView heap, in MarkDecision decision) => See(heap);

        public void PoolSwept(in HeapView heap, in PoolView pool, in PoolDecision decision) => See(heap);

        public void CollectionEnds(in HeapView heap, int pagesGivenBack) => See(heap);

        public void PageAdded(in HeapView heap, in PoolView pool, PageOrigin origin) => See(heap);

        private void See(in HeapView heap) => Bytes = Math.Max(Bytes, heap.HeapBytes);
    }

    internal static bool Run(Report report)
    {
        foreach (string program in (string[])["ast_cycles_shared", "ast_cycles_unshared"]) Compare(report, program);
        return true;
    }

    private static void Compare(Report report, string program)
    {
        HeapProgram body = HeapProgram.Find(program);
        List<double>[] first = [[], [], []], later = [[], [], []];
        var peaks = new Peak[s_policies.Length];
        for (int round = 0; round <= 7; round++)
        {
            for (int i = 0; i < s_policies.Length; i++)
            {
                var peak = peaks[i] = new Peak();
                using RubyHeap ruby = new(RubyRelease.Ruby33, null, peak, GrowthPolicies.ByName(s_policies[i]));
                double cold = Sides.Time(() => body.Run(ruby));
                double warm = Sides.Time(() =>
                {
                    body.Run(ruby);
                    body.Run(ruby);
                });
                if (round == 0) continue;
                first[i].Add(cold);
                later[i].Add(warm / 2);
            }
        }
        for (int i = 0; i < s_policies.Length; i++)
        {
            Report.Note(
                $"{program}, {s_policies[i]}: first ten trees {Sides.Median(first[i]) * 1e3:0.0} ms, later ten "
                + $"{Sides.Median(later[i]) * 1e3:0.0} ms, peak {peaks[i].Bytes / 1048576.0:0.0} MiB, {peaks[i].Collections} collections in 30");
        }
        report.Say("speed to ruby33, first ten trees", Ratio(first, 0), "times");
        report.Say("speed to ruby349, first ten trees", Ratio(first, 1), "times");
        report.AtLeast("speed to ruby33, later", Ratio(later, 0), 2, "times");
        report.AtLeast("speed to ruby349, later", Ratio(later, 1), 1, "times");
        report.AtMost("peak heap to ruby349's", (double)peaks[2].Bytes / peaks[1].Bytes, 1.3, "times");
    }

    // Of the same round each, then the median: what the machine does meanwhile meets both.
    private static double Ratio(List<double>[] seconds, int other) =>
        Sides.Median([.. seconds[other].Zip(seconds[2], (theirs, ours) => theirs / ours)]);
}
