using Millpond.House.Tests.Rules;
using Millpond.House.Tests.Tree;

namespace Millpond.House.Tests.Samples;

/// <summary>Checks are counted against lines that hold code.</summary>
public sealed class CheckDensityTests
{
    [Fact]
    public void Three_checks_in_100_lines_are_enough() =>
        Assert.Empty(Findings(97, "Guard.InRange(a);\nInvariant.Assert(b);\nArgumentNullException.ThrowIfNull(c);"));

    [Fact]
    public void Two_are_not() =>
        Assert.EndsWith("add 1 of Guard, Invariant.Assert or Throw",
            Assert.Single(Findings(98, "Guard.InRange(a);\nThrow.Broken(b);\n// Guard.InComment(c);")).Advice);

    [Fact]
    public void Empty_and_commented_lines_do_not_count() =>
        Assert.Empty(Findings(30, "Guard.InRange(a);" + string.Concat(Enumerable.Repeat("\n\n// why", 500))));

    [Fact]
    public void No_code_needs_no_checks() => Assert.Empty(CheckDensity.In("src/A", []));

    private static IEnumerable<Finding> Findings(int plainLines, string rest) => CheckDensity.In(
        "src/A", [new("src/A/A.cs", string.Concat(Enumerable.Repeat("a();\n", plainLines)) + rest)]);
}
