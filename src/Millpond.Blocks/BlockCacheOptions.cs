using Millpond.Pages;

namespace Millpond.Blocks;

/// <summary>How a <see cref="BlockCache"/> is made. Everything has a default that fits this machine.</summary>
public sealed record BlockCacheOptions
{
    /// <summary>What to keep; "millpond" by default.</summary>
    public RetentionPolicy Policy { get; init; } = RetentionPolicy.All[0];

    /// <summary>What a MiB held for a second is worth, in microseconds: see <see cref="Thrift"/>.</summary>
    public double Price { get; init; } = Thrift.BalancedPrice;

    /// <summary>Most bytes held hot and warm; null: a quarter of what the process may have.</summary>
    public long? LimitBytes { get; init; }

    /// <summary>Nothing is held longer than this without use. Below the 30 s in which Dask judges memory to be lost.</summary>
    public double IdleMillisecondsMax { get; init; } = 10_000;

    /// <summary>Whether blocks are asked to be huge pages; null: where the kernel has them.</summary>
    public bool? HugePages { get; init; }

    /// <summary>Addresses to reserve; null: sixteen times physical memory, a quarter of RLIMIT_AS where there is one.</summary>
    public long? ReserveBytes { get; init; }

    /// <summary>What writing again costs here; null: measured when first needed, in about 2 ms.</summary>
    public MachineCosts? Costs { get; init; }

    /// <summary>The kernel.</summary>
    public IPageSource Source { get; init; } = PageSource.System;

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Who is asked how much memory is left; null: this machine.</summary>
    public IMemoryGauge? Gauge { get; init; }

    /// <summary>What the process may have; null: read from the control group and the machine.</summary>
    public MemoryLimit? Limit { get; init; }
}
