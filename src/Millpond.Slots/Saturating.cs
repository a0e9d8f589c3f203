namespace Millpond.Slots;

/// <summary>Sums that stop at the largest number instead of turning negative.</summary>
internal static class Saturating
{
    /// <param name="left">0 or more.</param>
    /// <param name="right">0 or more.</param>
    public static long Add(long left, long right)
    {
        Invariant.Assert(left >= 0 && right >= 0);
        return left > long.MaxValue - right ? long.MaxValue : left + right;
    }
}
