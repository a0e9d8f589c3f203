using Millpond.Lab.Ruby;
using Millpond.Slots;

namespace Millpond.Lab.Heaps;

/// <summary>One number of real Ruby's and the same of Millpond's.</summary>
/// <param name="Name">What is counted.</param>
/// <param name="Real">Ruby's.</param>
/// <param name="Ours">Millpond's.</param>
public readonly record struct Pair(string Name, long Real, long Ours)
{
    /// <summary>How far apart they are.</summary>
    public long Error => Math.Abs(Ours - Real);

    /// <summary>Whether they differ by at most <paramref name="least"/> or <paramref name="share"/> of Ruby's.</summary>
    public bool IsWithin(double least, double share) => Error <= Math.Max(least, share * Real);
}

/// <summary>What became of one program on real Ruby and on Millpond's heap. Immutable.</summary>
/// <param name="Program">The program.</param>
/// <param name="Ruby">The Ruby's version.</param>
/// <param name="Platform">Its platform.</param>
/// <param name="Settings">Its RUBY_GC_* settings.</param>
/// <param name="Minor">Minor collections during the program.</param>
/// <param name="Major">Major collections during the program.</param>
/// <param name="EdenPages">Eden pages at its end, pool by pool.</param>
/// <param name="EdenSlots">Their slots.</param>
public sealed record ConformRow(
    string Program,
    string Ruby,
    string Platform,
    IReadOnlyDictionary<string, string> Settings,
    Pair Minor,
    Pair Major,
    IReadOnlyList<Pair> EdenPages,
    IReadOnlyList<Pair> EdenSlots)
{
    /// <summary>Minor and major counts within max(1, 2 %).</summary>
    public bool IsClose => Minor.IsWithin(1, 0.02) && Major.IsWithin(1, 0.02);

    /// <summary>Minor and major counts within max(2, 10 %).</summary>
    public bool IsNear => Minor.IsWithin(2, 0.10) && Major.IsWithin(2, 0.10);

    /// <summary>Eden pages of every pool within max(2, 5 %).</summary>
    public bool ArePagesClose => EdenPages.All(pair => pair.IsWithin(2, 0.05));

    internal static ConformRow Of(LiveRow row, SlotHeap heap)
    {
        CollectorState before = row.Before, after = row.After;
        HeapStat[] pools = [.. Enumerable.Range(0, heap.Layout.PoolCount).Select(heap.StatOf)];
        GcStat stat = heap.Stat();
        return new(
            row.Program,
            row.Ruby,
            row.Platform,
            row.Settings,
            new("minor", row.MinorCollections, stat.MinorCollections - before.Stat["minor_gc_count"]),
            new("major", row.MajorCollections, stat.MajorCollections - before.Stat["major_gc_count"]),
            [.. pools.Select((pool, i) => new Pair(
                $"pages {pool.SlotBytes}",
                after.Heaps is [] ? after.Stat["heap_eden_pages"] : after.Heaps[i]["heap_eden_pages"],
                pool.EdenPages))],
            [.. pools.Select((pool, i) => new Pair(
                $"slots {pool.SlotBytes}",
                after.Heaps is [] ? after.Stat["heap_available_slots"] : after.Heaps[i]["heap_eden_slots"],
                pool.EdenSlots))]);
    }
}
