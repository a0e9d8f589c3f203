namespace Millpond.Slots.Ruby;

/// <summary>Where an object of Ruby lies: bytes asked for in a slot, and bytes asked for outside it.</summary>
/// <param name="SlotBytes">Asked of the heap; the object's slot is the smallest that holds them.</param>
/// <param name="MallocBytes">What malloc takes for the rest, its own rounding included; 0: all is in the slot.</param>
/// <param name="IsTransient">Whether the rest lies in Ruby 3.1's and 3.2's transient heap: counted as malloc'd only
/// when the object becomes old.</param>
public readonly record struct RubySize(int SlotBytes, long MallocBytes = 0, bool IsTransient = false);

/// <summary>
/// How large the objects of one release are. Everything was measured on real Rubies (docs/slots.md has the tables);
/// the sizes are those of CRuby's structs. Pure.
/// </summary>
public sealed class RubySizes
{
    /// <summary>Above it a buffer is malloc'd from the start (CRuby, TRANSIENT_HEAP_ALLOC_MAX).</summary>
    private const int TransientBytesMax = 2048;

    /// <summary>The smallest capacity an array's buffer doubles from (CRuby, ARY_DEFAULT_SIZE).</summary>
    private const int ArrayDefaultCapacity = 16;

    private readonly int _minor, _pointer;
    private readonly HeapLayout _layout;

    internal RubySizes(int minor, int pointerBytes, HeapLayout layout) =>
        (_minor, _pointer, _layout) = (minor, pointerBytes, layout);

    /// <summary>Bytes of the smallest slot: every object has one at least.</summary>
    public int Base => _layout.BaseSlotBytes;

    /// <summary>Whether slots are of one size, so that what does not fit is malloc'd (3.1; 3.2 on 32 bits).</summary>
    public bool HasOnePool => _layout.PoolCount == 1;

    /// <summary>Whether buffers are transient until their object is old.</summary>
    public bool HasTransientHeap => _minor < 33;

    /// <summary>Pairs that a hash holds before it needs a table: 8, on 32 bits 4 (measured from 3.2 on).</summary>
    public int SmallHashPairs => _pointer == 8 ? 8 : 4;

    // 4.0 keeps the shape in RBasic on 32 bits: 12 bytes.
    private int Basic => _pointer == 8 ? 16 : _minor == 40 ? 12 : 8;

    /// <summary>A class or module.</summary>
    public RubySize Class => new(HasOnePool ? Base : 4 * Base);

    /// <summary>What fits the smallest slot: symbols, floats on the heap, ranges, procs' objects, call caches.</summary>
    public RubySize Small => new(Base);

    /// <summary>An object of a Ruby class whose instances have <paramref name="fields"/> instance variables.</summary>
    public RubySize Object(int fields) => Members(fields, isEmbeddable: true);

    /// <summary>A Struct or Data of <paramref name="members"/>; before 3.3 only three lie in the slot.</summary>
    public RubySize Struct(int members) => Members(members, isEmbeddable: _minor >= 33);

    /// <summary>An array made with <paramref name="length"/> elements.</summary>
    public RubySize Array(int length) => Members(length, isEmbeddable: true);

    /// <summary>A string of <paramref name="length"/> bytes.</summary>
    public RubySize String(int length)
    {
        int header = Basic + (HasOnePool && _pointer == 8 ? 0 : _pointer);
        int bytes = header + length + 1;
        if (bytes <= _layout.LargestSlotBytes) return new(Math.Max(Base, bytes));
        return new(Base, Malloc(length + 1));
    }

    /// <summary>A hash written with <paramref name="pairs"/> pairs.</summary>
    public RubySize Hash(int pairs)
    {
        bool isInSlot = _minor >= 33;
        if (pairs > SmallHashPairs)
            return new(isInSlot ? 2 * Base : Base, TableBytes(pairs, hasBins: true) + (isInSlot ? 0 : Malloc(7 * _pointer)));
        if (isInSlot) return new(4 * Base);
        return pairs == 0 ? new(Base) : new(Base, Malloc(SmallHashPairs * 2 * _pointer), IsTransient: true);
    }

    /// <summary>An object of a C extension with a struct of its own.</summary>
    /// <param name="structBytes">Bytes malloc'd for it.</param>
    public RubySize Data(int structBytes) => new(Base, structBytes == 0 ? 0 : Malloc(structBytes));

    /// <summary>What a block or lambda holds outside its slot.</summary>
    public RubySize Proc => new(Base, Malloc(_pointer == 8 ? 40 : 20));

    /// <summary>Bytes outside the slot of an array with room for <paramref name="capacity"/> elements.</summary>
    public RubySize ArrayBuffer(int capacity) => Outside((long)capacity * _pointer);

    /// <summary>Elements of an array that fit a slot of <paramref name="slotBytes"/>.</summary>
    public int EmbeddedCapacity(int slotBytes) => HasOnePool ? 3 : (slotBytes - Basic) / _pointer;

    /// <summary>The capacity an array of <paramref name="capacity"/> gets when element <paramref name="length"/> does not
    /// fit (CRuby, ary_double_capa): half as much again.</summary>
    public static int GrownCapacity(int capacity, int length) =>
        Math.Max(capacity / 2, ArrayDefaultCapacity) + length;

    /// <summary>What malloc really takes: glibc's and, on 32 bits, dlmalloc's rounding; 4.0 counts what was asked.</summary>
    public long Malloc(long bytes)
    {
        if (_pointer == 8) return Math.Max(24, ((bytes + 8 + 15) & ~15L) - 8);
        return _minor == 40 ? bytes : Math.Max(12, ((bytes + 4 + 15) & ~15L) - 4);
    }

    private RubySize Members(int count, bool isEmbeddable)
    {
        Guard.InRange(count >= 0, "give 0 or more", nameof(count));
        long bytes = (long)count * _pointer;
        long embedded = Basic + bytes;
        bool fits = isEmbeddable && !HasOnePool ? embedded <= _layout.LargestSlotBytes : count <= 3;
        if (fits) return new(Math.Max(Base, (int)embedded));
        return Outside(bytes);
    }

    private RubySize Outside(long bytes) => new(Base, Malloc(bytes), HasTransientHeap && bytes <= TransientBytesMax);

    // st_table: a power of two of entries of three words, and above 16 entries (or when made at once) bins beside them.
    private long TableBytes(int pairs, bool hasBins)
    {
        long entries = 16;
        while (entries < pairs) entries *= 2;
        long bins = entries * 2 * (entries <= 128 ? 1 : 2);
        return Malloc(entries * 3 * _pointer) + (hasBins ? Malloc(bins) : 0);
    }
}
