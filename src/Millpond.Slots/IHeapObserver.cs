using Millpond.Slots.Growth;

namespace Millpond.Slots;

/// <summary>
/// Is told every decision of a heap with what it was made from. Called on the heap's thread, in the middle of its work:
/// an observer must not call the heap. What it costs, the program waits for; what it throws is thrown once that work is
/// done.
/// </summary>
public interface IHeapObserver
{
    /// <summary>A collection begins.</summary>
    void CollectionBegins(in HeapView heap, in CollectionStart start);

    /// <summary>Everything reachable is marked.</summary>
    void Marked(in HeapView heap, in MarkDecision decision);

    /// <summary>A pool is swept, and grew or did not.</summary>
    void PoolSwept(in HeapView heap, in PoolView pool, in PoolDecision decision);

    /// <summary>All pools are swept.</summary>
    void CollectionEnds(in HeapView heap, int pagesGivenBack);

    /// <summary>A pool got a page.</summary>
    void PageAdded(in HeapView heap, in PoolView pool, PageOrigin origin);
}

/// <summary>Why a collection begins.</summary>
/// <param name="Cause">What began it.</param>
/// <param name="Major">Why it marks everything, if it does.</param>
/// <param name="Pool">The pool that had no free slot; -1 for other causes.</param>
/// <param name="IsIncremental">Whether marking is done in steps.</param>
public readonly record struct CollectionStart(CollectionCause Cause, MajorReasons Major, int Pool, bool IsIncremental);

/// <summary>Where a pool's new page came from.</summary>
public enum PageOrigin
{
    /// <summary>Addresses never used before.</summary>
    Fresh,

    /// <summary>An empty page of the heap.</summary>
    Empty,

    /// <summary>A page given back lazily: what the kernel has not taken costs no fault.</summary>
    Warm,
}
