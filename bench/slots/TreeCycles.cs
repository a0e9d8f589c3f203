namespace Millpond.Slots.Bench;

/// <summary>
/// The programs ast_cycles_shared and ast_cycles_unshared: ten times a tree of 20,000 nodes is built and the one before
/// dropped. Each node: an object of 80 bytes, two leaves of 40, eight short-lived hashes of 160, and two hashes that it
/// keeps: its own, or one that all share.
/// </summary>
internal static class TreeCycles
{
    internal const int Nodes = 20_000;

    internal static void Run(SlotHeap heap, bool shared, int rounds = 10, int nodes = Nodes)
    {
        RootHandle tree = heap.Root(ObjectRef.None), building = heap.Root(ObjectRef.None), current = heap.Root(ObjectRef.None);
        RootHandle empty = heap.Root(PlainObjects.New(heap, 0, 160));
        for (int round = 0; round < rounds; round++)
        {
            heap[building] = PlainObjects.NewTable(heap, nodes);
            for (int i = 0; i < nodes; i++)
            {
                for (int j = 0; j < 8; j++) PlainObjects.New(heap, 0, 160);
                ObjectRef node = PlainObjects.New(heap, 8, 80);
                heap[current] = node;
                PlainObjects.Set(heap, node, 0, PlainObjects.New(heap, 2, 40));
                PlainObjects.Set(heap, node, 1, PlainObjects.New(heap, 2, 40));
                PlainObjects.Set(heap, node, 2, shared ? heap[empty] : PlainObjects.New(heap, 0, 160));
                PlainObjects.Set(heap, node, 3, shared ? heap[empty] : PlainObjects.New(heap, 0, 160));
                PlainObjects.Set(heap, heap[building], i, node);
            }
            heap[tree] = heap[building];
        }
    }
}
