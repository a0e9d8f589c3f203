using System.Collections.Immutable;
using System.Diagnostics;
using Millpond.Lab.Statistics;
using Millpond.Rbs.Parsing;
using Millpond.Slots;
using Millpond.Slots.Ruby;

namespace Millpond.Lab.RbsLoads;

/// <summary>Runs one case: a process that has the gem loaded, some loads to begin with, and those that are counted.</summary>
internal static class RbsLoadRunner
{
    /// <summary>Loads that are run and not counted: a benchmark's own warm-up.</summary>
    private const int FirstLoads = 1;

    /// <summary>Objects that a Ruby with the rbs gem holds before it loads anything (35,500 on Ruby 3.3 with rbs 3.9).</summary>
    private const int BootObjects = 35_500;

    internal static RbsLoadResult Run(RbsLoadCase one, ImmutableArray<SignatureFile> files, int loads)
    {
        LoadRecorder recorder = new(one.Release.Layout.PoolCount);
        using RubyHeap ruby = new(one.Release, one.Settings, recorder, one.OwnPolicy);
        Boot(ruby);
        RbsWorkload workload = new(ruby, one.Sharing, files);
        for (int i = 0; i < FirstLoads; i++) workload.Load();
        if (one.Remedy == RbsLoadCase.WarmUp) WarmUp(ruby, workload);
        recorder.Restart();
        GcStat before = ruby.Heap.Stat();
        List<double> rates = [];
        for (int i = 0; i < loads; i++)
        {
            long began = Stopwatch.GetTimestamp();
            workload.Load();
            rates.Add(1 / Stopwatch.GetElapsedTime(began).TotalSeconds);
        }
        return Result(one, ruby, workload, recorder, before, rates);
    }

    private static RbsLoadResult Result(
        RbsLoadCase one, RubyHeap ruby, RbsWorkload workload, LoadRecorder recorder, GcStat before, List<double> rates)
    {
        GcStat after = ruby.Heap.Stat();
        int loads = rates.Count;
        int[] pages = [.. Enumerable.Range(0, ruby.Heap.Layout.PoolCount).Select(i => (int)ruby.Heap.StatOf(i).EdenPages)];
        double minor = (double)(after.MinorCollections - before.MinorCollections) / loads;
        double allocated = (double)(after.AllocatedObjects - before.AllocatedObjects) / loads;
        string? sentence = RbsLoadSentence.Of(one, recorder, loads, minor);
        IReadOnlyList<CollectionPoint> points = recorder.Points.ToArray();
        for (int i = 0; i < 3; i++) ruby.Heap.Collect();
        return new()
        {
            Case = one,
            LoadsPerSecond = Spread.Of(rates),
            MinorPerLoad = minor,
            MajorPerLoad = (double)(after.MajorCollections - before.MajorCollections) / loads,
            AllocatedPerLoad = allocated,
            Pages = pages,
            HeapBytes = (long)pages.Sum() * ruby.Heap.Layout.PageBytes,
            Retained = workload.CountRetained(),
            Sentence = sentence,
            Points = points,
        };
    }

    // Process.warmup: everything alive becomes old, and nothing dead is left.
    private static void WarmUp(RubyHeap ruby, RbsWorkload workload)
    {
        for (int i = 0; i < 3; i++) workload.Load();
        for (int i = 0; i < 3; i++) ruby.Heap.Collect();
    }

    private static void Boot(RubyHeap ruby)
    {
        ruby.Locals[0] = ruby.NewArray(0);
        for (int i = 0; i < BootObjects; i++)
        {
            // Pools as in the gem's process: 4 in 5 small, then 80 bytes, then 160.
            ObjectRef made = (i % 20) switch { < 16 => ruby.NewObject(2), < 19 => ruby.NewObject(6), _ => ruby.NewClass() };
            ruby.Push(ruby.Locals[0], made);
        }
        for (int i = 0; i < 3; i++) ruby.Heap.Collect();
    }
}
