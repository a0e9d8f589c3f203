using System.Numerics;
using Millpond.Slots.Memory;

namespace Millpond.Slots;

/// <summary>Where a program keeps references of its own: a stack, globals, a recorded life.</summary>
public interface IRootSource
{
    /// <summary>Hands over every object that is in use by itself. Called once a collection, twice for one that marks in
    /// steps; must not call the heap. When it throws, nothing is collected.</summary>
    void EnumerateRoots(RootSink sink);
}

/// <summary>Takes roots. Only good during the call it was given to.</summary>
public readonly struct RootSink
{
    private readonly SlotHeap _heap;

    internal RootSink(SlotHeap heap) => _heap = heap;

    /// <summary>Whether a minor collection asks: then old objects need not be handed over.</summary>
    public bool IsMinor => _heap.IsMinor;

    /// <summary>An object in use.</summary>
    public void Add(ObjectRef root)
    {
        if (!root.IsNone) _heap.MarkRoot(root);
    }
}

/// <summary>A reference of the program into the heap; what it refers to is not collected. Free it when done.</summary>
/// <param name="Index">Its place in the heap's table.</param>
public readonly record struct RootHandle(int Index);

public abstract unsafe partial class SlotHeap
{
    private readonly List<IRootSource> _sources = [];
    private readonly HandleTable _roots = new();
    private readonly HandleTable _weak = new();
    private readonly List<nint> _weakPlaces = [];
    private readonly Dictionary<ObjectRef, Action<ObjectRef>> _finalizers = [];
    private readonly Queue<ObjectRef> _pending = new();
    private bool _inFinalizer;
    private ObjectRef _finalizing;

    /// <summary>Called when everything reachable is marked and nothing is swept.</summary>
    internal Action? WhenMarked { get; set; }

    internal bool IsMinor => !_isMajor;

    /// <summary>A source of roots, asked in every collection.</summary>
    public void AddRoots(IRootSource source) => _sources.Add(Guard.NotNull(source));

    /// <summary>The source is asked no more.</summary>
    public void RemoveRoots(IRootSource source) => _sources.Remove(source);

    /// <summary>Keeps an object in use; none is allowed. O(1).</summary>
    public RootHandle Root(ObjectRef target)
    {
        CheckLiveOrNone(target);
        return new(_roots.Add(target));
    }

    /// <summary>What a handle refers to.</summary>
    public ObjectRef this[RootHandle handle]
    {
        get => _roots[handle.Index];
        set
        {
            CheckLiveOrNone(value);
            _roots[handle.Index] = value;
        }
    }

    /// <summary>Lets go of a handle.</summary>
    public void Free(RootHandle handle) => _roots.Remove(handle.Index);

    /// <summary>A reference that does not keep its object: it becomes none when the object is collected.</summary>
    public WeakHandle Weak(ObjectRef target)
    {
        CheckLiveOrNone(target);
        return new(_weak.Add(target));
    }

    /// <summary>What a weak handle refers to, or none.</summary>
    public ObjectRef this[WeakHandle handle] => _weak[handle.Index];

    /// <summary>Lets go of a weak handle.</summary>
    public void Free(WeakHandle handle) => _weak.Remove(handle.Index);

    /// <summary>
    /// Calls <paramref name="finalizer"/> once the object was found dead: at the end of a collection that was asked
    /// for, or by <see cref="RunFinalizers"/>. Its slot stays until then; its content may be read, but what it referred
    /// to may be gone, and it cannot be kept. The last finalizer set is the one that runs; Dispose runs none.
    /// </summary>
    public void OnDeath(ObjectRef target, Action<ObjectRef> finalizer)
    {
        CheckLive(target);
        _finalizers[target] = Guard.NotNull(finalizer);
        _table.Info(target.Page)->Flags |= PageFlags.Payload;
    }

    /// <summary>Runs the finalizers of objects found dead; one that throws does not keep the others from running. They
    /// may allocate and collect, but not dispose the heap.</summary>
    /// <returns>How many ran.</returns>
    /// <exception cref="AggregateException">What was thrown, by a model's Release or an observer too.</exception>
    public int RunFinalizers()
    {
        Guard.NotDisposed(_disposed, "the heap");
        CheckNotWorking();
        if (_inFinalizer) return 0;
        int ran = 0;
        while (_pending.TryDequeue(out ObjectRef dead))
        {
            ran++;
            (_inFinalizer, _finalizing) = (true, dead);
            try
            {
                if (_finalizers.Remove(dead, out Action<ObjectRef>? finalizer)) finalizer(dead);
            }
            catch (Exception failure)
            {
                Fail(failure);
            }
            (_inFinalizer, _finalizing) = (false, ObjectRef.None);
            Bury(dead);
        }
        ThrowFailures();
        return ran;
    }

    private bool IsBeingFinalized(ObjectRef reference) => !reference.IsNone && reference == _finalizing;

    private void CheckLiveOrNone(ObjectRef reference)
    {
        if (!reference.IsNone) CheckLive(reference);
    }

    internal void MarkRoot(ObjectRef root)
    {
        Invariant.Assert(IsLive(root));
        MarkOne(root);
    }

    private void MarkRoots()
    {
        MarkRecorded();
        for (int i = 0; i < _roots.Count; i++)
        {
            ObjectRef root = _roots.TargetOf(i);
            if (!root.IsNone) MarkRoot(root);
        }
        var sink = new RootSink(this);
        foreach (IRootSource source in _sources) source.EnumerateRoots(sink);
    }

    private protected void AddWeakPlace(ObjectRef parent, ObjectRef* place, bool parentIsOld)
    {
        var offset = (nuint)((byte*)place - _table.Slot(parent));
        Invariant.Assert(offset <= (nuint)(SlotBytesOf(parent) - sizeof(ObjectRef)));
        if (place->IsNone) return;
        _weakPlaces.Add((nint)place);
        // The next minor must look again: only then is the place emptied when its young target dies.
        if (parentIsOld && !IsParentOld(*place)) Remember(parent);
    }

    private void ClearDeadWeak()
    {
        (_weakReferences, _retainedWeakReferences) = _weak.ClearDead(this);
        _weakReferences += _weakPlaces.Count;
        foreach (nint address in _weakPlaces)
        {
            var place = (ObjectRef*)address;
            // Sound: the place lies in an object found alive by this marking, and objects do not move.
            if (!place->IsNone && !IsMarked(*place)) *place = ObjectRef.None;
            else _retainedWeakReferences++;
        }
        _weakPlaces.Clear();
    }

    internal bool IsMarked(ObjectRef target) => (WordOf(target)->Mark & BitOf(target)) != 0;

    private bool HasFinalizer(ObjectRef reference) => _finalizers.Count != 0 && _finalizers.ContainsKey(reference);

    private void Postpone(int page, int wordIndex, ulong pending)
    {
        int count = BitOperations.PopCount(pending);
        SlotWord* word = _table.Words(page) + wordIndex;
        word->SetPending(pending);
        _table.Info(page)->PendingCount += (ushort)count;
        _pools[_table.Info(page)->Pool].PendingSlots += count;
        for (ulong bits = pending; bits != 0; bits &= bits - 1)
            _pending.Enqueue(ObjectRef.Of(page, (wordIndex * 64) + BitOperations.TrailingZeroCount(bits)));
    }

    /// <summary>A finalized object's slot is free from now on; the next sweep offers it.</summary>
    private void Bury(ObjectRef dead)
    {
        PageInfo* info = _table.Info(dead.Page);
        Invariant.Assert(info->PendingCount > 0 && (WordOf(dead)->Live & BitOf(dead)) == 0);
        ReleaseOne(_table.Slot(dead), info->SlotBytes);
        WordOf(dead)->SetFree(BitOf(dead));
        info->PendingCount--;
        Pool pool = _pools[info->Pool];
        pool.PendingSlots--;
        pool.FreedObjects++;
    }

    private void ReleaseAllPayloads()
    {
        while (_pending.TryDequeue(out ObjectRef dead)) Bury(dead);
        for (int page = 1; page < _table.UsedPages; page++)
        {
            PageInfo* info = _table.Info(page);
            if (info->State != PageState.Eden || (info->Flags & PageFlags.Payload) == 0) continue;
            for (int slot = 0; slot < info->SlotCount; slot++)
            {
                ObjectRef reference = ObjectRef.Of(page, slot);
                if (IsLive(reference)) ReleaseOne(_table.Slot(reference), info->SlotBytes);
            }
        }
    }
}

/// <summary>A weak reference of the program into the heap.</summary>
/// <param name="Index">Its place in the heap's table.</param>
public readonly record struct WeakHandle(int Index);
