using Millpond.Slots.Growth;
using Millpond.Slots.Ruby;

namespace Millpond.Slots;

/// <summary>What a heap is doing.</summary>
public enum CollectionPhase
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>It marks, in steps between allocations.</summary>
    Marking,

    /// <summary>It sweeps, page by page as they are needed.</summary>
    Sweeping,
}

/// <summary>The current or last collection, with the meanings of Ruby's GC.latest_gc_info.</summary>
public sealed record GcInfo
{
    /// <summary>Why it marks everything, if it does.</summary>
    public required MajorReasons MajorBy { get; init; }

    /// <summary>Why the next one will.</summary>
    public required MajorReasons NeedMajorBy { get; init; }

    /// <summary>What began it.</summary>
    public required CollectionCause Cause { get; init; }

    /// <summary>Whether it swept to the end at once.</summary>
    public required bool ImmediateSweep { get; init; }

    /// <summary>Whether dead objects wait for their finalizer.</summary>
    public required bool HasFinalizer { get; init; }

    /// <summary>How far it is.</summary>
    public required CollectionPhase State { get; init; }

    /// <summary>Weak references that it found.</summary>
    public required long WeakReferences { get; init; }

    /// <summary>Those whose target was alive.</summary>
    public required long RetainedWeakReferences { get; init; }

    /// <summary>The keys of a release's GC.latest_gc_info in its order, values as Ruby prints them; null is nil.</summary>
    public IReadOnlyList<KeyValuePair<string, string?>> ToRuby(RubyRelease release)
    {
        int minor = Guard.NotNull(release).Minor;
        var table = new List<KeyValuePair<string, string?>>(8) { new("major_by", Name(MajorBy)) };
        if (minor >= 32) table.Add(new("need_major_by", Name(NeedMajorBy)));
        table.Add(new("gc_by", NameOfCause()));
        table.Add(new("have_finalizer", HasFinalizer ? "true" : "false"));
        table.Add(new("immediate_sweep", ImmediateSweep ? "true" : "false"));
        table.Add(new("state", State switch
        {
            CollectionPhase.Marking => "marking",
            CollectionPhase.Sweeping => "sweeping",
            _ => "none",
        }));
        if (minor < 33) return table;
        table.Add(new("weak_references_count", WeakReferences.ToString()));
        table.Add(new("retained_weak_references_count", RetainedWeakReferences.ToString()));
        return table;
    }

    private string NameOfCause() => Cause switch
    {
        CollectionCause.NewObject => "newobj",
        CollectionCause.Malloc => "malloc",
        CollectionCause.Stress => "stress",
        _ => "method",
    };

    // Of several reasons Ruby names the first in this order (gc_info_decode).
    private static string? Name(MajorReasons reasons)
    {
        if ((reasons & MajorReasons.NoFree) != 0) return "nofree";
        if ((reasons & MajorReasons.OldGen) != 0) return "oldgen";
        if ((reasons & MajorReasons.Shady) != 0) return "shady";
        if ((reasons & MajorReasons.Force) != 0) return "force";
        return (reasons & MajorReasons.OldMalloc) != 0 ? "oldmalloc" : null;
    }
}
