namespace Millpond.Lab.Heaps;

/// <summary>How many of the rows keep a tolerance, and how many must.</summary>
/// <param name="What">The tolerance in words.</param>
/// <param name="Kept">Rows that keep it.</param>
/// <param name="Rows">All rows.</param>
/// <param name="RequiredShare">The share that must.</param>
public sealed record ConformShare(string What, int Kept, int Rows, double RequiredShare)
{
    /// <summary>Whether enough rows keep it.</summary>
    public bool IsMet => Kept >= RequiredShare * Rows;
}

/// <summary>Rows of real Ruby beside Millpond's, and what they are worth together. Immutable.</summary>
/// <param name="Rows">Row by row.</param>
/// <param name="Shares">The tolerances.</param>
public sealed record ConformResult(IReadOnlyList<ConformRow> Rows, IReadOnlyList<ConformShare> Shares)
{
    /// <summary>Whether every share is met.</summary>
    public bool IsMet => Shares.All(share => share.IsMet);

    /// <summary>Counts the rows.</summary>
    public static ConformResult Of(IReadOnlyList<ConformRow> rows) => new(
        rows,
        [
            new("minor and major collections within max(1, 2 %)", rows.Count(row => row.IsClose), rows.Count, 0.9),
            new("minor and major collections within max(2, 10 %)", rows.Count(row => row.IsNear), rows.Count, 1),
            new("eden pages of every pool within max(2, 5 %)", rows.Count(row => row.ArePagesClose), rows.Count, 0.9),
        ]);
}
