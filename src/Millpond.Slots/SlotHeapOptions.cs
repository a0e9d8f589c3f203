using Millpond.Pages;
using Millpond.Slots.Growth;

namespace Millpond.Slots;

/// <summary>How to make a heap. The defaults are those of CRuby 3.4 on 64 bits.</summary>
public sealed record SlotHeapOptions
{
    /// <summary>Pages and pools.</summary>
    public HeapLayout Layout { get; init; } = HeapLayout.Ruby;

    /// <summary>When it collects and grows.</summary>
    public GrowthPolicy Policy { get; init; } = Ruby34Policy.Ruby349(GcSettings.Default);

    /// <summary>Addresses to reserve, at least 2 MiB; they cost nothing until used. Halved until the kernel agrees. The
    /// heap never grows above it.</summary>
    public long ReservedBytesMax { get; init; } = 16L << 30;

    /// <summary>Where memory comes from.</summary>
    public IPageSource Source { get; init; } = PageSource.System;

    /// <summary>The clock of the times in the statistics.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Is told every decision.</summary>
    public IHeapObserver? Observer { get; init; }
}
