using Millpond.Pages;

namespace Millpond.Blocks.Tests;

/// <summary>Memory left and pressure, as the test says.</summary>
internal sealed class FakeGauge : IMemoryGauge
{
    public long Available { get; set; } = long.MaxValue;

    public Pressure Pressure { get; set; }

    /// <summary>How often it was asked how much is left.</summary>
    public int Readings { get; private set; }

    public long AvailableBytes()
    {
        Readings++;
        return Available;
    }

    public Pressure Read() => Pressure;
}
