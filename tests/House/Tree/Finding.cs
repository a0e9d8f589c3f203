namespace Millpond.House.Tests.Tree;

/// <summary>One place that breaks a rule, and what to do about it.</summary>
internal sealed record Finding(string Path, int Line, string Advice)
{
    public override string ToString() => $"{Path}:{Line}: {Advice}";
}
