using System.Text.RegularExpressions;

namespace Millpond.House.Tests.Tree;

/// <summary>A member with a body, from its first line (without attributes) to its last brace or semicolon.</summary>
internal sealed record Member(string Name, int FirstLine, int LineCount);

/// <summary>Finds methods, constructors, properties and operators by counting braces.</summary>
internal static partial class CSharpMethods
{
    private enum Scope
    {
        Container,
        Member,
        Inner,
    }

    public static IEnumerable<Member> In(SourceFile file)
    {
        string code = PreprocessorLine().Replace(file.Code, match => new string(' ', match.Length));
        Stack<Scope> scopes = new([Scope.Container]);
        int start = 0, parentheses = 0;
        for (int at = 0; at < code.Length; at++)
        {
            Scope scope = scopes.Peek();
            parentheses += code[at] is '(' or '[' ? 1 : code[at] is ')' or ']' ? -1 : 0;
            if (code[at] == '{')
            {
                scopes.Push(scope == Scope.Container && parentheses == 0 ? Opened(code[start..at]) : Scope.Inner);
                if (scopes.Peek() == Scope.Container) start = at + 1;
            }
            else if (code[at] == '}' && scopes.Count > 1)
            {
                if (scopes.Pop() == Scope.Member) yield return Between(file, code, start, at);
                if (scope is Scope.Member or Scope.Container) start = at + 1;
            }
            else if (code[at] == ';' && scope == Scope.Container && parentheses == 0)
            {
                if (WithoutParentheses(code[start..at]).Contains("=>")) yield return Between(file, code, start, at);
                start = at + 1;
            }
        }
    }

    private static Scope Opened(string header)
    {
        header = WithoutParentheses(header);
        if (TypeHeader().IsMatch(header)) return Scope.Container;
        return Assignment().IsMatch(header) || header.Contains("=>") ? Scope.Inner : Scope.Member;
    }

    private static Member Between(SourceFile file, string code, int start, int end)
    {
        start = AfterAttributes(code, start);
        int first = file.LineAt(start), last = file.LineAt(end);
        Match name = MemberName().Match(WithoutParentheses(code[start..end]));
        return new(name.Success ? name.Value : "member", first, last - first + 1);
    }

    private static int AfterAttributes(string code, int at)
    {
        while (true)
        {
            while (at < code.Length && char.IsWhiteSpace(code[at])) at++;
            if (at == code.Length || code[at] != '[') return at;
            int depth = 0;
            do depth += code[at] == '[' ? 1 : code[at] == ']' ? -1 : 0;
            while (++at < code.Length && depth > 0);
        }
    }

    /// <summary>Default values and lambdas in parentheses and brackets say nothing about the member.</summary>
    private static string WithoutParentheses(string header)
    {
        int depth = 0;
        return string.Concat(header.Where(letter =>
        {
            if (letter is ')' or ']') depth--;
            bool isOutside = depth == 0;
            if (letter is '(' or '[') depth++;
            return isOutside;
        }));
    }

    [GeneratedRegex(@"^\s*#.*$", RegexOptions.Multiline)]
    private static partial Regex PreprocessorLine();

    [GeneratedRegex(@"\b(class|struct|interface|record|enum|namespace)\s+[\w@]|\bextension\s*[<(]")]
    private static partial Regex TypeHeader();

    [GeneratedRegex(@"(?<![=!<>+*/%&|^-])=(?![=>])")]
    private static partial Regex Assignment();

    [GeneratedRegex(@"[\w@.<>]+(?=\s*[({]|\s*=>|\s*\()")]
    private static partial Regex MemberName();
}
