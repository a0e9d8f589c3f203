using System.Globalization;
using Millpond.Slots.Growth;

namespace Millpond.Lab.RbsLoads;

/// <summary>Says which pool made a load collect, and which decision kept it so small. True numbers only.</summary>
internal static class RbsLoadSentence
{
    /// <summary>Collections in a load from which on there is something to explain.</summary>
    private const double FewCollections = 10;

    internal static string? Of(RbsLoadCase one, LoadRecorder recorder, int loads, double minorPerLoad)
    {
        if (minorPerLoad < FewCollections) return null;
        PoolRecord pool = recorder.Pools.MaxBy(each => each.Collections)!;
        if (pool.Sweeps == 0 || pool.Collections == 0) return null;
        PoolVerdict why = pool.Verdicts.MaxBy(each => each.Value).Key;
        FormattableString sentence =
            $"""
            Pool {pool.SlotBytes} has {pool.Slots:N0} slots ({pool.Pages:N0} pages) and began {pool.Collections:N0} of the
            {recorder.Collections:N0} collections in {loads:N0} loads: its objects are short-lived, so a sweep found
            {100.0 * pool.SweptFree / pool.SweptSlots:0} % of its slots free (the last: {pool.LastFree:N0} of
            {pool.LastSlots:N0}; it grows below {pool.LastWanted:N0}), {Decision(why, pool)}; each collection after every
            {(double)pool.Slots * pool.SweptFree / pool.SweptSlots:N0} such objects marks all that is young in the other
            pools, {minorPerLoad:0.#} times a load.
            """;
        return sentence.ToString(CultureInfo.InvariantCulture).ReplaceLineEndings(" ");
    }

    private static string Decision(PoolVerdict why, PoolRecord pool) => string.Create(
        CultureInfo.InvariantCulture,
        $"and {pool.Verdicts[why]:N0} of {pool.Sweeps:N0} times the policy {Words(why)}");

    private static string Words(PoolVerdict why) => why switch
    {
        PoolVerdict.EnoughFree => "decided that enough is free and did not let it grow",
        PoolVerdict.Grew => "let it grow",
        PoolVerdict.AskedForMajor => "asked for a major collection instead of growing it",
        PoolVerdict.NotGrowing => "saw no growth in it and gave it none",
        PoolVerdict.MayStillGrow => "left it to the pages it could still take",
        _ => "put growth off",
    };
}
