using Millpond.Pages;

namespace Millpond.Blocks.Tests;

/// <summary>Memory left and pressure, as the test says.</summary>
internal sealed class FakeGauge : IMemoryGauge
{
    public long Available { get; set; } = long.MaxValue;

    public Pressure Pressure { get; set; }

    public long AvailableBytes() => Available;

    public Pressure Read() => Pressure;
}
