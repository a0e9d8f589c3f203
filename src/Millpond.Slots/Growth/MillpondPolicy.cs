namespace Millpond.Slots.Growth;

/// <summary>
/// One price for all pools. What is allocated since the last collection is held in vain, at most; holding it costs rent
/// (the price, by bytes and seconds), and each page that was never written to costs its page faults once. A pool that is
/// short of slots takes a page as long as that is cheaper than a collection; then the heap collects. Which pool is short
/// does not matter, so a pool of temporaries gets what it needs.
/// <code>
/// rent    price · bytes allocated since · seconds since  &lt;  seconds of a minor collection
/// faults  fault cost · room ever taken                   &lt;  seconds of all collections, and of the next
/// </code>
/// Both are ski rental: with the future known, one would pay half of it at best. At a steady rate g the first gives
/// MemBalancer's √(K·g/price). The second lets a heap grow only as fast as its collections prove that it is too small.
/// A major collection is due when what it should free costs as much as it does, by the share that the last one freed.
/// </summary>
public sealed class MillpondPolicy : FreePolicy
{
    /// <summary>1 MiB is always allocated between two collections: what a processor's cache holds costs nobody.</summary>
    public const long RoomBytesMin = 1 << 20;

    /// <summary>36 MiB: what may be allocated between two collections at the balanced price, however little is alive.
    /// Where more is alive, <see cref="RoomOfLive"/> of that. Keeps a program that is over before rent counts from taking
    /// all it can get; measured so that trees of 60,000 objects take 1.3 times what CRuby 3.4 gives them at most.</summary>
    public const double RoomBytesCap = 36 << 20;

    /// <summary>16 MiB: the same for what may grow old between two majors.</summary>
    public const double OldBytesCap = 16 << 20;

    /// <summary>1.5 times what the last major left: a heap of 40 % live, CRuby's goal (GC_HEAP_FREE_SLOTS_GOAL_RATIO).</summary>
    public const double RoomOfLive = 1.5;

    /// <summary>Share of what grew since the last major that the next is always thought to free. An eighth: a heap in
    /// which nothing old dies is looked through rarely, yet is.</summary>
    public const double YieldMin = 1 / 8.0;

    /// <summary>The share before the first major has shown it.</summary>
    public const double YieldUnknown = 1 / 2.0;

    /// <summary>µs for a MiB written to for the first time: 256 page faults of 2 µs, as measured on a virtual machine
    /// (huge pages: 90). Less makes a heap grow sooner.</summary>
    public const double DefaultFaultMicroseconds = 500;

    private const double MiB = 1 << 20;
    private readonly double _rent, _fault;

    /// <param name="price">µs that a MiB held for a second is worth; <see cref="Thrift"/> has names for some.</param>
    /// <param name="faultMicroseconds">µs that a MiB costs when it is first written to.</param>
    public MillpondPolicy(double price = Thrift.BalancedPrice, double faultMicroseconds = DefaultFaultMicroseconds)
    {
        Guard.InRange(double.IsFinite(price) && price > 0, "give a price above zero", nameof(price));
        Guard.InRange(
            double.IsFinite(faultMicroseconds) && faultMicroseconds > 0, "give a cost above zero", nameof(faultMicroseconds));
        Price = price;
        _rent = price / 1e6 / MiB;
        _fault = faultMicroseconds / 1e6 / MiB;
    }

    /// <summary>µs that a MiB held for a second is worth.</summary>
    public double Price { get; }

    /// <inheritdoc/>
    public override string Name => "millpond";

    /// <inheritdoc/>
    public override Exhaustion OnExhausted(in HeapView heap, in PoolView pool, bool collected)
    {
        if (collected || heap.AllocatedBytes < RoomBytesMin) return Exhaustion.Grow;
        if (heap.AllocatedBytes >= Allowance(heap, RoomBytesCap)) return Exhaustion.Collect;
        double collection = NextMinorSeconds(heap);
        if (_rent * heap.AllocatedBytes * heap.MutatorSeconds >= collection) return Exhaustion.Collect;
        if (heap.EmptyPages + heap.WarmPages > 0) return Exhaustion.Grow;
        double room = heap.TouchedBytes - heap.LiveBytes;
        return _fault * room < heap.Costs.SpentSeconds + collection ? Exhaustion.Grow : Exhaustion.Collect;
    }

    /// <summary>Empty pages are kept for as long as writing to them anew would cost more than their rent (the time τ of
    /// Blocks); after that, those that the last cycle did not use go.</summary>
    public override int EmptyPagesToKeep(in HeapView heap)
    {
        if (heap.Costs.SecondsSinceMajor < _fault / _rent) return int.MaxValue;
        return (int)Math.Min(heap.EmptyPages, (heap.Costs.CycleBytes / heap.PageBytes) + 1);
    }

    // Falls with the root of the price, as what the rent allows does: the dial moves both alike.
    private double Allowance(in HeapView heap, double least) =>
        Math.Max(least, RoomOfLive * heap.Costs.MarkedByMajor * MeanBytes(heap)) * Math.Sqrt(Thrift.BalancedPrice / Price);

    private static double NextMinorSeconds(in HeapView heap) =>
        heap.Costs.MinorSeconds > 0 ? heap.Costs.MinorSeconds : heap.CollectionSeconds;

    private protected override MajorReasons NeedMajor(in HeapView heap)
    {
        if (heap.IsMajor) return MajorReasons.None;
        double grown = GrownBytes(heap);
        if (grown >= Allowance(heap, OldBytesCap)) return MajorReasons.OldGen;
        double freed = Yield(heap.Costs) * grown;
        if (freed < RoomBytesMin) return MajorReasons.None;
        double cost = freed * (_fault + (_rent * heap.Costs.SecondsSinceMajor));
        return cost >= MajorSeconds(heap) ? MajorReasons.OldGen : MajorReasons.None;
    }

    private static double Yield(in CostView costs)
    {
        long grown = costs.MarkedBeforeMajor - costs.MarkedByMajorBefore;
        if (costs.MarkedByMajor == 0 || grown <= 0) return YieldUnknown;
        return Math.Clamp((double)(costs.MarkedBeforeMajor - costs.MarkedByMajor) / grown, YieldMin, 1);
    }
}
