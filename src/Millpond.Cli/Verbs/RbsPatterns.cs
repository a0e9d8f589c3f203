using System.Text;
using System.Text.RegularExpressions;

namespace Millpond.Cli.Verbs;

/// <summary>Which files of an environment a verb is about, as <c>rbs ast</c> reads its arguments: a file or folder that
/// exists, the end of a path, or a glob. None: all files.</summary>
internal sealed class RbsPatterns
{
    private readonly List<string> _paths = [];
    private readonly List<(string End, Regex Glob)> _patterns = [];

    internal RbsPatterns(IReadOnlyList<string> arguments)
    {
        foreach (string argument in arguments)
        {
            if (Path.Exists(argument))
                _paths.Add(Full(argument));
            else if (RbsOptions.IsOption(argument))
                throw RbsOptions.NoOption(argument);
            else
                _patterns.Add((argument, GlobOf(argument)));
        }
    }

    internal bool Match(string path) => (_paths.Count == 0 && _patterns.Count == 0)
        || _paths.Exists(one => IsIn(path, one))
        || _patterns.Exists(one => path.EndsWith(one.End, StringComparison.Ordinal) || one.Glob.IsMatch(path));

    /// <summary>Whether a path is a folder or file, or inside it.</summary>
    internal static bool IsIn(string path, string folder)
    {
        string inner = Full(path);
        string outer = Full(folder);
        return inner.StartsWith(outer, StringComparison.Ordinal)
            && (inner.Length == outer.Length || inner[outer.Length] == Path.DirectorySeparatorChar);
    }

    private static string Full(string path) => Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));

    // Ruby's fnmatch with FNM_EXTGLOB: * and ? match slashes, {a,b} are alternatives.
    private static Regex GlobOf(string glob)
    {
        StringBuilder regex = new("\\A");
        int depth = 0;
        for (int at = 0; at < glob.Length; at++)
        {
            char unit = glob[at];
            int close = unit == '[' ? glob.IndexOf(']', at + 1) : -1;
            if (close > 0)
            {
                regex.Append(glob[at..(close + 1)].Replace("[!", "[^", StringComparison.Ordinal));
                at = close;
                continue;
            }
            depth += unit == '{' ? 1 : unit == '}' && depth > 0 ? -1 : 0;
            regex.Append(unit switch
            {
                '*' => ".*",
                '?' => ".",
                '{' => "(?:",
                '}' => ")",
                ',' when depth > 0 => "|",
                '\\' when at + 1 < glob.Length => Regex.Escape(glob[++at].ToString()),
                _ => Regex.Escape(unit.ToString()),
            });
        }
        regex.Append(')', depth).Append("\\z");
        return new(regex.ToString(), RegexOptions.Singleline | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);
    }
}
