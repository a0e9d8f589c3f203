using System.Runtime.InteropServices;
using Millpond.Pages;

namespace Millpond.Blocks;

/// <summary>Measures <see cref="MachineCosts"/> on the machine it runs on.</summary>
internal static unsafe class Calibration
{
    // One huge page: enough for small pages (512 faults), and all there is to know of a huge one. About 2 ms in all.
    private const long TrialBytes = 2L << 20;
    private const double TrialMebibytes = TrialBytes / (double)(1 << 20);
    private const int Rounds = 3;

    // Outside these a trial was disturbed (microseconds per MiB).
    private const double CostMin = 0.5;
    private const double CostMax = 50_000;

    /// <summary>Null when memory for the trial is refused, or an advice: the costs of a call that did nothing mislead.</summary>
    internal static MachineCosts? Measure(IPageSource source, TimeProvider time)
    {
        var start = source.Reserve((nuint)TrialBytes, (nuint)TrialBytes);
        if (start is null) return null;
        var costs = source.Commit(start, (nuint)TrialBytes) ? MeasureAt(source, time, start) : null;
        _ = source.Release(start, (nuint)TrialBytes);
        return costs;
    }

    private static MachineCosts? MeasureAt(IPageSource source, TimeProvider time, byte* start)
    {
        if (source.GivesHugeUnasked) _ = source.Advise(start, (nuint)TrialBytes, Advice.Small);
        if (Trial(source, time, start) is not { } small) return null;
        var huge = small;
        if (source.HugePageBytes != 0 && source.Advise(start, (nuint)TrialBytes, Advice.DiscardNow)
            && source.Advise(start, (nuint)TrialBytes, Advice.Huge))
        {
            huge = Trial(source, time, start) ?? small;
        }

        return new MachineCosts(small.Warm, huge.Warm, small.Cold, huge.Cold);
    }

    // Least of some rounds: noise only ever adds.
    private static (double Warm, double Cold)? Trial(IPageSource source, TimeProvider time, byte* start)
    {
        Write(start);
        Invariant.Assert(start is not null);
        var (hot, warm, cold) = (double.MaxValue, double.MaxValue, double.MaxValue);
        for (var round = 0; round < Rounds; round++)
        {
            hot = Math.Min(hot, Microseconds(source, time, start, null));
            warm = Math.Min(warm, Microseconds(source, time, start, Advice.FreeLazily));
            cold = Math.Min(cold, Microseconds(source, time, start, Advice.DiscardNow));
        }

        return double.IsNaN(hot + warm + cold) ? null : (PerMebibyte(warm - hot), PerMebibyte(cold - hot));
    }

    // NaN, which no later round mends, where the advice is refused.
    private static double Microseconds(IPageSource source, TimeProvider time, byte* start, Advice? advice)
    {
        var begin = time.GetTimestamp();
        if (advice is { } given && !source.Advise(start, (nuint)TrialBytes, given)) return double.NaN;
        Write(start);
        return (time.GetTimestamp() - begin) * 1e6 / time.TimestampFrequency;
    }

    // Sound: start is a committed mapping of TrialBytes that only this trial knows.
    private static void Write(byte* start) => NativeMemory.Fill(start, (nuint)TrialBytes, 1);

    private static double PerMebibyte(double microseconds) =>
        Math.Clamp(microseconds / TrialMebibytes, CostMin, CostMax);
}
