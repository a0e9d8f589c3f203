namespace Millpond.Slots.Growth;

/// <summary>
/// MemBalancer (Kirisame, Shenoy, Panchekha: Optimal heap limits for reducing browser memory use, OOPSLA 2022), in the
/// form V8 has it (heap/memory-balancer.cc): a heap of L live bytes, g bytes a second allocated and s bytes a second
/// collected may take
/// <code>  L + max(2 MiB, √(L·g / (s·c)))  </code>
/// before it is collected. All pools share the one c, so that a byte is worth the same in each.
/// </summary>
public sealed class MemBalancerPolicy : FreePolicy
{
    /// <summary>3e-10 a byte: V8's. Smaller takes more memory; as a price it is 315 µs for a MiB and a second.</summary>
    public const double DefaultC = 3e-10;

    /// <summary>2 MiB: V8's least room.</summary>
    public const double RoomBytesMin = 2 << 20;

    /// <param name="c">Seconds of collecting that a byte held for a second is worth.</param>
    public MemBalancerPolicy(double c = DefaultC)
    {
        Guard.InRange(double.IsFinite(c) && c > 0, "give a number above zero", nameof(c));
        C = c;
    }

    /// <summary>Seconds of collecting that a byte held for a second is worth.</summary>
    public double C { get; }

    /// <inheritdoc/>
    public override string Name => "membalancer";

    /// <summary>What may be allocated between two collections, in bytes.</summary>
    public double RoomBytes(in HeapView heap)
    {
        double g = heap.Costs.Allocation.BytesPerSecond, s = heap.Costs.Collection.BytesPerSecond;
        return s > 0 ? Math.Max(RoomBytesMin, Math.Sqrt(heap.LiveBytes * g / (s * C))) : RoomBytesMin;
    }

    /// <inheritdoc/>
    public override Exhaustion OnExhausted(in HeapView heap, in PoolView pool, bool collected) =>
        collected || heap.AllocatedBytes < RoomBytes(heap) ? Exhaustion.Grow : Exhaustion.Collect;

    /// <inheritdoc/>
    public override int EmptyPagesToKeep(in HeapView heap) =>
        (int)Math.Min(heap.EmptyPages, Math.Ceiling(RoomBytes(heap) / heap.PageBytes));

    // The same formula for what only a major frees: with G bytes grown in t seconds g is G/t, and the square root is
    // passed when c·G·t reaches the major's own time L/s.
    private protected override MajorReasons NeedMajor(in HeapView heap)
    {
        double grown = GrownBytes(heap);
        bool isDue = !heap.IsMajor && grown > RoomBytesMin && C * grown * heap.Costs.SecondsSinceMajor > MajorSeconds(heap);
        return isDue ? MajorReasons.OldGen : MajorReasons.None;
    }
}
