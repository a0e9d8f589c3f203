using Millpond.House.Tests.Tree;

namespace Millpond.House.Tests.Rules;

/// <summary>How long a file and a member may be.</summary>
internal static class Lengths
{
    private const int FileLines = 400;
    private const int MemberLines = 70;

    public static IEnumerable<Finding> LongFiles(SourceFile file)
    {
        bool isCode = !file.IsMarkdown && !file.Path.EndsWith(".json", StringComparison.Ordinal);
        if (isCode && file.Lines.Length > FileLines)
            yield return new(
                file.Path,
                FileLines,
                $"{file.Lines.Length} lines, {FileLines} are allowed: split it by what it does");
    }

    public static IEnumerable<Finding> LongMembers(SourceFile file)
    {
        IEnumerable<Member> members =
            file.IsCSharp ? CSharpMethods.In(file) : file.IsPython ? PythonFunctions.In(file) : [];
        foreach (Member member in members)
            if (member.LineCount > MemberLines)
                yield return new(
                    file.Path,
                    member.FirstLine,
                    $"{member.Name} has {member.LineCount} lines, {MemberLines} are allowed: take a part out");
    }
}
