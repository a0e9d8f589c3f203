using Millpond.Slots.Growth;

namespace Millpond.Slots.Tests.Growth;

public sealed class MemBalancerPolicyTests
{
    private const double MiB = 1 << 20;

    [Fact]
    public void The_room_is_the_root_of_the_paper()
    {
        // 100 MB alive, g/s = 0.05, V8's c: √(100e6 · 0.05 / 3e-10) = 129 MB.
        HeapView heap = Views.Heap with
        {
            LiveBytes = 100_000_000,
            Costs = new() { Allocation = new(50e6, 1), Collection = new(1e9, 1) },
        };
        Assert.Equal(129.1e6, new MemBalancerPolicy().RoomBytes(heap), 0.1e6);
    }

    [Fact]
    public void There_is_room_of_2_MiB_at_least() =>
        Assert.Equal(2 * MiB, new MemBalancerPolicy().RoomBytes(Views.Heap));

    [Fact]
    public void It_collects_when_the_room_is_used_up()
    {
        var policy = new MemBalancerPolicy();
        Assert.Equal(Exhaustion.Grow, policy.OnExhausted(Views.Heap with { AllocatedBytes = 1 << 20 }, default, false));
        Assert.Equal(Exhaustion.Collect, policy.OnExhausted(Views.Heap with { AllocatedBytes = 3 << 20 }, default, false));
    }

    [Fact]
    public void Over_many_cycles_it_settles_at_its_formula()
    {
        var heap = new InventedHeap(new MemBalancerPolicy()) { BytesPerSecond = 100e6 };
        heap.Run(16.0 * (1 << 30));
        // K = 1 ms, g = 100 MB/s: √(1e-3 · 1e8 / 3e-10) = 18.3 MB.
        Assert.InRange(heap.HeapBytes - heap.LiveBytes, 17e6, 19e6);
    }

    [Fact]
    public void A_smaller_c_takes_more_memory()
    {
        InventedHeap With(double c) => new InventedHeap(new MemBalancerPolicy(c)) { BytesPerSecond = 100e6 }.Run(4e9);
        Assert.True(With(1e-10).PeakBytes > With(1e-9).PeakBytes);
    }

    [Fact]
    public void What_dies_old_brings_majors()
    {
        var heap = new InventedHeap(new MemBalancerPolicy()) { DiesOld = 0.2, BytesPerSecond = 100e6 };
        heap.Run(16.0 * (1 << 30));
        Assert.InRange(heap.Majors, 1, heap.Minors);
    }

    [Fact]
    public void A_rate_fades_towards_what_was_measured_last()
    {
        SmoothedRate rate = new SmoothedRate(0, 0).With(100, 1, 0.5).With(300, 1, 0.5);
        Assert.Equal((50 + 300) / 1.5, rate.BytesPerSecond, 6);
    }

    [Fact]
    public void Nothing_measured_is_no_rate() => Assert.Equal(0, default(SmoothedRate).BytesPerSecond);
}
