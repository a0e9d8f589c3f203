namespace Millpond.Lab.Heaps;

/// <summary>One program under one policy, as its heap told it. Immutable.</summary>
/// <param name="Program">ast_cycles_shared or ast_cycles_unshared.</param>
/// <param name="Policy">The policy's name.</param>
/// <param name="Note">What else was set; empty: nothing.</param>
/// <param name="Seconds">The whole run.</param>
/// <param name="CollectionSeconds">Of which collecting.</param>
/// <param name="Minor">Minor collections.</param>
/// <param name="Major">Major collections.</param>
/// <param name="PeakHeapBytes">The most that its pages took.</param>
/// <param name="LiveBytes">Slots in use at the last sweep.</param>
/// <param name="Pools">The pools that were used.</param>
/// <param name="Collections">Every collection.</param>
/// <param name="Steps">Pages of each pool, at each change.</param>
public sealed record StoryRun(
    string Program,
    string Policy,
    string Note,
    double Seconds,
    double CollectionSeconds,
    long Minor,
    long Major,
    long PeakHeapBytes,
    long LiveBytes,
    IReadOnlyList<StoryPool> Pools,
    IReadOnlyList<StoryCollection> Collections,
    IReadOnlyList<StoryStep> Steps)
{
    /// <summary>Policy and note.</summary>
    public string Title => Note.Length == 0 ? Policy : $"{Policy}, {Note}";

    /// <summary>True for the program whose hashes are one.</summary>
    public bool IsShared => Program.EndsWith("_shared", StringComparison.Ordinal);
}

/// <summary>What became of a pool.</summary>
/// <param name="Index">Its number.</param>
/// <param name="SlotBytes">Bytes in a slot.</param>
/// <param name="Pages">Pages at the end.</param>
/// <param name="PeakPages">The most it had.</param>
/// <param name="Slots">Slots at the end.</param>
/// <param name="AllocatedObjects">Objects made in it.</param>
/// <param name="CollectionsAskedFor">Collections that began because it had no free slot.</param>
/// <param name="NearlyEmpty">The first sweep that found nine tenths of it free and after which it did not grow, or null.</param>
public sealed record StoryPool(
    int Index,
    int SlotBytes,
    int Pages,
    int PeakPages,
    long Slots,
    long AllocatedObjects,
    long CollectionsAskedFor,
    StorySweep? NearlyEmpty);

/// <summary>What a sweep found.</summary>
/// <param name="Collection">Which collection swept, 1 the first.</param>
/// <param name="FreeSlots">Slots it left free.</param>
/// <param name="Slots">Slots there were.</param>
/// <param name="FreeSlotsWanted">Free slots below which the pool would have grown.</param>
/// <param name="CollectionsAfter">Collections that followed because this pool had no free slot.</param>
public sealed record StorySweep(
    int Collection, long FreeSlots, long Slots, long FreeSlotsWanted, long CollectionsAfter);

/// <summary>A collection's place in the story.</summary>
/// <param name="Seconds">When it began, since the program did.</param>
/// <param name="IsMajor">Whether it marked everything.</param>
/// <param name="Pool">The pool that had no free slot, -1 for other causes.</param>
public sealed record StoryCollection(double Seconds, bool IsMajor, int Pool);

/// <summary>A pool's pages from a moment on.</summary>
/// <param name="Seconds">When, since the program began.</param>
/// <param name="Pool">The pool.</param>
/// <param name="Pages">Its pages.</param>
public sealed record StoryStep(double Seconds, int Pool, int Pages);

/// <summary>The tree cycles under every policy, and why one of them is slow.</summary>
/// <param name="Trees">Trees built and dropped in each run.</param>
/// <param name="Nodes">Nodes in a tree.</param>
/// <param name="Runs">Every run.</param>
/// <param name="Sentence">Why ruby33 collects so often when the hashes are shared.</param>
public sealed record HeapStoryResult(int Trees, int Nodes, IReadOnlyList<StoryRun> Runs, string Sentence)
{
    /// <summary>The run of a policy without anything else set.</summary>
    public StoryRun Of(string policy, bool shared) =>
        Runs.First(run => run.Policy == policy && run.Note.Length == 0 && run.IsShared == shared);
}
