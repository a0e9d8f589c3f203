namespace Millpond.Rbs.Conformance;

/// <summary>Where Millpond differs from the rbs gem on purpose; docs/rbs-conformance.md says more about each.</summary>
internal static class KnownDifferences
{
    public const string Encoding = "sources are UTF-8 or US-ASCII; others are an error";
}
