namespace Millpond.Lab.Statistics;

/// <summary>One measure over several runs. The deviation is the median absolute deviation, not scaled.</summary>
public sealed record Spread(double Median, double Minimum, double Maximum, double Deviation)
{
    /// <summary>The deviation in percent of the median; 0 where the median is 0.</summary>
    public double DeviationPercent => Median == 0 ? 0 : 100 * Deviation / Math.Abs(Median);

    /// <summary>The spread of <paramref name="values"/>, at least one.</summary>
    public static Spread Of(IReadOnlyCollection<double> values)
    {
        double median = Medians.Of(values);
        double[] distances = [.. values.Select(value => Math.Abs(value - median))];
        return new(median, values.Min(), values.Max(), Medians.Of(distances));
    }
}

internal static class Medians
{
    /// <summary>The middle value, or the mean of the two in the middle.</summary>
    internal static double Of(IReadOnlyCollection<double> values)
    {
        if (values.Count == 0)
            throw new ArgumentException("A median needs at least one value.", nameof(values));
        double[] sorted = [.. values.Order()];
        int half = sorted.Length / 2;
        return sorted.Length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }
}
