namespace Millpond.Slots.Recorded;

/// <summary>
/// Plays a recorded life into a heap: the same allocations, collections and growth as if the program ran, with liveness
/// taken from the record instead of from references. The heap marks 64 slots at a time, so an event costs some
/// nanoseconds whatever the record holds. Not thread-safe.
/// </summary>
/// <example><code>
/// using var life = new RecordedLife(new() { Policy = new MillpondPolicy() });
/// life.Play([RecordedEvent.Allocation(0, 160), RecordedEvent.Death(0)]);
/// </code></example>
public sealed class RecordedLife : IDisposable
{
    private uint[] _places = new uint[1024];

    /// <param name="options">How to make the heap; null: CRuby 3.4's.</param>
    public RecordedLife(SlotHeapOptions? options = null)
    {
        Heap = new(options);
        Heap.TakeLivenessFromRecord();
    }

    /// <summary>The heap.</summary>
    public SlotHeap<LivenessModel> Heap { get; }

    /// <summary>Objects that the record has alive.</summary>
    public long LiveObjects { get; private set; }

    /// <summary>Plays the next events of the record.</summary>
    /// <exception cref="InvalidDataException">An object dies that is not alive, or is made where one is; what came before
    /// was played.</exception>
    /// <exception cref="InsufficientMemoryException">The kernel or the policy gives no memory.</exception>
    public void Play(ReadOnlySpan<RecordedEvent> events)
    {
        for (int i = 0; i < events.Length; i++)
        {
            RecordedEvent each = events[i];
            switch (each.Kind)
            {
                case RecordedKind.Allocation:
                    Make(each);
                    break;
                case RecordedKind.Death:
                    Bury(each.Id);
                    break;
                case RecordedKind.Malloc:
                    Heap.MallocIncreased(each.Bytes);
                    break;
                default:
                    throw new InvalidDataException($"event {i} is of no known kind: record again");
            }
        }
    }

    /// <summary>Where an object of the record is, or none.</summary>
    public ObjectRef this[int id] => (uint)id < (uint)_places.Length ? new(_places[id]) : ObjectRef.None;

    /// <inheritdoc/>
    public void Dispose() => Heap.Dispose();

    private void Make(RecordedEvent made)
    {
        int id = made.Id;
        if (id >= _places.Length) Array.Resize(ref _places, (int)Math.Min(Array.MaxLength, Math.Max(id + 1L, _places.Length * 2L)));
        if (_places[id] != 0) throw new InvalidDataException($"object {id} is made while it is alive: record again");
        ObjectRef place = Heap.Allocate(
            (int)made.Bytes, made.IsUnprotected ? ObjectTraits.Unprotected : ObjectTraits.None);
        _places[id] = place.Bits;
        Heap.RecordLife(place);
        LiveObjects++;
    }

    private void Bury(int id)
    {
        if ((uint)id >= (uint)_places.Length || _places[id] == 0)
            throw new InvalidDataException($"object {id} dies and is not alive: record again");
        Heap.RecordDeath(new(_places[id]));
        _places[id] = 0;
        LiveObjects--;
    }
}
