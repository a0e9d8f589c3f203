using CsCheck;
using Millpond.Slots.Growth;

namespace Millpond.Slots.Tests.Growth;

public sealed class MillpondPolicyTests
{
    private const double MiB = 1 << 20;
    private const double GiB = 1 << 30;

    private static readonly CostView s_costs = new() { MinorSeconds = 1e-3, SpentSeconds = 1 };

    private static Exhaustion Ask(HeapView heap, double price = 100) =>
        new MillpondPolicy(price).OnExhausted(heap, default, collected: false);

    [Fact]
    public void A_page_is_taken_while_rent_is_below_a_collection()
    {
        // 10 MiB for 0.9 s at 100 µs: 900 µs, below 1 ms.
        HeapView heap = Views.Heap with { AllocatedBytes = (long)(10 * MiB), MutatorSeconds = 0.9, Costs = s_costs };
        Assert.Equal(Exhaustion.Grow, Ask(heap));
    }

    [Fact]
    public void The_heap_collects_when_rent_has_reached_a_collection()
    {
        HeapView heap = Views.Heap with { AllocatedBytes = (long)(10 * MiB), MutatorSeconds = 1.1, Costs = s_costs };
        Assert.Equal(Exhaustion.Collect, Ask(heap));
    }

    [Fact]
    public void A_dearer_MiB_is_given_back_sooner()
    {
        HeapView heap = Views.Heap with { AllocatedBytes = (long)(10 * MiB), MutatorSeconds = 0.9, Costs = s_costs };
        Assert.Equal(Exhaustion.Collect, Ask(heap, price: 1000));
    }

    [Fact]
    public void A_fresh_page_waits_until_collections_have_cost_as_much_as_its_faults()
    {
        // 30 MiB of room at 500 µs: 15 ms; collections have cost 10 ms, and the next takes one.
        HeapView heap = Views.Heap with
        {
            AllocatedBytes = (long)(10 * MiB),
            TouchedBytes = (long)(40 * MiB),
            LiveBytes = (long)(10 * MiB),
            Costs = s_costs with { SpentSeconds = 0.010 },
        };
        Assert.Equal(Exhaustion.Collect, Ask(heap));
    }

    [Fact]
    public void An_empty_page_needs_no_fault_and_does_not_wait()
    {
        HeapView heap = Views.Heap with
        {
            AllocatedBytes = (long)(10 * MiB),
            TouchedBytes = (long)(40 * MiB),
            LiveBytes = (long)(10 * MiB),
            EmptyPages = 1,
            Costs = s_costs with { SpentSeconds = 0.010 },
        };
        Assert.Equal(Exhaustion.Grow, Ask(heap));
    }

    [Fact]
    public void After_a_collection_the_pool_in_need_gets_its_page() =>
        Assert.Equal(
            Exhaustion.Grow,
            new MillpondPolicy().OnExhausted(Views.Heap with { AllocatedBytes = 1L << 40 }, default, collected: true));

    [Fact]
    public void A_major_waits_until_what_it_should_free_costs_as_much()
    {
        // 10 MiB grew, the last major freed all that had: 5 ms of faults against 20 ms of marking.
        Assert.Equal(MajorReasons.None, NeedMajor(grownMiB: 10, majorSeconds: 20e-3));
    }

    [Fact]
    public void A_major_is_asked_for_when_what_it_should_free_costs_more() =>
        Assert.Equal(MajorReasons.OldGen, NeedMajor(grownMiB: 10, majorSeconds: 2e-3));

    [Fact]
    public void A_major_that_freed_nothing_makes_the_next_rare()
    {
        // 16 MiB grew, of which an eighth may be dead: 1 ms against 2 ms.
        Assert.Equal(MajorReasons.None, NeedMajor(grownMiB: 16, majorSeconds: 2e-3, freedByLast: 0));
    }

    [Fact]
    public void Rent_alone_brings_a_major_in_time()
    {
        // 10 MiB for 20 s at 100 µs: 20 ms, and 5 ms of faults.
        Assert.Equal(MajorReasons.OldGen, NeedMajor(grownMiB: 10, majorSeconds: 20e-3, seconds: 20));
    }

    private static MajorReasons NeedMajor(
        double grownMiB, double majorSeconds, double freedByLast = 1, double seconds = 0)
    {
        const long slots = 1 << 20;
        long grown = (long)(grownMiB * MiB / 64);
        HeapView heap = Views.Heap with
        {
            LiveSlots = slots,
            LiveBytes = slots * 64,
            MarkedSlots = slots + grown,
            Costs = new()
            {
                // In proportion to what there is to mark now.
                MajorSeconds = majorSeconds * slots / (slots + grown),
                MarkedByMajor = slots,
                MarkedByMajorBefore = slots,
                MarkedBeforeMajor = freedByLast > 0 ? slots * 2 : slots + grown,
                SecondsSinceMajor = seconds,
            },
        };
        if (freedByLast == 0)
            heap = heap with { Costs = heap.Costs with { MarkedByMajorBefore = slots - grown, MarkedBeforeMajor = slots } };
        return new MillpondPolicy().OnMarked(heap, default).NeedMajor;
    }

    [Fact]
    public void Empty_pages_stay_as_long_as_their_faults_cost_more_than_their_rent()
    {
        // 500 µs a MiB over 100 µs a MiB and second: 5 s.
        var policy = new MillpondPolicy();
        HeapView heap = Views.Heap with { EmptyPages = 100 };
        Assert.Equal(int.MaxValue, policy.EmptyPagesToKeep(heap with { Costs = new() { SecondsSinceMajor = 4.9, CycleBytes = 9L << 16 } }));
        Assert.Equal(10, policy.EmptyPagesToKeep(heap with { Costs = new() { SecondsSinceMajor = 5.1, CycleBytes = 9L << 16 } }));
    }

    [Fact]
    public void Growing_never_costs_more_than_collecting_has()
    {
        var heap = new InventedHeap(new MillpondPolicy());
        for (int i = 0; i < 200; i++)
        {
            heap.Run(10 * MiB);
            double faults = (heap.HeapBytes - heap.LiveBytes) / MiB * 500e-6;
            Assert.True(faults <= heap.SpentSeconds + 2e-3 + (MillpondPolicy.RoomBytesMin / MiB * 500e-6));
        }
    }

    [Fact]
    public void A_slow_program_settles_at_MemBalancers_root()
    {
        // √(1 ms · 10 MB/s / (100 µs/MiB·s)) = 10 MiB of room beside 4 MiB alive.
        var heap = new InventedHeap(new MillpondPolicy()) { BytesPerSecond = 10e6 };
        heap.Run(4 * GiB);
        double room = Math.Sqrt(1e-3 * 10e6 / (100e-6 / MiB));
        Assert.InRange(heap.HeapBytes - heap.LiveBytes, room * 0.9, room * 1.1);
    }

    [Fact]
    public void A_pool_of_temporaries_is_not_starved()
    {
        // Story 2: nothing of it is ever alive, so CRuby 3.3 leaves it at 1.6 MiB: 2,600 collections for these 4 GiB.
        var heap = new InventedHeap(new MillpondPolicy()) { LiveBytes = 0 };
        heap.Run(4 * GiB);
        Assert.InRange(heap.Minors, 1, 200);
    }

    [Fact]
    public void A_heap_whose_old_die_stays_bounded()
    {
        var heap = new InventedHeap(new MillpondPolicy()) { DiesOld = 0.2 };
        heap.Run(4 * GiB);
        Assert.InRange(heap.PeakBytes, 0, 100 * MiB);
    }

    [Fact]
    public void The_dial_orders_memory()
    {
        double[] peaks =
        [
            .. from price in (double[])[Thrift.FastPrice, Thrift.BalancedPrice, Thrift.SmallPrice]
               select new InventedHeap(new MillpondPolicy(price)) { DiesOld = 0.1 }.Run(4 * GiB).PeakBytes,
        ];
        Assert.True(peaks[0] > peaks[1] && peaks[1] > peaks[2], string.Join(", ", peaks));
    }

    [Fact]
    public void Whatever_the_numbers_it_answers() => Gen.Select(
        Gen.Double[0, 1e6], Gen.Double[0, 1e3], Gen.Long[0, 1L << 45], Gen.Long[0, 1L << 45], Gen.Double[1e-3, 1e6])
        .Sample((collection, mutator, bytes, slots, price) =>
        {
            var policy = new MillpondPolicy(price);
            HeapView heap = Views.Heap with
            {
                AllocatedBytes = bytes,
                LiveBytes = slots,
                MarkedSlots = slots,
                MutatorSeconds = mutator,
                Costs = new() { MinorSeconds = collection, MajorSeconds = collection, MarkedByMajor = bytes },
            };
            policy.OnExhausted(heap, default, collected: false);
            policy.OnMarked(heap, default);
            Assert.True(policy.EmptyPagesToKeep(heap) >= 0);
        });

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void A_price_that_is_none_is_refused(double price) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new MillpondPolicy(price));
}
