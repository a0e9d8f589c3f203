using System.Diagnostics.Metrics;
using Millpond.Slots.Growth;

namespace Millpond.Slots;

/// <summary>
/// Metrics of a heap for .NET's own tools (<c>dotnet-counters monitor --counters Millpond.Slots</c>, OpenTelemetry):
/// give it to the heap as its observer. The instruments may be read on any thread; they say what held at the last
/// collection. Costs a few additions a collection, and nothing while nobody listens.
/// </summary>
public sealed class HeapMeter : IHeapObserver, IDisposable
{
    /// <summary>The name of the meter.</summary>
    public const string MeterName = "Millpond.Slots";

    private static readonly KeyValuePair<string, object?> s_minor = new("gc.heap.generation", "minor");
    private static readonly KeyValuePair<string, object?> s_major = new("gc.heap.generation", "major");

    private readonly Meter _meter = new(MeterName);
    private readonly IHeapObserver? _next;
    private readonly Counter<long> _collections, _pagesAdded, _pagesGivenBack, _majorsAsked;
    private readonly Histogram<double> _seconds;
    private Snapshot _last = new(default);

    /// <summary>Instruments that nobody listens to yet.</summary>
    /// <param name="next">Another observer to tell the same.</param>
    public HeapMeter(IHeapObserver? next = null)
    {
        _next = next;
        _collections = _meter.CreateCounter<long>("millpond.slots.collections", "{collection}", "Collections begun.");
        _pagesAdded = _meter.CreateCounter<long>("millpond.slots.pages.added", "{page}", "Pages given to pools.");
        _pagesGivenBack = _meter.CreateCounter<long>(
            "millpond.slots.pages.given_back", "{page}", "Empty pages given back lazily.");
        _majorsAsked = _meter.CreateCounter<long>(
            "millpond.slots.majors.asked", "{pool}", "Pools short of slots that asked for a major collection.");
        _seconds = _meter.CreateHistogram<double>(
            "millpond.slots.collection.duration", "s", "Marking and sweeping of a collection.");
        Gauge("eden_pages", "{page}", "Pages in use.", view => view.EdenPages);
        Gauge("empty_pages", "{page}", "Pages without an object.", view => view.EmptyPages);
        Gauge("total_slots", "{slot}", "Slots of all pages in use.", view => view.TotalSlots);
        Gauge("marked_slots", "{slot}", "Slots the last marking reached.", view => view.MarkedSlots);
        Gauge("old_objects", "{object}", "Old objects.", view => view.OldObjects);
        Gauge("heap_bytes", "By", "Bytes of all pages.", view => view.HeapBytes);
    }

    /// <inheritdoc/>
    public void CollectionBegins(in HeapView heap, in CollectionStart start)
    {
        _collections.Add(
            1, start.Major == MajorReasons.None ? s_minor : s_major, new("gc.cause", start.Cause.ToString()));
        _next?.CollectionBegins(heap, start);
    }

    /// <inheritdoc/>
    public void Marked(in HeapView heap, in MarkDecision decision) => _next?.Marked(heap, decision);

    /// <inheritdoc/>
    public void PoolSwept(in HeapView heap, in PoolView pool, in PoolDecision decision)
    {
        if (decision.NeedMajor) _majorsAsked.Add(1, new KeyValuePair<string, object?>("slot.size", pool.SlotBytes));
        _next?.PoolSwept(heap, pool, decision);
    }

    /// <inheritdoc/>
    public void CollectionEnds(in HeapView heap, int pagesGivenBack)
    {
        Volatile.Write(ref _last, new(heap));
        _seconds.Record(heap.CollectionSeconds, heap.IsMajor ? s_major : s_minor);
        if (pagesGivenBack > 0) _pagesGivenBack.Add(pagesGivenBack);
        _next?.CollectionEnds(heap, pagesGivenBack);
    }

    /// <inheritdoc/>
    public void PageAdded(in HeapView heap, in PoolView pool, PageOrigin origin)
    {
        _pagesAdded.Add(1, new("slot.size", pool.SlotBytes), new("page.origin", origin.ToString()));
        _next?.PageAdded(heap, pool, origin);
    }

    /// <inheritdoc/>
    public void Dispose() => _meter.Dispose();

    private void Gauge(string name, string unit, string description, Func<HeapView, long> read) =>
        _meter.CreateObservableGauge(
            "millpond.slots." + name, () => read(Volatile.Read(ref _last).View), unit, description);

    private sealed record Snapshot(HeapView View);
}
