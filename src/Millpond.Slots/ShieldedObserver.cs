using Millpond.Slots.Growth;

namespace Millpond.Slots;

/// <summary>An observer that cannot break off the heap's work: what it throws is kept until the work is done.</summary>
internal sealed class ShieldedObserver(IHeapObserver observer, Action<Exception> fail) : IHeapObserver
{
    public void CollectionBegins(in HeapView heap, in CollectionStart start)
    {
        try { observer.CollectionBegins(heap, start); }
        catch (Exception failure) { fail(failure); }
    }

    public void Marked(in HeapView heap, in MarkDecision decision)
    {
        try { observer.Marked(heap, decision); }
        catch (Exception failure) { fail(failure); }
    }

    public void PoolSwept(in HeapView heap, in PoolView pool, in PoolDecision decision)
    {
        try { observer.PoolSwept(heap, pool, decision); }
        catch (Exception failure) { fail(failure); }
    }

    public void CollectionEnds(in HeapView heap, int pagesGivenBack)
    {
        try { observer.CollectionEnds(heap, pagesGivenBack); }
        catch (Exception failure) { fail(failure); }
    }

    public void PageAdded(in HeapView heap, in PoolView pool, PageOrigin origin)
    {
        try { observer.PageAdded(heap, pool, origin); }
        catch (Exception failure) { fail(failure); }
    }
}
