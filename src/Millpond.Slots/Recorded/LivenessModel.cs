namespace Millpond.Slots.Recorded;

/// <summary>Objects of which a record says when they died: they hold no references, the heap knows what is alive.</summary>
public readonly unsafe struct LivenessModel : IObjectModel
{
    /// <inheritdoc/>
    public static void EnumerateReferences<TSink>(byte* slot, int slotBytes, ref TSink sink)
        where TSink : IReferenceSink, allows ref struct
    {
    }

    /// <inheritdoc/>
    public static long Release(byte* slot, int slotBytes) => 0;
}
