namespace Millpond.House.Tests.Tree;

/// <summary>The repository's own text files: what git would keep, found without git.</summary>
internal sealed class SourceTree
{
    private static readonly string[] s_textEndings =
    [
        ".cs", ".csproj", ".props", ".targets", ".slnx", ".config", ".json", ".py", ".sh", ".md", ".yml", ".toml",
    ];

    private static readonly string[] s_foreignFolders =
        [".git", ".vs", ".idea", "artifacts", "bin", "obj", "results", "__pycache__", "node_modules"];

    private readonly Lazy<SourceFile[]> _files;

    public SourceTree(string root)
    {
        Root = root;
        _files = new(() => [.. FilesIn(new DirectoryInfo(root)).Select(Read)]);
    }

    /// <summary>The clone these tests run in.</summary>
    public static SourceTree Own { get; } = new(Repository.Root);

    public string Root { get; }

    public IReadOnlyList<SourceFile> Files => _files.Value;

    public IEnumerable<SourceFile> CSharp => Files.Where(file => file.IsCSharp);

    public IEnumerable<SourceFile> Python => Files.Where(file => file.IsPython);

    public IEnumerable<SourceFile> Markdown => Files.Where(file => file.IsMarkdown);

    public bool Has(string path) => Path.Exists(Path.Combine(Root, path));

    public IEnumerable<SourceFile> In(string folder) => Files.Where(file => file.IsIn(folder));

    private SourceFile Read(FileInfo file) =>
        new(Path.GetRelativePath(Root, file.FullName).Replace('\\', '/'), File.ReadAllText(file.FullName));

    private IEnumerable<FileInfo> FilesIn(DirectoryInfo folder)
    {
        bool isRoot = folder.FullName == Root;
        foreach (FileInfo file in folder.EnumerateFiles().OrderBy(file => file.Name))
            if (IsText(file))
                yield return file;
        foreach (DirectoryInfo inner in folder.EnumerateDirectories().OrderBy(each => each.Name))
        {
            // ./lab holds what `./millpond lab` found on this machine.
            if (s_foreignFolders.Contains(inner.Name) || (isRoot && inner.Name == "lab")) continue;
            foreach (FileInfo file in FilesIn(inner))
                yield return file;
        }
    }

    /// <summary>By its ending, or as a script without one: ./millpond, ./test, .ci/run.</summary>
    private static bool IsText(FileInfo file) =>
        s_textEndings.Contains(file.Extension) ? file.Name != "packages.lock.json"
        : file.Extension.Length == 0 && (file.UnixFileMode & UnixFileMode.UserExecute) != 0;
}
