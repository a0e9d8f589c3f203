using System.Text.RegularExpressions;
using Millpond.House.Tests.Tree;

namespace Millpond.House.Tests.Rules;

/// <summary>
/// A file of src that works through pointers says in a comment why that is sound. Files that only name pointer types,
/// as declarations of libc and interfaces do, have nothing to say.
/// </summary>
internal static partial class Soundness
{
    public static IEnumerable<Finding> In(SourceFile file)
    {
        if (!file.IsCSharp || !file.IsIn("src/") || !UnsafeKeyword().IsMatch(file.Code)) yield break;
        Match use = PointerUse().Match(file.Code);
        if (use.Success && !Reason().IsMatch(file.Comments))
            yield return new(
                file.Path,
                file.LineAt(use.Index),
                "memory is reached through a pointer: say in a comment why it is sound (// Sound: …)");
    }

    [GeneratedRegex(@"\bunsafe\b")]
    private static partial Regex UnsafeKeyword();

    // p->x, fixed (…), *p = …, = *p, (byte*)p, new Span<byte>(p, …)
    [GeneratedRegex(@"\w->\w|\bfixed\s*\(|[=(;{}]\s*\*\w|\(\w+\*+\)|\bnew\s+(ReadOnly)?Span<")]
    private static partial Regex PointerUse();

    [GeneratedRegex(@"\bsound\b|\bsafety\b", RegexOptions.IgnoreCase)]
    private static partial Regex Reason();
}
