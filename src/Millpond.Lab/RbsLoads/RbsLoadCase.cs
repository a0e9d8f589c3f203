using System.Collections.Immutable;
using Millpond.Lab.Statistics;
using Millpond.Slots.Growth;
using Millpond.Slots.Ruby;

namespace Millpond.Lab.RbsLoads;

/// <summary>One line of the table: what is shared, which heap, and what was tried against slowness.</summary>
/// <param name="Sharing">What the gem shares.</param>
/// <param name="Policy">ruby32, ruby33, ruby34, ruby40, membalancer or millpond.</param>
/// <param name="Remedy">none, warm-up, free-ratios or initial-slots.</param>
public sealed record RbsLoadCase(RbsSharing Sharing, string Policy, string Remedy = RbsLoadCase.NoRemedy)
{
    /// <summary>Nothing was tried.</summary>
    public const string NoRemedy = "none";

    /// <summary>Loads and a full collection before the clock starts.</summary>
    public const string WarmUp = "warm-up";

    /// <summary>RUBY_GC_HEAP_FREE_SLOTS_{MIN,GOAL,MAX}_RATIO of .4, .6 and .8.</summary>
    public const string FreeRatios = "free-ratios";

    /// <summary>RUBY_GC_HEAP_2_INIT_SLOTS of 200,000.</summary>
    public const string InitialSlots = "initial-slots";

    private const int RemedyPool = 2;
    private const long RemedySlots = 200_000;

    /// <summary>The policies, Rubies first.</summary>
    public static IReadOnlyList<string> Policies { get; } =
        ["ruby32", "ruby33", "ruby34", "ruby40", "membalancer", "millpond"];

    /// <summary>All lines: each sharing under each policy, and each remedy where the slowness is.</summary>
    public static IReadOnlyList<RbsLoadCase> All { get; } =
    [
        .. Policies.SelectMany(policy => Enum.GetValues<RbsSharing>().Select(sharing => new RbsLoadCase(sharing, policy))),
        .. new[] { WarmUp, FreeRatios, InitialSlots }.Select(remedy => new RbsLoadCase(RbsSharing.Both, "ruby33", remedy)),
    ];

    /// <summary>Whose objects they are; policies of no Ruby run with those of 3.3, where the story happened.</summary>
    internal RubyRelease Release => Policy switch
    {
        "ruby32" => RubyRelease.Ruby32,
        "ruby34" => RubyRelease.Ruby34,
        "ruby40" => RubyRelease.Ruby40,
        _ => RubyRelease.Ruby33,
    };

    internal GrowthPolicy? OwnPolicy => Policy switch
    {
        "membalancer" => new MemBalancerPolicy(),
        "millpond" => new MillpondPolicy(),
        _ => null,
    };

    internal GcSettings Settings => Remedy switch
    {
        FreeRatios => GcSettings.Default with
        {
            FreeSlotsMinRatio = 0.4, FreeSlotsGoalRatio = 0.6, FreeSlotsMaxRatio = 0.8,
        },
        InitialSlots => GcSettings.Default with { InitSlots = Slots() },
        _ => GcSettings.Default,
    };

    private static ImmutableArray<long> Slots() =>
        [.. Enumerable.Range(0, 5).Select(pool => pool == RemedyPool ? RemedySlots : GcSettings.DefaultInitSlots)];
}

/// <summary>A line, measured.</summary>
public sealed record RbsLoadResult
{
    /// <summary>What ran.</summary>
    public required RbsLoadCase Case { get; init; }

    /// <summary>Loads in a second, with the spread over the loads.</summary>
    public required Spread LoadsPerSecond { get; init; }

    /// <summary>Minor collections in a load, on average.</summary>
    public required double MinorPerLoad { get; init; }

    /// <summary>Major collections in a load, on average.</summary>
    public required double MajorPerLoad { get; init; }

    /// <summary>Objects allocated by a load.</summary>
    public required double AllocatedPerLoad { get; init; }

    /// <summary>Eden pages of each pool at the end.</summary>
    public required IReadOnlyList<int> Pages { get; init; }

    /// <summary>Bytes of all pages at the end.</summary>
    public required long HeapBytes { get; init; }

    /// <summary>What one kept environment takes, by class.</summary>
    public required IReadOnlyList<RetainedClass> Retained { get; init; }

    /// <summary>The cause, in one sentence; null where no pool stands out.</summary>
    public required string? Sentence { get; init; }

    /// <summary>Pages over time.</summary>
    public required IReadOnlyList<CollectionPoint> Points { get; init; }
}
