using System.Collections.Immutable;
using System.Diagnostics;

namespace Millpond.Rbs.Benchmarks;

/// <summary>What a piece of work costs, again and again in one warm process.</summary>
public static class Benchmark
{
    private const int FewestIterations = 3;

    /// <summary>Measures on the calling thread, for about <paramref name="time"/> and at least three iterations, after
    /// two that are not timed. Blocks until then; nothing else should run in the process.</summary>
    /// <param name="name">What the result is called.</param>
    /// <param name="source">What an iteration reads, for bytes per second.</param>
    /// <param name="iterate">One iteration; what it returns is what it keeps.</param>
    /// <param name="time">How long to measure.</param>
    public static BenchmarkResult Measure(string name, SourceSize source, Func<object> iterate, TimeSpan time)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(iterate);
        long retainedBytes = RetainedBytes(iterate);
        long before = GC.GetTotalAllocatedBytes(precise: true);
        GC.KeepAlive(iterate());
        long allocatedBytes = GC.GetTotalAllocatedBytes(precise: true) - before;
        List<double> seconds = [];
        long start = Stopwatch.GetTimestamp();
        TimeSpan processorStart = Environment.CpuUsage.TotalTime;
        while (seconds.Count < FewestIterations || Stopwatch.GetElapsedTime(start) < time)
        {
            long iterationStart = Stopwatch.GetTimestamp();
            GC.KeepAlive(iterate());
            seconds.Add(Stopwatch.GetElapsedTime(iterationStart).TotalSeconds);
        }
        return new()
        {
            Name = name,
            Source = source,
            Seconds = [.. seconds],
            ProcessorSeconds = (Environment.CpuUsage.TotalTime - processorStart).TotalSeconds / seconds.Count,
            AllocatedBytes = allocatedBytes,
            RetainedBytes = retainedBytes,
        };
    }

    // Of the very first iteration, as names and what else the process keeps for good belong to it.
    private static long RetainedBytes(Func<object> iterate)
    {
        long before = GC.GetTotalMemory(forceFullCollection: true);
        object kept = iterate();
        long retainedBytes = GC.GetTotalMemory(forceFullCollection: true) - before;
        GC.KeepAlive(kept);
        return retainedBytes;
    }
}

/// <summary>How much source an iteration reads.</summary>
/// <param name="Files">Files.</param>
/// <param name="Bytes">Bytes of all together.</param>
public readonly record struct SourceSize(int Files, long Bytes);

/// <summary>What <see cref="Benchmark.Measure"/> saw.</summary>
public sealed record BenchmarkResult
{
    /// <summary>What was measured.</summary>
    public required string Name { get; init; }

    /// <summary>What each iteration read.</summary>
    public required SourceSize Source { get; init; }

    /// <summary>Each iteration's time, in order.</summary>
    public required ImmutableArray<double> Seconds { get; init; }

    /// <summary>Processor time of an iteration, all threads together: what a busy machine changes least.</summary>
    public required double ProcessorSeconds { get; init; }

    /// <summary>Allocated by one iteration, on all threads.</summary>
    public required long AllocatedBytes { get; init; }

    /// <summary>What was reachable more after the process's first iteration than before: names and tables, which the
    /// process keeps for good, included where they were not known before.</summary>
    public required long RetainedBytes { get; init; }

    /// <summary>The middle one of <see cref="Seconds"/>.</summary>
    public double MedianSeconds => Seconds.Sort()[Seconds.Length / 2];

    /// <summary>Mean of each iteration's rate, as benchmark-ips counts.</summary>
    public double IterationsPerSecond => Seconds.Average(each => 1 / each);

    /// <summary>The rates' standard deviation, in percent of their mean.</summary>
    public double DeviationPercent
    {
        get
        {
            double mean = IterationsPerSecond;
            return 100 * Math.Sqrt(Seconds.Average(each => Math.Pow((1 / each) - mean, 2))) / mean;
        }
    }

    /// <summary>Source in 10⁶ bytes per second, by the median.</summary>
    public double MegabytesPerSecond => Source.Bytes / MedianSeconds / 1e6;
}
