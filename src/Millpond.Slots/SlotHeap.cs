using Millpond.Slots.Growth;
using Millpond.Slots.Memory;

namespace Millpond.Slots;

/// <summary>
/// A heap of slots that collects generationally, sweeps lazily and grows as its <see cref="GrowthPolicy"/> says: the
/// machine of CRuby 3.1 to 4.0, with any table of slot sizes. Objects never move. Not thread-safe: one heap, one thread
/// at a time; two heaps know nothing of each other. Make one with <see cref="SlotHeap{TModel}"/>.
/// <code>
/// phase      what holds                                               leaves by
/// idle       every page is swept; marks are those of old objects      Start
/// sweeping   pages behind a pool's cursor are swept, others are not   the last pool's last page
/// marking    a major collection marks in steps, between allocations   its last step, or AbandonMarking
/// disposed   nothing                                                  -
/// </code>
/// </summary>
public abstract unsafe partial class SlotHeap : IDisposable
{
    // In this order: a write barrier has something special to do from Marking on.
    private enum Phase
    {
        Idle,
        Sweeping,
        Marking,
        Disposed,
    }

    private readonly PageTable _table;
    private readonly GreyBits _grey;
    private readonly Pool[] _pools;
    private readonly GrowthPolicy _policy;
    private readonly HeapRules _rules;
    private readonly TimeProvider _clock;
    private readonly ShieldedObserver? _observer;
    private protected readonly MarkStack Stack;

    private Phase _phase;
    private bool _isMajor;
    private bool _stress;
    private int _emptyHead, _emptyPages;
    private int _warmHead, _warmPages;
    private long _allocatableSlots;
    private bool _disposed;

    private protected SlotHeap(SlotHeapOptions? options)
    {
        options ??= new();
        HeapLayout layout = Guard.NotNull(options.Layout);
        Options = options;
        _policy = Guard.NotNull(options.Policy);
        _rules = _policy.Rules;
        _clock = Guard.NotNull(options.Clock);
        _observer = options.Observer is { } observer ? new ShieldedObserver(observer, Fail) : null;
        _table = new(Guard.NotNull(options.Source), layout, options.ReservedBytesMax);
        _grey = new(options.Source, _table);
        Stack = new(options.Source);
        _pools = new Pool[layout.PoolCount];
        for (int i = 0; i < _pools.Length; i++)
        {
            int bytes = layout.SlotBytes(i);
            _pools[i] = new(i, bytes, Math.Max(1, bytes / layout.BaseSlotBytes))
            {
                InitSlots = _policy.Settings.InitSlotsOf(i),
            };
        }
        _mallocLimit = _policy.Settings.MallocLimitBytes;
        _oldMallocLimit = _policy.Settings.OldMallocLimitBytes;
        _startTimestamp = _majorTimestamp = _clock.GetTimestamp();
        Boot();
    }

    /// <summary>What the heap was made with.</summary>
    public SlotHeapOptions Options { get; }

    /// <summary>Pages and pools.</summary>
    public HeapLayout Layout => _table.Layout;

    /// <summary>Every allocation collects first (GC.stress): for finding objects that nothing keeps.</summary>
    public bool Stress
    {
        get => _stress;
        set
        {
            _stress = value;
            foreach (Pool pool in _pools) HoldOrOpen(pool);
        }
    }

    /// <summary>The memory of an object: as many bytes as its slot has. Good until the object is collected.</summary>
    public Span<byte> this[ObjectRef reference]
    {
        get
        {
            Guard.NotDisposed(_disposed, "the heap");
            Guard.InRange(
                IsLive(reference) || IsBeingFinalized(reference),
                "give a reference to an object of this heap that was not collected", nameof(reference));
            return new(_table.Slot(reference), _table.Info(reference.Page)->SlotBytes);
        }
    }

    /// <summary>The address of an object's slot, unchecked, for models and for programs in a hurry: the heap must not
    /// be disposed, nor the object collected.</summary>
    public byte* AddressOf(ObjectRef reference) => _table.Slot(reference);

    /// <summary>The pool an object is in.</summary>
    public int PoolOf(ObjectRef reference)
    {
        CheckLive(reference);
        return _table.Info(reference.Page)->Pool;
    }

    /// <summary>Whether a reference is to an object: allocated, and not found dead by a sweep.</summary>
    public bool IsLive(ObjectRef reference)
    {
        if (reference.Page == 0 || reference.Page >= _table.UsedPages) return false;
        // Sound: the page was used, so its info is there; the slot is compared before its bits are read.
        PageInfo* info = _table.Info(reference.Page);
        return info->State == PageState.Eden && reference.Slot < info->SlotCount
            && (WordOf(reference)->Live & BitOf(reference)) != 0 && !IsInCache(reference);
    }

    /// <summary>0 to 3; 3 is old. Unprotected objects stay at 0.</summary>
    public int AgeOf(ObjectRef reference)
    {
        CheckLive(reference);
        return WordOf(reference)->AgeOf(BitOf(reference));
    }

    /// <summary>Gives all memory back. Objects that hold memory outside their slots are released first, those that wait
    /// for a finalizer too; finalizers do not run.</summary>
    public void Dispose()
    {
        if (_disposed) return;
        CheckNotWorking();
        if (_inFinalizer) throw new InvalidOperationException("a finalizer must not dispose its heap");
        ReleaseAllPayloads();
        _disposed = true;
        _phase = Phase.Disposed;
        foreach (Pool pool in _pools) (pool.FreeBits, pool.HeldBits) = (0, 0);
        ReleaseRecord();
        _grey.Dispose();
        Stack.Dispose();
        _table.Dispose();
        GC.SuppressFinalize(this);
        ThrowFailures();
    }

    /// <summary>The memory under a heap that nobody disposed.</summary>
    ~SlotHeap()
    {
        ReleaseRecord();
        _grey?.Dispose();
        Stack?.Dispose();
        _table?.Dispose();
    }

    /// <summary>Marks what an object refers to.</summary>
    private protected abstract void MarkChildren(ObjectRef parent);

    /// <summary>Marks from the stack until it is empty or <paramref name="budget"/> is used up.</summary>
    /// <returns>Whether the stack is empty.</returns>
    private protected abstract bool Drain(long budget);

    /// <summary>Lets go of what dead objects of one word held outside their slots.</summary>
    private protected abstract long ReleasePayload(byte* slot, int slotBytes);

    // CRuby 3.1 starts with its initial slots in pages; later versions start empty and are let to grow.
    private void Boot()
    {
        if (!_rules.PerPoolPages) return;
        foreach (Pool pool in _pools)
        {
            long perPage = Layout.BaseSlotsPerPage / pool.Multiple;
            Invariant.Assert(perPage > 1);
            pool.AllocatablePages = RubyFormulas.ToPages(Math.Max(1, (pool.InitSlots + perPage - 2) / (perPage - 1)));
        }
    }

    private protected SlotWord* WordOf(ObjectRef reference) => _table.Words(reference.Page) + (reference.Slot >> 6);

    private protected static ulong BitOf(ObjectRef reference) => 1UL << (reference.Slot & 63);

    private void CheckLive(ObjectRef reference)
    {
        Guard.NotDisposed(_disposed, "the heap");
        Guard.InRange(IsLive(reference), "give a reference to an object of this heap", nameof(reference));
    }

    private bool IsInCache(ObjectRef reference)
    {
        Pool pool = _pools[_table.Info(reference.Page)->Pool];
        uint distance = reference.Bits - pool.WordReference;
        return distance < 64 && (((pool.FreeBits | pool.HeldBits) >> (int)distance) & 1) != 0;
    }
}
