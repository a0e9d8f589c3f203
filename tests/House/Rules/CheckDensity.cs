using System.Text.RegularExpressions;
using Millpond.House.Tests.Tree;

namespace Millpond.House.Tests.Rules;

/// <summary>
/// Memory managers are checked far more densely than other libraries: 30 to 109 checks per 1,000 lines of code in those
/// the field trusts. Here at least 30, counting lines that hold code.
/// </summary>
internal static partial class CheckDensity
{
    private const int ChecksPer1000Lines = 30;

    public static IEnumerable<Finding> In(string project, IEnumerable<SourceFile> files)
    {
        SourceFile[] code = [.. files.Where(file => file.IsCSharp)];
        int lines = code.Sum(CodeLines);
        int checks = code.Sum(file => Check().Count(file.Code));
        if (checks * 1000 < lines * ChecksPer1000Lines)
            yield return new(
                project,
                1,
                $"{checks} checks in {lines} lines, {ChecksPer1000Lines} per 1,000 are asked for: "
                + $"add {(lines * ChecksPer1000Lines + 999) / 1000 - checks} of Guard, Invariant.Assert or Throw");
    }

    private static int CodeLines(SourceFile file) =>
        file.Code.Split('\n').Count(line => !string.IsNullOrWhiteSpace(line));

    [GeneratedRegex(@"\bGuard\.|\bInvariant\.Assert\b|\bThrow\.|\.ThrowIf\w*\(")]
    private static partial Regex Check();
}
