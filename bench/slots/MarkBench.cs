using Millpond.Lab.Ruby;
using Millpond.Slots.Growth;

namespace Millpond.Slots.Bench;

/// <summary>A full collection of five million live objects, beside Ruby's GC.start: a binary tree of objects with two
/// references, made in the order of its nodes.</summary>
internal static class MarkBench
{
    internal const int Count = 5_000_000;

    private const string Script = """
        class Node
          def initialize = (@a = nil; @b = nil)
          def a=(x); @a = x; end
          def b=(x); @b = x; end
        end
        n = 5_000_000
        queue = Array.new(n)
        i = 0
        while i < n
          queue[i] = Node.new
          if i > 0
            parent = queue[(i - 1) / 2]
            i.odd? ? parent.a = queue[i] : parent.b = queue[i]
          end
          i += 1
        end
        $root = queue[0]
        queue = nil
        GC.start; GC.start
        cpu = -> { Process.clock_gettime(Process::CLOCK_PROCESS_CPUTIME_ID) }
        live = GC.stat(:heap_live_slots)
        puts "=> #{5.times.map { t = cpu.(); GC.start(full_mark: true, immediate_mark: true, immediate_sweep: true); cpu.() - t }.sort[2] / live}"
        """;

    internal static bool Run(Report report)
    {
        using var heap = new SlotHeap<PlainObjects>(new() { Policy = new MillpondPolicy() });
        Tree(heap, Count);
        LiveRuby? ruby = Sides.Ruby33();
        List<double> real = [];
        double[] seconds = Sides.Seconds(
            5,
            () => Sides.Time(() => heap.Collect()),
            () =>
            {
                if (ruby is not null && real.Count < 2) real.Add(Sides.Ask(ruby, Script));
                return 0;
            });
        double ours = seconds[0] / Count;
        report.Say("Slots, per live object", ours * 1e9, "ns");
        if (real.Count == 0) return false;
        double theirs = Sides.Median(real);
        report.Say($"Ruby {ruby!.Version}, per live object", theirs * 1e9, "ns");
        report.AtLeast("Slots' speed to Ruby's", theirs / ours, 1.5, "times");
        return true;
    }

    /// <summary>A binary tree, kept by a root.</summary>
    internal static RootHandle Tree(SlotHeap heap, int count)
    {
        RootHandle keep = heap.Root(PlainObjects.NewTable(heap, count));
        for (int i = 0; i < count; i++)
        {
            ObjectRef node = PlainObjects.New(heap, 2, 40);
            PlainObjects.Set(heap, heap[keep], i, node);
            if (i > 0) PlainObjects.Set(heap, PlainObjects.Get(heap, heap[keep], (i - 1) / 2), (i - 1) & 1, node);
        }
        heap[keep] = PlainObjects.Get(heap, heap[keep], 0);
        return keep;
    }
}
