using Millpond.House.Tests.Tree;

namespace Millpond.House.Tests.Rules;

/// <summary>A command that a document tells its reader to type.</summary>
internal sealed record ConsoleExample(int Line, string Command);

/// <summary>
/// The <c>```console</c> blocks of a document: lines that begin with <c>$ </c> are commands, a backslash at the end
/// goes on in the next line, everything else is output. A block marked <c>```console norun</c> is left out, and a
/// comment <c>&lt;!-- norun: why --&gt;</c> above it says why.
/// </summary>
internal static class ConsoleExamples
{
    public static IEnumerable<ConsoleExample> In(SourceFile file)
    {
        bool isRun = false;
        for (int at = 0; at < file.Lines.Length; at++)
        {
            string line = file.Lines[at];
            if (line.StartsWith("```", StringComparison.Ordinal)) isRun = line.TrimEnd() == "```console";
            else if (isRun && line.StartsWith("$ ", StringComparison.Ordinal))
            {
                int first = at;
                string command = line[2..];
                while (command.EndsWith('\\') && at + 1 < file.Lines.Length)
                    command = command[..^1] + file.Lines[++at].TrimStart('>', ' ');
                yield return new(first + 1, command);
            }
        }
    }

    public static IEnumerable<Finding> Unexplained(SourceFile file)
    {
        for (int at = 0; at < file.Lines.Length; at++)
        {
            string line = file.Lines[at];
            if (!line.StartsWith("```console", StringComparison.Ordinal) || line.TrimEnd() == "```console") continue;
            if (line.TrimEnd() != "```console norun")
                yield return new(file.Path, at + 1, $"'{line}' is neither ```console nor ```console norun");
            else if (Above(file, at) is not { } above || !above.StartsWith("<!-- norun: ", StringComparison.Ordinal))
                yield return new(file.Path, at + 1, "say above it why this is not run: <!-- norun: … -->");
        }
    }

    private static string? Above(SourceFile file, int at)
    {
        while (--at >= 0)
            if (!string.IsNullOrWhiteSpace(file.Lines[at]))
                return file.Lines[at].Trim();
        return null;
    }
}
