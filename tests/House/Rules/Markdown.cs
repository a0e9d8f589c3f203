using System.Text.RegularExpressions;
using Millpond.House.Tests.Tree;

namespace Millpond.House.Tests.Rules;

/// <summary>Documents: one title each, links that lead somewhere.</summary>
internal static partial class Markdown
{
    public static IEnumerable<Finding> Titles(SourceFile file)
    {
        int titles = 0;
        foreach ((int line, string text, bool isFenced) in LinesOf(file))
            if (!isFenced && text.StartsWith("# ", StringComparison.Ordinal) && ++titles > 1)
                yield return new(file.Path, line, "a second title: make it a section (##)");
        if (titles == 0) yield return new(file.Path, 1, "no title: begin with '# …'");
    }

    /// <param name="file">The document.</param>
    /// <param name="exists">Whether a path, relative to the repository, is there.</param>
    public static IEnumerable<Finding> DeadLinks(SourceFile file, Func<string, bool> exists)
    {
        string folder = Path.GetDirectoryName(file.Path) ?? "";
        foreach ((int line, string text, bool isFenced) in LinesOf(file))
            foreach (Match link in Link().Matches(isFenced ? "" : text))
            {
                string target = link.Groups["target"].Value.Split('#')[0];
                bool isOurs = target.Length > 0 && !target.Contains("://") && !target.StartsWith("mailto:");
                if (isOurs && !exists(Path.Combine(folder, Uri.UnescapeDataString(target))))
                    yield return new(file.Path, line, $"{target} does not exist: write it, or mend the link");
            }
    }

    public static IEnumerable<(int Line, string Text, bool IsFenced)> LinesOf(SourceFile file)
    {
        bool isFenced = false;
        for (int at = 0; at < file.Lines.Length; at++)
        {
            bool isFence = file.Lines[at].TrimStart().StartsWith("```", StringComparison.Ordinal);
            yield return (at + 1, file.Lines[at], isFenced || isFence);
            isFenced ^= isFence;
        }
    }

    [GeneratedRegex(@"\]\((?<target>[^)\s]+)[^)]*\)")]
    private static partial Regex Link();
}
