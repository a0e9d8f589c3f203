namespace Millpond.Blocks.Tests;

/// <summary>Names for theories.</summary>
public static class AllPolicies
{
    public static TheoryData<string> Names => [.. RetentionPolicy.All.Select(static policy => policy.Name)];

    /// <summary>Policies that let go of what is not used, by time alone.</summary>
    internal static string[] Expiring => ["millpond", "decay"];
}
