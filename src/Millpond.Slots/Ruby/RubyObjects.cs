using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Millpond.Slots.Ruby;

/// <summary>
/// How a Ruby object lies in a slot of a <see cref="SlotHeap{TModel}"/>. Its size is Ruby's; what is in it is ours, since
/// references take four bytes here:
/// <code>
/// bytes  what
/// 0–3    bits 0–7: the form; bits 8–31: references in the slot
/// 4–     form Slots: the references; Buffer: the address of a <see cref="RubyBuffer"/>; Bytes: bytes malloc'd elsewhere
/// </code>
/// Objects are made and written by a <see cref="RubyHeap"/>.
/// </summary>
public readonly unsafe struct RubyObjects : IObjectModel
{
    internal const int HeaderBytes = 4;

    internal enum Form : byte
    {
        /// <summary>References in the slot, none to begin with.</summary>
        Slots,

        /// <summary>References in memory of their own.</summary>
        Buffer,

        /// <summary>No references, but bytes outside the slot.</summary>
        Bytes,
    }

    /// <inheritdoc/>
    public static void EnumerateReferences<TSink>(byte* slot, int slotBytes, ref TSink sink)
        where TSink : IReferenceSink, allows ref struct
    {
        // Sound: a slot has 20 bytes at least, and its header says how many references are in it or outside.
        uint header = *(uint*)slot;
        if (header == 0) return;
        switch (FormOf(header))
        {
            case Form.Slots:
                var references = (ObjectRef*)(slot + HeaderBytes);
                int count = (int)(header >> 8);
                for (int i = 0; i < count; i++) sink.Add(references[i]);
                break;
            case Form.Buffer:
                RubyBuffer* buffer = BufferOf(slot);
                for (int i = 0; i < buffer->Count; i++) sink.Add(buffer->Items[i]);
                break;
        }
    }

    /// <inheritdoc/>
    public static long Release(byte* slot, int slotBytes)
    {
        switch (FormOf(*(uint*)slot))
        {
            case Form.Bytes:
                return Unsafe.ReadUnaligned<long>(slot + HeaderBytes);
            case Form.Buffer:
                RubyBuffer* buffer = BufferOf(slot);
                long bytes = buffer->MallocBytes;
                NativeMemory.Free(buffer);
                return bytes;
            default:
                return 0;
        }
    }

    /// <summary>Bytes malloc'd for an object.</summary>
    internal static long OutsideBytesOf(byte* slot) => FormOf(*(uint*)slot) switch
    {
        Form.Bytes => Unsafe.ReadUnaligned<long>(slot + HeaderBytes),
        Form.Buffer => BufferOf(slot)->MallocBytes,
        _ => 0,
    };

    internal static Form FormOf(uint header) => (Form)(byte)header;

    internal static RubyBuffer* BufferOf(byte* slot) => (RubyBuffer*)Unsafe.ReadUnaligned<nint>(slot + HeaderBytes);

    /// <summary>How many references the slot holds.</summary>
    internal static void SetCount(byte* slot, int count) => *(uint*)slot = ((uint)count << 8) | (uint)Form.Slots;

    internal static void SetBytes(byte* slot, long bytes)
    {
        *(uint*)slot = (uint)Form.Bytes;
        Unsafe.WriteUnaligned(slot + HeaderBytes, bytes);
    }

    internal static void SetBuffer(byte* slot, RubyBuffer* buffer)
    {
        *(uint*)slot = (uint)Form.Buffer;
        Unsafe.WriteUnaligned(slot + HeaderBytes, (nint)buffer);
    }
}

/// <summary>The references of an object that its slot has no room for.</summary>
internal unsafe struct RubyBuffer
{
    /// <summary>What malloc counts for it; 0 while it is transient.</summary>
    public long MallocBytes;
    public int Count, Capacity;

    public ObjectRef* Items => (ObjectRef*)((RubyBuffer*)Unsafe.AsPointer(ref this) + 1);

    public static RubyBuffer* Make(int capacity)
    {
        var buffer = (RubyBuffer*)NativeMemory.AllocZeroed((nuint)(sizeof(RubyBuffer) + ((long)capacity * sizeof(ObjectRef))));
        buffer->Capacity = capacity;
        return buffer;
    }

    public static RubyBuffer* Grow(RubyBuffer* buffer, int capacity)
    {
        nuint bytes = (nuint)(sizeof(RubyBuffer) + ((long)capacity * sizeof(ObjectRef)));
        var grown = (RubyBuffer*)NativeMemory.Realloc(buffer, bytes);
        int old = grown->Capacity;
        grown->Capacity = capacity;
        new Span<ObjectRef>(grown->Items + old, capacity - old).Clear();
        return grown;
    }
}
