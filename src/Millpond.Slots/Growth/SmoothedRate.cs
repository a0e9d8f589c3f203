namespace Millpond.Slots.Growth;

/// <summary>Bytes a second, in which what was measured lately counts most: sums of bytes and of seconds that both fade, so
/// that a short sample weighs little.</summary>
/// <param name="Bytes">Faded sum of bytes.</param>
/// <param name="Seconds">Faded sum of the seconds they took.</param>
public readonly record struct SmoothedRate(double Bytes, double Seconds)
{
    /// <summary>0 as long as nothing was measured.</summary>
    public double BytesPerSecond => Seconds > 0 ? Bytes / Seconds : 0;

    /// <summary>With one more sample; <paramref name="keep"/> of what was measured before is kept (0 to 1).</summary>
    public SmoothedRate With(double bytes, double seconds, double keep) =>
        new((Bytes * keep) + bytes, (Seconds * keep) + Math.Max(0, seconds));
}
