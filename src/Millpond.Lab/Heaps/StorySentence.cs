using System.Globalization;

namespace Millpond.Lab.Heaps;

/// <summary>Says in words what the events of the runs say in numbers.</summary>
internal static class StorySentence
{
    /// <summary>
    /// Why the program that shares its hashes collects so often under <paramref name="slow"/>: the pool that asked for
    /// most collections, its size, what passes through it, the sweep that left it as it was, and what followed.
    /// </summary>
    /// <param name="slow">The shared program under the policy in question.</param>
    /// <param name="unshared">The same with hashes of its own.</param>
    /// <param name="cure">The shared program under the policy that grows the pool.</param>
    /// <param name="trees">Trees in a run.</param>
    internal static string Of(StoryRun slow, StoryRun unshared, StoryRun cure, int trees)
    {
        StoryPool pool = slow.Pools.MaxBy(one => one.CollectionsAskedFor)!;
        if (pool.NearlyEmpty is not { } sweep || pool.CollectionsAskedFor == 0)
            return Invariant($"Under {slow.Title} no pool of temporaries was left too small: {slow.Minor} minor and {slow.Major} major collections.");
        StoryPool? own = unshared.Pools.FirstOrDefault(one => one.Index == pool.Index);
        StoryPool? cured = cure.Pools.FirstOrDefault(one => one.Index == pool.Index);
        long temporaries = pool.AllocatedObjects / trees;
        return Invariant($"With shared hashes nothing that lives long is left in pool {pool.SlotBytes}, but {temporaries:N0} temporaries pass through it for every tree: ")
            + Invariant($"{(double)temporaries / pool.Slots:0.0} times its {pool.Slots:N0} slots ({pool.Pages} pages, {Kilobytes(pool):N0} KiB). ")
            + Invariant($"The sweep of collection {sweep.Collection} found it nearly empty, {sweep.FreeSlots:N0} of {sweep.Slots:N0} slots free where {sweep.FreeSlotsWanted:N0} are enough, so {slow.Policy} did not let it grow; ")
            + Invariant($"of the {slow.Minor + slow.Major} collections of {trees} trees, {sweep.CollectionsAfter} followed because this pool was full again, each marking what is young in the whole heap: {Share(slow):0} % of the time. ")
            + Invariant($"With hashes of their own the pool is found full and grows to {own?.PeakPages ?? 0} pages: {unshared.Minor + unshared.Major} collections. ")
            + Invariant($"{cure.Policy} gives the temporaries {cured?.PeakPages ?? 0} pages, since a page is cheaper than the collections it saves: {cure.Minor + cure.Major} collections, {slow.Seconds / cure.Seconds:0.0} times as fast.");
    }

    private static long Kilobytes(StoryPool pool) => pool.Slots * pool.SlotBytes / 1024;

    private static double Share(StoryRun run) => 100 * run.CollectionSeconds / run.Seconds;

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
