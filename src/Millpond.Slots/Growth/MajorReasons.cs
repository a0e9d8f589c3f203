namespace Millpond.Slots.Growth;

/// <summary>Why a collection marks everything; CRuby's names (GC.latest_gc_info[:major_by]).</summary>
[Flags]
public enum MajorReasons
{
    /// <summary>It does not.</summary>
    None = 0,

    /// <summary>Too few free slots after the last collections.</summary>
    NoFree = 1,

    /// <summary>More old objects than twice (by default) those of the last major collection.</summary>
    OldGen = 2,

    /// <summary>Too many unprotected objects that every minor collection must look through.</summary>
    Shady = 4,

    /// <summary>Too many bytes allocated outside slots since the last major collection.</summary>
    OldMalloc = 8,

    /// <summary>It was asked for.</summary>
    Force = 16,
}

/// <summary>What began a collection (GC.latest_gc_info[:gc_by]).</summary>
public enum CollectionCause
{
    /// <summary>An allocation found no free slot.</summary>
    NewObject,

    /// <summary>Bytes allocated outside slots passed their limit.</summary>
    Malloc,

    /// <summary>The program asked (GC.start).</summary>
    Method,

    /// <summary>Every allocation collects (GC.stress).</summary>
    Stress,
}
