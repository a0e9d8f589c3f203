using CsCheck;

namespace Millpond.Slots.Tests;

/// <summary>Slots per page as measured on real Rubies, and tables of one's own.</summary>
public sealed class LayoutTests
{
    [Fact]
    public void A_page_of_3_1_has_408_or_409_slots() =>
        Assert.Equal([408, 409, 408, 409, 409], Slots(HeapLayout.Ruby31, 40, 5));

    [Fact]
    public void A_page_of_3_3_has_1637_or_1638_slots_of_40_bytes() =>
        Assert.Equal([1637, 1637, 1638, 1637, 1638], Slots(HeapLayout.Ruby, 40, 5));

    [Theory]
    [InlineData(80, 818, 819)]
    [InlineData(160, 408, 409)]
    [InlineData(320, 203, 204)]
    [InlineData(640, 101, 102)]
    public void Larger_slots_are_one_fewer_where_the_first_cell_is_skipped(int slotBytes, int few, int many)
    {
        int[] slots = Slots(HeapLayout.Ruby, slotBytes, 5);

        Assert.Equal((few, many), (slots.Min(), slots.Max()));
        Assert.Equal(few, slots[0]);
    }

    [Theory]
    [InlineData(20, 3275, 3276)]
    [InlineData(80, 818, 819)]
    [InlineData(320, 203, 204)]
    public void On_32_bits_a_page_in_five_is_short(int slotBytes, int few, int many)
    {
        int[] slots = Slots(HeapLayout.Ruby32Bit, slotBytes, 5);

        Assert.Equal((few, many, 1), (slots.Min(), slots.Max(), slots.Count(count => count == few)));
    }

    [Theory]
    [InlineData(24, 2729, 2730)]
    [InlineData(384, 169, 170)]
    public void On_32_bits_of_4_0_a_page_in_three_is_short(int slotBytes, int few, int many)
    {
        int[] slots = Slots(HeapLayout.Ruby32Bit40, slotBytes, 3);

        Assert.Equal((few, many, 1), (slots.Min(), slots.Max(), slots.Count(count => count == few)));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 0)]
    [InlineData(40, 0)]
    [InlineData(41, 1)]
    [InlineData(160, 2)]
    [InlineData(161, 3)]
    [InlineData(640, 4)]
    public void An_object_goes_to_the_smallest_slots_that_hold_it(int bytes, int pool) =>
        Assert.Equal(pool, HeapLayout.Ruby.PoolFor(bytes));

    [Theory]
    [InlineData(4095, 8, 40)]
    [InlineData(1 << 17, 8, 40)]
    [InlineData(4096, 2048, 40)]
    [InlineData(4096, -1, 40)]
    [InlineData(4096, 8, 4)]
    [InlineData(4096, 8, 42)]
    [InlineData(4096, 8, 2000)]
    [InlineData(1 << 16, 8, 16)]
    public void A_table_that_cannot_work_is_refused(int pageBytes, int headerBytes, int slotBytes) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new HeapLayout(pageBytes, headerBytes, slotBytes));

    [Fact]
    public void Sizes_must_rise() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new HeapLayout(4096, 8, 40, 40));

    [Fact]
    public void A_table_needs_a_pool() => Assert.Throws<ArgumentOutOfRangeException>(() => new HeapLayout(4096, 8));

    [Theory]
    [MemberData(nameof(AllPolicies.Names), MemberType = typeof(AllPolicies))]
    public void Any_table_of_odd_sizes_works_under_any_policy(string policy) => Gen.Select(
        Gen.Int[12, 16],
        Gen.Int[0, 500],
        Gen.Int[5, 250].HashSet[1, 12],
        Gen.Int[0, int.MaxValue]).Sample(
        (pageLog, header, sizes, seed) =>
        {
            int pageBytes = 1 << pageLog;
            int most = (pageBytes - header) / 4;
            int[] slots = [.. sizes.Select(static size => size * 4).Where(size => size <= most).Order()];
            if (slots.Length == 0) slots = [44];
            SlotHeapOptions options = AllPolicies.Small(policy) with { Layout = new(pageBytes, header, slots) };
            using var heap = new SlotHeap<Nodes>(options);
            var random = new Random(seed);
            var kept = new List<(ObjectRef Node, uint Number)>();
            for (uint i = 0; i < 3000; i++)
            {
                int bytes = Math.Max(Nodes.HeaderBytes, random.Next(slots[^1] + 1));
                if (bytes > slots[^1]) bytes = slots[^1];
                ObjectRef made = Nodes.New(heap, 0, number: i, bytes: bytes);
                Assert.InRange(bytes, 0, heap[made].Length);
                heap[made][8..].Fill(0xAB);
                if (random.Next(4) != 0) continue;
                heap.Root(made);
                kept.Add((made, i));
            }
            heap.Collect();
            heap.Verify();
            Assert.Equal(kept.Count, heap.CountLiveSlots());
            Assert.All(kept, each => Assert.Equal(each.Number, Nodes.NumberOf(heap, each.Node)));
        },
        iter: 15,
        threads: 1);

    private static int[] Slots(HeapLayout layout, int slotBytes, int pages) =>
    [
        .. from page in Enumerable.Range(0, pages)
           select (layout.PageBytes - layout.StartBytes(page, slotBytes)) / slotBytes,
    ];
}
