namespace Millpond.Slots.Tests;

/// <summary>
/// Objects of the tests. A slot: strong references (8 bits), weak ones (8 bits) and whether it holds a payload (bit 16);
/// a number that tells objects apart; the strong references, the weak ones.
/// </summary>
internal readonly unsafe struct Nodes : IObjectModel
{
    public const int HeaderBytes = 8;
    private const uint HasPayload = 1 << 16;

    [ThreadStatic] private static List<uint>? t_released;

    /// <summary>The numbers of this thread's objects whose payload was released, in that order.</summary>
    public static List<uint> Released => t_released ??= [];

    /// <summary>The next release of this thread throws.</summary>
    [field: ThreadStatic]
    public static bool ReleaseThrows { get; set; }

    /// <summary>References that fit beside the header.</summary>
    public static int RoomIn(int slotBytes) => (slotBytes - HeaderBytes) / sizeof(ObjectRef);

    public static ObjectRef New(
        SlotHeap heap, int strong, int weak = 0, uint number = 0, ObjectTraits traits = ObjectTraits.None, int bytes = 0)
    {
        bytes = Math.Max(bytes, HeaderBytes + ((strong + weak) * sizeof(ObjectRef)));
        ObjectRef made = heap.Allocate(bytes, traits);
        var slot = (uint*)heap.AddressOf(made);
        if (slot[0] != 0 || slot[1] != 0) Assert.Fail("a new slot is not zero");
        slot[0] = (uint)strong | ((uint)weak << 8) | ((traits & ObjectTraits.Payload) != 0 ? HasPayload : 0);
        slot[1] = number;
        return made;
    }

    public static uint NumberOf(SlotHeap heap, ObjectRef node) => ((uint*)heap.AddressOf(node))[1];

    public static ObjectRef Get(SlotHeap heap, ObjectRef node, int index) => *Place(heap.AddressOf(node), index);

    public static void Set(SlotHeap heap, ObjectRef node, int index, ObjectRef target)
    {
        SetWithoutBarrier(heap, node, index, target);
        heap.WriteBarrier(node, target);
    }

    public static void SetWithoutBarrier(SlotHeap heap, ObjectRef node, int index, ObjectRef target) =>
        *Place(heap.AddressOf(node), index) = target;

    public static void EnumerateReferences<TSink>(byte* slot, int slotBytes, ref TSink sink)
        where TSink : IReferenceSink, allows ref struct
    {
        uint header = *(uint*)slot;
        int strong = (int)(header & 255), weak = (int)(header >> 8 & 255);
        for (int i = 0; i < strong; i++) sink.Add(*Place(slot, i));
        for (int i = strong; i < strong + weak; i++) sink.AddWeak(Place(slot, i));
    }

    public static long Release(byte* slot, int slotBytes)
    {
        var words = (uint*)slot;
        if ((words[0] & HasPayload) == 0) return 0;
        words[0] &= ~HasPayload;
        Released.Add(words[1]);
        if (!ReleaseThrows) return 100;
        ReleaseThrows = false;
        throw new InvalidDataException("release");
    }

    private static ObjectRef* Place(byte* slot, int index) => (ObjectRef*)(slot + HeaderBytes) + index;
}
