using Millpond.Slots.Growth;

namespace Millpond.Slots.Tests.Growth;

public sealed class FixedPolicyTests
{
    private const int Limit = 32 << 16;

    private static SlotHeap<PlainObjects> Heap() => new(new() { Policy = new FixedPolicy(Limit) });

    private static void Fill(SlotHeap heap, RootHandle list)
    {
        while (true)
        {
            ObjectRef next = PlainObjects.New(heap, 1, 160);
            PlainObjects.Set(heap, next, 0, heap[list]);
            heap[list] = next;
        }
    }

    [Fact]
    public void It_grows_up_to_half_of_its_limit_and_collects_from_then_on()
    {
        var heap = new InventedHeap(new FixedPolicy(Limit)) { LiveBytes = 1 << 20 };
        heap.Run(100 << 20);
        Assert.InRange(heap.PeakBytes, Limit / 2, Limit);
        Assert.True(heap.Minors > 50);
    }

    [Fact]
    public void A_real_heap_stays_within_its_limit()
    {
        using SlotHeap<PlainObjects> heap = Heap();
        for (int i = 0; i < 200_000; i++) PlainObjects.New(heap, 0, 160);
        for (int i = 0; i < 200_000; i++) PlainObjects.New(heap, 0, 40);
        heap.Verify();
    }

    [Fact]
    public void What_does_not_fit_is_an_error_that_says_so()
    {
        using SlotHeap<PlainObjects> heap = Heap();
        RootHandle list = heap.Root(ObjectRef.None);
        var failure = Assert.Throws<InsufficientMemoryException>((Action)(() => Fill(heap, list)));
        Assert.Contains("2,097,152", failure.Message);
        Assert.Contains("give it more", failure.Message);
    }

    [Fact]
    public void After_that_error_the_heap_is_whole_and_goes_on()
    {
        using SlotHeap<PlainObjects> heap = Heap();
        RootHandle list = heap.Root(ObjectRef.None);
        Assert.Throws<InsufficientMemoryException>((Action)(() => Fill(heap, list)));
        heap.Verify();
        heap[list] = ObjectRef.None;
        for (int i = 0; i < 10_000; i++) PlainObjects.New(heap, 0, 160);
        heap.Verify();
    }

    [Fact]
    public void Old_objects_that_died_make_room_for_new_ones()
    {
        using SlotHeap<PlainObjects> heap = Heap();
        RootHandle kept = heap.Root(ObjectRef.None);
        for (int round = 0; round < 40; round++)
        {
            heap[kept] = PlainObjects.New(heap, 8, 80);
            for (int i = 0; i < 8; i++)
            {
                ObjectRef row = PlainObjects.New(heap, 150, 640);
                PlainObjects.Set(heap, heap[kept], i, row);
                for (int j = 0; j < 100; j++)
                    PlainObjects.Set(heap, PlainObjects.Get(heap, heap[kept], i), j, PlainObjects.New(heap, 0, 160));
            }
        }
        heap.Verify();
    }

    [Fact]
    public void No_bytes_are_refused() => Assert.Throws<ArgumentOutOfRangeException>(() => new FixedPolicy(0));
}
