using Millpond.Slots;
using Millpond.Slots.Ruby;

namespace Millpond.Lab.RbsLoads;

/// <summary>The classes of objects that a load makes.</summary>
internal enum ObjectKind : byte
{
    None,
    Node,
    Array,
    Hash,
    Location,
    String,
}

/// <summary>What is left of a class after a full collection.</summary>
/// <param name="Class">nodes, arrays, hashes, locations or strings.</param>
/// <param name="Objects">How many.</param>
/// <param name="Bytes">Their slots and what they hold outside them.</param>
public sealed record RetainedClass(string Class, long Objects, long Bytes);

/// <summary>Which object is of which class: one byte for each slot there may be, written when the object is made.</summary>
internal sealed class ObjectKinds
{
    private const int SlotsPerPage = 1 << 12;  // ObjectRef: the lower 12 bits are the slot
    private byte[] _kinds = new byte[64 * SlotsPerPage];

    internal ObjectRef Note(ObjectRef made, ObjectKind kind)
    {
        if (made.Bits >= _kinds.Length) Array.Resize(ref _kinds, (int)Math.Max(made.Bits + 1, _kinds.Length * 2L));
        _kinds[made.Bits] = (byte)kind;
        return made;
    }

    /// <summary>Counts what is alive. The heap must just have collected everything.</summary>
    internal IReadOnlyList<RetainedClass> Count(RubyHeap ruby)
    {
        var objects = new long[Enum.GetValues<ObjectKind>().Length];
        var bytes = new long[objects.Length];
        for (uint bits = 0; bits < _kinds.Length; bits++)
        {
            if (_kinds[bits] == 0 || !ruby.Heap.IsLive(new(bits))) continue;
            objects[_kinds[bits]]++;
            bytes[_kinds[bits]] += ruby.BytesOf(new(bits));
        }
        return
        [
            .. Enum.GetValues<ObjectKind>().Where(kind => kind != ObjectKind.None).Select(kind => new RetainedClass(
                NameOf(kind), objects[(int)kind], bytes[(int)kind])),
        ];
    }

    private static string NameOf(ObjectKind kind) => kind switch
    {
        ObjectKind.Array => "arrays",
        ObjectKind.Hash => "hashes",
        ObjectKind.Location => "locations",
        ObjectKind.String => "strings",
        _ => "nodes",
    };
}
