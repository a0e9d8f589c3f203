using System.Runtime.CompilerServices;
using Millpond.Lab.Ruby;
using Millpond.Slots.Growth;

namespace Millpond.Slots.Bench;

/// <summary>Objects of 40 bytes that nothing keeps, beside Ruby's Object.new and .NET's new of the same size.</summary>
internal static class AllocateBench
{
    private const int Count = 20_000_000, RubyCount = 5_000_000, Rounds = 5;

    private const string Script = """
        def loop_only(n) = (i = 0; i += 1 while i < n)
        def make(n) = (i = 0; (Object.new; i += 1) while i < n)
        cpu = -> { Process.clock_gettime(Process::CLOCK_PROCESS_CPUTIME_ID) }
        took = ->(name) { t = cpu.(); send(name, 5_000_000); cpu.() - t }
        2.times { took.(:make); took.(:loop_only) }
        puts "=> #{5.times.map { took.(:make) - took.(:loop_only) }.sort[2]}"
        """;

    // 16 bytes of header and three words: 40 bytes.
    private sealed class Forty
    {
        public long A, B, C;
    }

    private static Forty? s_sink;

    internal static bool Run(Report report)
    {
        using var heap = new SlotHeap<PlainObjects>(new() { Policy = new MillpondPolicy() });
        LiveRuby? ruby = Sides.Ruby33();
        List<double> real = [];
        double[] seconds = Sides.Seconds(
            Rounds,
            () => Sides.Time(() => Slots(heap)),
            () => Sides.Time(DotNet),
            () =>
            {
                if (ruby is not null && real.Count < 3) real.Add(Sides.Ask(ruby, Script) / RubyCount);
                return 0;
            });
        double ours = seconds[0] / Count, dotNet = seconds[1] / Count;
        report.Say("Slots", ours * 1e9, "ns");
        report.Say(".NET new", dotNet * 1e9, "ns");
        report.AtLeast("Slots' speed to .NET's", dotNet / ours, 0.5, "times");
        if (real.Count == 0) return false;
        double theirs = Sides.Median(real);
        report.Say($"Ruby {ruby!.Version} Object.new less its empty loop", theirs * 1e9, "ns");
        report.AtLeast("Slots' speed to Ruby's", theirs / ours, 5, "times");
        return true;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Slots(SlotHeap heap)
    {
        for (int i = 0; i < Count; i++) heap.Allocate(40);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void DotNet()
    {
        for (int i = 0; i < Count; i++) s_sink = new Forty { A = i, B = i, C = i };
        s_sink = null;
    }
}
