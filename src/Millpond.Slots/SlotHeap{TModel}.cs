using System.Runtime.CompilerServices;

namespace Millpond.Slots;

/// <summary>A heap whose objects look as <typeparamref name="TModel"/> says. See <see cref="SlotHeap"/>.</summary>
/// <typeparam name="TModel">Finds the references in a slot.</typeparam>
/// <example><code>
/// using var heap = new SlotHeap&lt;RubyObjects&gt;(new() { Policy = Ruby32Policy.Ruby33(GcSettings.Default) });
/// </code></example>
public sealed unsafe class SlotHeap<TModel>(SlotHeapOptions? options = null) : SlotHeap(options)
    where TModel : IObjectModel
{
    private protected override void MarkChildren(ObjectRef parent)
    {
        var sink = new MarkSink(this, parent, IsParentOld(parent));
        TModel.EnumerateReferences(AddressOf(parent), SlotBytesOf(parent), ref sink);
    }

    private protected override bool Drain(long budget)
    {
        long marked = MarkedSlots, popped = 0;
        while (!Stack.IsEmpty)
        {
            ObjectRef next = Stack.Pop();
            MarkChildren(next);
            if (!MarksInSteps) continue;
            ClearGrey(next);
            if (++popped + (MarkedSlots - marked) > budget) return Stack.IsEmpty;
        }
        return true;
    }

    private protected override long ReleasePayload(byte* slot, int slotBytes) => TModel.Release(slot, slotBytes);

    internal override void VerifyReferences(ObjectRef parent, HeapVerifier verifier)
    {
        var sink = new VerifySink(verifier, parent);
        TModel.EnumerateReferences(AddressOf(parent), SlotBytesOf(parent), ref sink);
    }

    private readonly ref struct MarkSink(SlotHeap<TModel> heap, ObjectRef parent, bool parentIsOld) : IReferenceSink
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Add(ObjectRef target)
        {
            if (target.IsNone) return;
            if (parentIsOld) heap.Relate(parent, target);
            heap.MarkOne(target);
        }

        public void AddWeak(ObjectRef* place) => heap.AddWeakPlace(parent, place, parentIsOld);
    }

    private readonly ref struct VerifySink(HeapVerifier verifier, ObjectRef parent) : IReferenceSink
    {
        public void Add(ObjectRef target) => verifier.Visit(parent, target);

        public void AddWeak(ObjectRef* place) => verifier.VisitWeak(parent, *place);
    }
}
