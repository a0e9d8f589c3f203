using System.Text.RegularExpressions;

namespace Millpond.House.Tests.Tree;

/// <summary>Finds Python's functions by their indentation.</summary>
internal static partial class PythonFunctions
{
    public static IEnumerable<Member> In(SourceFile file)
    {
        for (int first = 0; first < file.Lines.Length; first++)
        {
            if (Definition().Match(file.Lines[first]) is not { Success: true } definition) continue;
            int last = first;
            for (int at = first + 1; at < file.Lines.Length; at++)
            {
                string line = file.Lines[at];
                if (string.IsNullOrWhiteSpace(line)) continue;
                bool endsSignature = line.TrimStart() is [')', ..];
                if (Indentation(line) <= definition.Groups["indent"].Length && !endsSignature) break;
                last = at;
            }
            yield return new(definition.Groups["name"].Value, first + 1, last - first + 1);
        }
    }

    private static int Indentation(string line) => line.Length - line.TrimStart().Length;

    [GeneratedRegex(@"^(?<indent>\s*)(async\s+)?def\s+(?<name>\w+)")]
    private static partial Regex Definition();
}
