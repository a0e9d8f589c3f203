using Millpond.Slots.Growth;

namespace Millpond.Slots.Ruby;

/// <summary>
/// A heap of one Ruby release, and what a Ruby program does with it: make objects of Ruby's kinds and sizes, write
/// references with Ruby's write barriers, hold them in locals. Any call that makes an object may collect what is
/// reachable neither from <see cref="Locals"/> nor from another root. Not thread-safe.
/// </summary>
/// <example><code>
/// using var ruby = new RubyHeap(RubyRelease.Ruby33);
/// ruby.Locals[0] = ruby.NewArray(0);
/// for (int i = 0; i &lt; 1000; i++) ruby.Push(ruby.Locals[0], ruby.NewHash());
/// </code></example>
public sealed unsafe class RubyHeap : IRootSource, IDisposable
{
    private const int LocalCount = 64;

    /// <summary>A booted Ruby's roots are some 6 % of its old objects (measured where the first step of incremental
    /// marking shows them).</summary>
    private const int ObjectsPerRoot = 16;
    private const int ChildrenPerObject = 3;

    private readonly ObjectRef[] _locals = new ObjectRef[LocalCount];
    private readonly List<ObjectRef> _transient = [];
    private ObjectRef _fresh, _value;

    /// <summary>A heap as Ruby has it before it boots.</summary>
    /// <param name="release">Which Ruby.</param>
    /// <param name="settings">Its RUBY_GC_* settings; null: none.</param>
    /// <param name="observer">Is told every decision.</param>
    /// <param name="policy">Another growth policy than the release's own.</param>
    public RubyHeap(
        RubyRelease release, GcSettings? settings = null, IHeapObserver? observer = null, GrowthPolicy? policy = null)
    {
        Release = Guard.NotNull(release);
        Heap = new(new()
        {
            Layout = release.Layout,
            Policy = policy ?? release.Policy(settings),
            Observer = observer,
        });
        Heap.AddRoots(this);
        if (Sizes.HasTransientHeap) Heap.WhenMarked = PromoteTransient;
    }

    /// <summary>Which Ruby.</summary>
    public RubyRelease Release { get; }

    /// <summary>How large its objects are.</summary>
    public RubySizes Sizes => Release.Sizes;

    /// <summary>The heap under it.</summary>
    public SlotHeap<RubyObjects> Heap { get; }

    /// <summary>The program's local and global variables, and its operands: 64 roots, all none to begin with.</summary>
    public Span<ObjectRef> Locals => _locals;

    /// <summary>An object of a class whose instances have <paramref name="fields"/> instance variables.</summary>
    public ObjectRef NewObject(int fields) => NewWithReferences(Sizes.Object(fields), fields);

    /// <summary>A Struct or Data.</summary>
    public ObjectRef NewStruct(int members) => NewWithReferences(Sizes.Struct(members), members);

    /// <summary>An array of <paramref name="length"/> nils.</summary>
    public ObjectRef NewArray(int length) => NewWithReferences(Sizes.Array(length), length);

    /// <summary>A string of <paramref name="length"/> bytes.</summary>
    public ObjectRef NewString(int length) => NewWithBytes(Sizes.String(length));

    /// <summary>A hash written with <paramref name="pairs"/> pairs of what is no object (small integers, nil).</summary>
    public ObjectRef NewHash(int pairs = 0) => NewWithBytes(Sizes.Hash(pairs));

    /// <summary>A hash written with <paramref name="pairs"/> pairs whose values are objects, nil to begin with.</summary>
    public ObjectRef NewHashOf(int pairs) => NewWithReferences(Sizes.Hash(pairs), pairs);

    /// <summary>What fits the smallest slot and refers to nothing: a literal, a float or a bignum on the heap.</summary>
    public ObjectRef NewSmall() => Heap.Allocate(Sizes.Base);

    /// <summary>A class. Classes are born one collection short of old.</summary>
    public ObjectRef NewClass() => Heap.Allocate(Sizes.Class.SlotBytes, ObjectTraits.NearlyOld);

    /// <summary>An object of a C extension.</summary>
    /// <param name="structBytes">Bytes malloc'd for its struct.</param>
    /// <param name="isProtected">Whether its writes tell the write barrier (RUBY_TYPED_WB_PROTECTED).</param>
    public ObjectRef NewData(int structBytes, bool isProtected) => NewWithBytes(
        Sizes.Data(structBytes), isProtected ? ObjectTraits.None : ObjectTraits.Unprotected);

    /// <summary>Writes an instance variable, a member or an element that there is already.</summary>
    public void Set(ObjectRef target, int index, ObjectRef value)
    {
        Span<ObjectRef> references = ReferencesOf(target);
        Guard.InRange((uint)index < (uint)references.Length, "give an index below the number of references", nameof(index));
        references[index] = value;
        Heap.WriteBarrier(target, value);
    }

    /// <summary>Reads what <see cref="Set"/> or <see cref="Push"/> wrote; none for nil.</summary>
    public ObjectRef Get(ObjectRef target, int index)
    {
        Span<ObjectRef> references = ReferencesOf(target);
        Guard.InRange((uint)index < (uint)references.Length, "give an index below the number of references", nameof(index));
        return references[index];
    }

    /// <summary>How many references an object holds.</summary>
    public int CountOf(ObjectRef target) => ReferencesOf(target).Length;

    /// <summary>Appends to an array, whose buffer grows as Ruby's. May collect; array and value are safe.</summary>
    public void Push(ObjectRef array, ObjectRef value)
    {
        // Sound: an array is an object of this heap, whose slot begins with its header.
        byte* slot = Heap.AddressOf(array);
        uint header = *(uint*)slot;
        if (RubyObjects.FormOf(header) == RubyObjects.Form.Slots)
        {
            int count = (int)(header >> 8);
            if (count < Sizes.EmbeddedCapacity(Heap.SlotBytesOf(array)))
            {
                RubyObjects.SetCount(slot, count + 1);
                Set(array, count, value);
                return;
            }
            MoveOut(array, value, count);
        }
        RubyBuffer* buffer = RubyObjects.BufferOf(slot);
        if (buffer->Count == buffer->Capacity) buffer = Grow(array, value, buffer);
        buffer->Items[buffer->Count++] = value;
        Heap.WriteBarrier(array, value);
    }

    /// <summary>Bytes of an object: its slot, and what it holds outside. Ruby's ObjectSpace.memsize_of.</summary>
    public long BytesOf(ObjectRef target)
    {
        return Heap.SlotBytesOf(target) + RubyObjects.OutsideBytesOf(Heap.AddressOf(target));
    }

    /// <summary>
    /// Puts a new heap into the state of a real Ruby's at rest; see <see cref="SlotHeap.Restore"/>. Most of the old objects
    /// are reached through others, as in Ruby, so that marking them takes its steps.
    /// </summary>
    public void Restore(HeapSeed seed)
    {
        ObjectRef[] old = Heap.RestoreObjects(seed, out ObjectRef[] young);
        int roots = old.Length / ObjectsPerRoot;
        for (int parent = 0, next = roots; next < old.Length; parent++)
        {
            byte* slot = Heap.AddressOf(old[parent]);
            int count = Math.Min(ChildrenPerObject, old.Length - next);
            RubyObjects.SetCount(slot, count);
            // Sound: the smallest slot has 20 bytes, room for the header and four references.
            old.AsSpan(next, count).CopyTo(new(slot + RubyObjects.HeaderBytes, count));
            next += count;
        }
        Heap.AddRoots(new SlotHeap.SeedRoots(old[..roots], isOld: true));
        Heap.AddRoots(new SlotHeap.SeedRoots(young, isOld: false));
    }

    /// <inheritdoc/>
    public void EnumerateRoots(RootSink sink)
    {
        foreach (ObjectRef local in _locals) sink.Add(local);
        sink.Add(_fresh);
        sink.Add(_value);
    }

    /// <inheritdoc/>
    public void Dispose() => Heap.Dispose();

    private Span<ObjectRef> ReferencesOf(ObjectRef target)
    {
        byte* slot = Heap.AddressOf(target);
        uint header = *(uint*)slot;
        if (RubyObjects.FormOf(header) == RubyObjects.Form.Slots)
            return new(slot + RubyObjects.HeaderBytes, (int)(header >> 8));
        Guard.InRange(
            RubyObjects.FormOf(header) == RubyObjects.Form.Buffer, "give an object that holds references", nameof(target));
        RubyBuffer* buffer = RubyObjects.BufferOf(slot);
        return new(buffer->Items, buffer->Count);
    }

    private ObjectRef NewWithReferences(RubySize size, int count)
    {
        if (size.MallocBytes == 0)
        {
            ObjectRef small = Heap.Allocate(size.SlotBytes);
            if (count > 0) RubyObjects.SetCount(Heap.AddressOf(small), count);
            return small;
        }
        ObjectRef made = Heap.Allocate(size.SlotBytes, ObjectTraits.Payload);
        RubyBuffer* buffer = RubyBuffer.Make(count);
        buffer->Count = count;
        RubyObjects.SetBuffer(Heap.AddressOf(made), buffer);
        if (size.IsTransient) _transient.Add(made);
        else
        {
            buffer->MallocBytes = size.MallocBytes;
            CountMalloc(made, ObjectRef.None, size.MallocBytes);
        }
        return made;
    }

    private ObjectRef NewWithBytes(RubySize size, ObjectTraits traits = ObjectTraits.None)
    {
        if (size.MallocBytes == 0) return Heap.Allocate(size.SlotBytes, traits);
        ObjectRef made = Heap.Allocate(size.SlotBytes, traits | ObjectTraits.Payload);
        RubyObjects.SetBytes(Heap.AddressOf(made), size.IsTransient ? 0 : size.MallocBytes);
        if (size.IsTransient) _transient.Add(made);
        else CountMalloc(made, ObjectRef.None, size.MallocBytes);
        return made;
    }

    private void CountMalloc(ObjectRef made, ObjectRef value, long bytes)
    {
        (_fresh, _value) = (made, value);
        Heap.MallocIncreased(bytes);
        (_fresh, _value) = (default, default);
    }

    // The slot's references move to a buffer; the slot keeps its size (CRuby, ary_double_capa).
    private void MoveOut(ObjectRef array, ObjectRef value, int count)
    {
        RubyBuffer* buffer = RubyBuffer.Make(RubySizes.GrownCapacity(Sizes.EmbeddedCapacity(Heap.SlotBytesOf(array)), count + 1));
        ReferencesOf(array).CopyTo(new(buffer->Items, count));
        buffer->Count = count;
        Heap.HoldPayload(array);
        RubyObjects.SetBuffer(Heap.AddressOf(array), buffer);
        RubySize size = Sizes.ArrayBuffer(buffer->Capacity);
        if (size.IsTransient && Heap.AgeOf(array) < 3) _transient.Add(array);
        else
        {
            buffer->MallocBytes = size.MallocBytes;
            CountMalloc(array, value, size.MallocBytes);
        }
    }

    private RubyBuffer* Grow(ObjectRef array, ObjectRef value, RubyBuffer* buffer)
    {
        buffer = RubyBuffer.Grow(buffer, RubySizes.GrownCapacity(buffer->Capacity, buffer->Count + 1));
        RubyObjects.SetBuffer(Heap.AddressOf(array), buffer);
        RubySize size = Sizes.ArrayBuffer(buffer->Capacity);
        long before = buffer->MallocBytes;
        if (before == 0 && size.IsTransient) return buffer;
        buffer->MallocBytes = size.MallocBytes;
        if (before == 0) CountMalloc(array, value, size.MallocBytes);
        else Heap.MallocGrew(size.MallocBytes - before);
        return buffer;
    }

    // Ruby 3.1 and 3.2: what an object keeps in the transient heap is malloc'd once the object is old.
    private void PromoteTransient()
    {
        int kept = 0;
        foreach (ObjectRef each in System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_transient))
        {
            if (!Heap.IsMarked(each)) continue;
            if (Heap.AgeOf(each) < 3) _transient[kept++] = each;
            else Heap.MallocGrew(Promote(Heap.AddressOf(each)));
        }
        _transient.RemoveRange(kept, _transient.Count - kept);
    }

    private long Promote(byte* slot)
    {
        if (RubyObjects.FormOf(*(uint*)slot) == RubyObjects.Form.Bytes)
        {
            long bytes = Sizes.Hash(1).MallocBytes;
            RubyObjects.SetBytes(slot, bytes);
            return bytes;
        }
        RubyBuffer* buffer = RubyObjects.BufferOf(slot);
        if (buffer->MallocBytes != 0) return 0;
        return buffer->MallocBytes = Sizes.Malloc((long)buffer->Capacity * Release.PointerBytes);
    }
}
