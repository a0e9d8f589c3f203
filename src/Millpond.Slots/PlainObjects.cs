using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Millpond.Slots;

/// <summary>
/// The simplest model: objects that hold nothing but references. A slot begins with their number, in four bytes; an
/// object with more than fit, made by <see cref="NewTable"/>, holds them outside its slot. For graphs that belong to no
/// language: measurements, tests, first steps.
/// </summary>
/// <example><code>
/// using var heap = new SlotHeap&lt;PlainObjects&gt;();
/// ObjectRef pair = PlainObjects.New(heap, 2);
/// RootHandle kept = heap.Root(pair);
/// PlainObjects.Set(heap, pair, 0, PlainObjects.New(heap, 0));
/// </code></example>
public readonly unsafe struct PlainObjects : IObjectModel
{
    private const int HeaderBytes = sizeof(uint);
    private const uint IsTable = uint.MaxValue;

    /// <summary>References that an object of <paramref name="slotBytes"/> holds at most.</summary>
    public static int CapacityOf(int slotBytes) => (slotBytes - HeaderBytes) / sizeof(uint);

    /// <summary>A new object of so many references, all none. May collect.</summary>
    /// <param name="heap">The heap.</param>
    /// <param name="references">0 to as many as the largest slot holds.</param>
    /// <param name="bytes">Bytes it takes at least; 0: only what the references need.</param>
    public static ObjectRef New(SlotHeap heap, int references, int bytes = 0)
    {
        int needed = Math.Max(bytes, HeaderBytes + (references * sizeof(uint)));
        ObjectRef made = Guard.NotNull(heap).Allocate(needed);
        *(uint*)heap.AddressOf(made) = (uint)references;
        return made;
    }

    /// <summary>A new object of any number of references, held outside its slot. May collect.</summary>
    public static ObjectRef NewTable(SlotHeap heap, int references)
    {
        Guard.InRange(references >= 0, "give a number of references", nameof(references));
        nuint bytes = (nuint)references * sizeof(uint);
        Guard.NotNull(heap).MallocIncreased((long)bytes);
        ObjectRef made = heap.Allocate(sizeof(Table), ObjectTraits.Payload);
        var table = (Table*)heap.AddressOf(made);
        // Sound: freed by Release, once, when the object dies or the heap is disposed.
        *table = new() { Mark = IsTable, Length = references, Items = (uint*)NativeMemory.AllocZeroed(bytes) };
        return made;
    }

    /// <summary>References of an object.</summary>
    public static int CountOf(SlotHeap heap, ObjectRef target)
    {
        byte* slot = Guard.NotNull(heap).AddressOf(target);
        return *(uint*)slot == IsTable ? ((Table*)slot)->Length : (int)*(uint*)slot;
    }

    /// <summary>Reference <paramref name="index"/> of an object.</summary>
    public static ObjectRef Get(SlotHeap heap, ObjectRef target, int index) =>
        new(*Place(Guard.NotNull(heap).AddressOf(target), index));

    /// <summary>Writes a reference, with the write barrier.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Set(SlotHeap heap, ObjectRef target, int index, ObjectRef value)
    {
        *Place(Guard.NotNull(heap).AddressOf(target), index) = value.Bits;
        heap.WriteBarrier(target, value);
    }

    /// <inheritdoc/>
    public static void EnumerateReferences<TSink>(byte* slot, int slotBytes, ref TSink sink)
        where TSink : IReferenceSink, allows ref struct
    {
        uint* items = ItemsOf(slot, out uint count);
        // Sound: an object has as many references as its slot or its table holds.
        for (uint i = 0; i < count; i++) sink.Add(new(items[i]));
    }

    /// <inheritdoc/>
    public static long Release(byte* slot, int slotBytes)
    {
        if (*(uint*)slot != IsTable) return 0;
        var table = (Table*)slot;
        NativeMemory.Free(table->Items);
        long bytes = (long)table->Length * sizeof(uint);
        *table = default;
        return bytes;
    }

    private static uint* Place(byte* slot, int index)
    {
        uint* items = ItemsOf(slot, out uint count);
        Guard.InRange((uint)index < count, "give the number of a reference that the object has", nameof(index));
        return items + index;
    }

    private static uint* ItemsOf(byte* slot, out uint count)
    {
        count = *(uint*)slot;
        if (count != IsTable) return (uint*)(slot + HeaderBytes);
        count = (uint)((Table*)slot)->Length;
        return ((Table*)slot)->Items;
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct Table
    {
        public uint Mark;
        public int Length;
        public uint* Items;
    }
}
