namespace Millpond.Lab.Statistics;

/// <summary>
/// The median of ratios taken pair by pair, and an interval that holds the true median with 95 % at least. The interval
/// is the sign test turned round: it lies between the k-th smallest and the k-th largest ratio, k from the binomial
/// distribution. So it assumes nothing about the noise but that pairs are independent, needs no random numbers, and
/// cannot be drawn wide by one outlier.
/// </summary>
/// <param name="Median">The median ratio.</param>
/// <param name="Low">
/// The interval's lower end; null with fewer than six pairs, which cannot show anything at 95 %.
/// </param>
/// <param name="High">The interval's upper end, or null.</param>
/// <param name="Confidence">
/// What the interval really holds with: 0.95 or a little more; null without an interval.
/// </param>
/// <param name="Pairs">The pairs whose ratio exists, i.e. with a baseline above zero.</param>
public sealed record PairedRatio(double Median, double? Low, double? High, double? Confidence, int Pairs)
{
    /// <summary>0.95.</summary>
    public const double WantedConfidence = 0.95;

    /// <summary>The fewest pairs with an interval: (1/2)^5 is above 1 - 0.95, (1/2)^6 · 2 below.</summary>
    public const int FewestPairs = 6;

    /// <summary>What the interval shows.</summary>
    public Verdict Verdict => this switch
    {
        { High: < 1 } => Verdict.Less,
        { Low: > 1 } => Verdict.More,
        _ => Verdict.NotShown,
    };

    /// <summary>
    /// Ratios of <paramref name="values"/> to the baseline of the same index; null if no baseline is above 0.
    /// </summary>
    public static PairedRatio? Of(IReadOnlyList<double> values, IReadOnlyList<double> baselines)
    {
        ArgumentNullException.ThrowIfNull(values);
        ArgumentNullException.ThrowIfNull(baselines);
        if (values.Count != baselines.Count)
            throw new ArgumentException("Pairs need as many values as baselines.", nameof(values));
        double[] ratios =
        [
            .. values.Zip(baselines).Where(pair => pair.Second > 0).Select(pair => pair.First / pair.Second).Order(),
        ];
        return ratios.Length == 0 ? null : OfSorted(ratios);
    }

    private static PairedRatio OfSorted(double[] ratios)
    {
        double median = Medians.Of(ratios);
        (int rank, double confidence) = Ranks(ratios.Length);
        return rank == 0
            ? new(median, null, null, null, ratios.Length)
            : new(median, ratios[rank - 1], ratios[^rank], confidence, ratios.Length);
    }

    /// <summary>The largest k whose interval still holds with the wanted confidence, 0 if none does.</summary>
    internal static (int Rank, double Confidence) Ranks(int pairs)
    {
        (int rank, double confidence) = (0, 0);
        double term = Math.Pow(0.5, pairs);
        double tail = 0;
        for (int below = 0; below < (pairs + 1) / 2; below++)
        {
            tail += term;
            if (1 - 2 * tail < WantedConfidence)
                break;
            (rank, confidence) = (below + 1, 1 - 2 * tail);
            term *= (double)(pairs - below) / (below + 1);
        }
        return (rank, confidence);
    }
}

/// <summary>What an interval of ratios to a baseline shows.</summary>
public enum Verdict
{
    /// <summary>The interval holds 1, or there is none.</summary>
    NotShown,

    /// <summary>All of it is below 1.</summary>
    Less,

    /// <summary>All of it is above 1.</summary>
    More,
}
