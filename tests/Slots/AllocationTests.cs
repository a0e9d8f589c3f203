using Millpond.Slots.Growth;

namespace Millpond.Slots.Tests;

public sealed unsafe class AllocationTests
{
    private readonly struct NoReferences : IObjectModel
    {
        public static void EnumerateReferences<TSink>(byte* slot, int slotBytes, ref TSink sink)
            where TSink : IReferenceSink, allows ref struct
        {
        }

        public static long Release(byte* slot, int slotBytes) => 0;
    }

    [Fact]
    public void Nothing_kept_never_grows_the_heap()
    {
        using var heap = new SlotHeap<NoReferences>(new() { Policy = Ruby32Policy.Ruby33(GcSettings.Default) });
        for (int i = 0; i < 1_000_000; i++) heap.Allocate(160);
        heap.Verify();
    }
}
