namespace Millpond.Slots.Growth;

/// <summary>What collections have cost and found, for policies that weigh time against memory.</summary>
public readonly record struct CostView
{
    /// <summary>Seconds of the last minor collection, marking and sweeping; 0 before the first.</summary>
    public double MinorSeconds { get; init; }

    /// <summary>Seconds of the last major one; 0 before the first.</summary>
    public double MajorSeconds { get; init; }

    /// <summary>Seconds of all collections.</summary>
    public double SpentSeconds { get; init; }

    /// <summary>Seconds since the last major began, or the heap was made.</summary>
    public double SecondsSinceMajor { get; init; }

    /// <summary>Bytes allocated between the last two collections.</summary>
    public long CycleBytes { get; init; }

    /// <summary>Slots that the last major marked.</summary>
    public long MarkedByMajor { get; init; }

    /// <summary>Slots that were marked when it began.</summary>
    public long MarkedBeforeMajor { get; init; }

    /// <summary>Slots that the major before it marked.</summary>
    public long MarkedByMajorBefore { get; init; }

    /// <summary>What the program allocates, collections excluded. Fades by 5 % a second.</summary>
    public SmoothedRate Allocation { get; init; }

    /// <summary>Live bytes over the time to collect them. Fades by half a collection.</summary>
    public SmoothedRate Collection { get; init; }
}
