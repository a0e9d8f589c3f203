using Millpond.Pages;

namespace Millpond.Blocks;

/// <summary>A freed block, as a policy sees it.</summary>
/// <param name="State">Hot, Warm, or Live in the moment it is freed.</param>
/// <param name="Bytes">Memory it holds.</param>
/// <param name="HugeShare">0 to 1: how much of it lies in huge pages.</param>
/// <param name="IdleMilliseconds">Time since it was freed.</param>
public readonly record struct BlockView(BlockState State, long Bytes, double HugeShare, double IdleMilliseconds);

/// <summary>The cache and the machine, as a policy sees them.</summary>
/// <param name="Price">What a MiB held for a second is worth, in microseconds of processor time.</param>
/// <param name="Costs">What writing again costs on this machine.</param>
/// <param name="LimitBytes">Most that may be held hot and warm.</param>
/// <param name="CachedBytes">What is held hot and warm.</param>
/// <param name="Pressure">How hard others want memory.</param>
/// <param name="IdleMillisecondsMax">Nothing is held longer than this without use.</param>
/// <param name="HotBytesMax">Most that may be held where the kernel cannot take it: see <see cref="Room.HotBytesMax"/>.</param>
public readonly record struct CacheView(
    double Price,
    MachineCosts Costs,
    long LimitBytes,
    long CachedBytes,
    Pressure Pressure,
    double IdleMillisecondsMax,
    long HotBytesMax = long.MaxValue);

/// <summary>
/// What writing a freed MiB again costs beyond writing a hot one, in microseconds, on small (4 KiB) and huge pages.
/// </summary>
/// <param name="WarmSmall">After MADV_FREE: the call and the second dirtying, small pages.</param>
/// <param name="WarmHuge">The same on huge pages.</param>
/// <param name="ColdSmall">After MADV_DONTNEED: the call, the faults and the clearing, small pages.</param>
/// <param name="ColdHuge">The same on huge pages.</param>
public readonly record struct MachineCosts(double WarmSmall, double WarmHuge, double ColdSmall, double ColdHuge)
{
    /// <summary>Measured with 8 MiB blocks on an x86-64 virtual machine, kernel 6.18 (docs/blocks.md).</summary>
    public static MachineCosts Typical { get; } = new(142, 4.9, 1490, 89);

    /// <summary>Microseconds per MiB to write a warm block, mixed by its share of huge pages.</summary>
    public double Warm(double hugeShare) => (WarmSmall * (1 - hugeShare)) + (WarmHuge * hugeShare);

    /// <summary>Microseconds per MiB to write a cold block, mixed by its share of huge pages.</summary>
    public double Cold(double hugeShare) => (ColdSmall * (1 - hugeShare)) + (ColdHuge * hugeShare);
}
