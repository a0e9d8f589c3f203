namespace Millpond.House.Tests.Tree;

/// <summary>A text file of the repository.</summary>
/// <param name="Path">Relative to the repository, with slashes.</param>
/// <param name="Text">All of it.</param>
internal sealed record SourceFile(string Path, string Text)
{
    private readonly Lazy<(string Code, string Comments)> _parts = new(() => CSharpText.Split(Text));

    public string[] Lines { get; } = Text.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n');

    public bool IsCSharp => Path.EndsWith(".cs", StringComparison.Ordinal);

    public bool IsPython => Path.EndsWith(".py", StringComparison.Ordinal);

    public bool IsMarkdown => Path.EndsWith(".md", StringComparison.Ordinal);

    /// <summary>C# without its comments and the insides of its strings; everything keeps its place.</summary>
    public string Code => IsCSharp ? _parts.Value.Code : Text;

    /// <summary>The comments of C#, each in its place.</summary>
    public string Comments => _parts.Value.Comments;

    public bool IsIn(params ReadOnlySpan<string> folders)
    {
        foreach (string folder in folders)
            if (Path.StartsWith(folder, StringComparison.Ordinal))
                return true;
        return false;
    }

    public int LineAt(int index) => Text.AsSpan(0, index).Count('\n') + 1;
}
