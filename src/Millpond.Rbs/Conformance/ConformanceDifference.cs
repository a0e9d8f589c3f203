namespace Millpond.Rbs.Conformance;

/// <summary>A recorded case that does not come out as recorded.</summary>
/// <param name="Line">Its line in the file of cases, from 1.</param>
/// <param name="Kind">What was parsed: signature, type, method_type …</param>
/// <param name="Source">What was parsed.</param>
/// <param name="What">Which part differs: the tree, the JSON, the message …</param>
/// <param name="Expected">What was recorded, around the first difference.</param>
/// <param name="Actual">What comes out, around the first difference.</param>
public sealed record ConformanceDifference(
    int Line, string Kind, string Source, string What, string Expected, string Actual)
{
    /// <summary>Why this difference is meant (docs/rbs-conformance.md); null: it is a failure.</summary>
    public string? Reason { get; init; }
}

/// <summary>How many recorded cases came out as recorded.</summary>
/// <param name="Passed">As recorded.</param>
/// <param name="Failed">Not as recorded.</param>
/// <param name="Documented">Not as recorded, on purpose and with a reason in the documentation.</param>
public sealed record ConformanceCount(int Passed, int Failed, int Documented);
