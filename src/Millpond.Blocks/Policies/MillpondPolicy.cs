using Millpond.Pages;

namespace Millpond.Blocks;

/// <summary>
/// Ski rental with three tiers: a block is held hot until the rent paid for it reaches what the next tier would cost,
/// then warm until the rent reaches what faulting it in again would cost. Whoever does so pays at most twice what he
/// would with the future known. Rent and costs are both linear in the block's size, so the times are the same for all
/// sizes, and depend on the machine, the price, and on how much of the block is in huge pages:
/// <code>
///   hot for   costs.Warm / (price × (1 − WarmRent))
///   warm for  costs.Cold / (price × WarmRent)
/// </code>
/// On small pages MADV_FREE costs as much as it may save, on huge ones nothing: so the first stay hot for a second or
/// two, the second become warm as soon as a loop has had time to come around.
/// </summary>
public sealed class MillpondPolicy : RetentionPolicy
{
    /// <summary>
    /// Rent of a warm MiB, against a hot one's: the kernel can take it whenever it likes, but monitors still count it
    /// (RSS). A quarter is a choice, not a measurement; larger means memory is gone from RSS sooner.
    /// </summary>
    public const double WarmRent = 0.25;

    /// <summary>A loop that comes around within this time keeps its blocks hot whatever the price.</summary>
    public const double HotMillisecondsMin = 20;

    /// <inheritdoc/>
    public override string Name => "millpond";

    /// <inheritdoc/>
    public override BlockState OnFree(in BlockView block, in CacheView cache)
    {
        if (block.Bytes > cache.LimitBytes) return BlockState.Cold;
        return cache.CachedBytes + block.Bytes > cache.HotBytesMax ? BlockState.Warm : BlockState.Hot;
    }

    /// <inheritdoc/>
    public override BlockState StateAt(in BlockView block, in CacheView cache)
    {
        var (hot, warm) = Stay(block.HugeShare, cache);
        if (block.IdleMilliseconds >= hot + warm) return BlockState.Cold;
        return block.IdleMilliseconds >= hot ? BlockState.Warm : block.State;
    }

    /// <inheritdoc/>
    public override double NextChangeMilliseconds(in BlockView block, in CacheView cache)
    {
        var (hot, warm) = Stay(block.HugeShare, cache);
        return Math.Max(0, (block.State == BlockState.Hot ? hot : hot + warm) - block.IdleMilliseconds);
    }

    /// <summary>How long a block stays hot, and then warm, in milliseconds.</summary>
    public static (double Hot, double Warm) Stay(double hugeShare, in CacheView cache)
    {
        var price = Math.Max(cache.Price, double.Epsilon);
        var hot = 1000 * cache.Costs.Warm(hugeShare) / (price * (1 - WarmRent));
        var warm = 1000 * cache.Costs.Cold(hugeShare) / (price * WarmRent);
        // Under pressure the kernel must be able to take what no running loop uses.
        if (cache.Pressure != Pressure.None) hot = HotMillisecondsMin;
        hot = Math.Clamp(hot, HotMillisecondsMin, Math.Max(HotMillisecondsMin, cache.IdleMillisecondsMax));
        if (cache.CachedBytes > cache.HotBytesMax) hot = 0;
        return (hot, Math.Clamp(warm, 0, Math.Max(0, cache.IdleMillisecondsMax - hot)));
    }
}
