using Millpond.Rbs.Environments;
using Millpond.Rbs.Environments.Loading;
using Millpond.Rbs.Parsing;
using Millpond.Rbs.Text;

namespace Millpond.Rbs.LanguageServer;

/// <summary>
/// The documents that are open, the signatures in the folders that are, and the environment of all. Changes are noted at
/// once and worked in when somebody asks, so that quick typing costs one parse, not one for each key.
/// </summary>
internal sealed class Workspace(LoaderOptions options)
{
    // Folders that hold what others wrote, or machines.
    private static readonly HashSet<string> s_ignored = ["node_modules", "vendor", "tmp", "log", "coverage"];

    private readonly Dictionary<string, OpenDocument> _open = new(StringComparer.Ordinal);
    private readonly HashSet<string> _changed = new(StringComparer.Ordinal);
    private readonly HashSet<string> _own = new(StringComparer.Ordinal);
    private readonly HashSet<string> _unchecked = new(StringComparer.Ordinal);
    private readonly List<string> _folders = [];
    private RbsEnvironment _environment = RbsEnvironment.Of([], options.EffectiveVersion);

    /// <summary>What a user should know of loading; empty where all went well.</summary>
    public List<string> Warnings { get; } = [];

    /// <summary>Ruby's own classes are there, so a name that means nothing is wrong.</summary>
    public bool KnowsCore { get; private set; }

    public RbsVersion Version => _environment.Version;

    /// <summary>The environment of all as it is now.</summary>
    public RbsEnvironment Environment
    {
        get
        {
            Refresh();
            return _environment;
        }
    }

    /// <summary>The files of the folders and the open documents, without core and libraries.</summary>
    public IEnumerable<SourceFile> Files => Environment.Files.Where(file => _own.Contains(file.Path));

    public IEnumerable<OpenDocument> OpenDocuments => _open.Values;

    /// <summary>Paths of the own files, also of those that are gone, in which something may be wrong or right that was
    /// not when this was asked last.</summary>
    public IReadOnlyList<string> TakeUnchecked()
    {
        Refresh();
        string[] paths = [.. _unchecked.Order(StringComparer.Ordinal)];
        _unchecked.Clear();
        return paths;
    }

    public bool IsOwn(string path) => _own.Contains(path);

    /// <summary>Loads core and libraries, and the signatures in folders.</summary>
    public void Load(IReadOnlyList<string> folders)
    {
        _folders.AddRange(folders.Select(Path.GetFullPath));
        try
        {
            string? collection = options.Collection ?? _folders
                .Select(folder => Path.Join(folder, "rbs_collection.yaml"))
                .FirstOrDefault(File.Exists);
            EnvironmentLoader loader = new(options with
            {
                Collection = collection,
                Folders = [.. options.Folders.Select(Path.GetFullPath)],
            });
            Warnings.AddRange(loader.Warnings);
            _environment = loader.Load();
            KnowsCore = options.Rbs is not null;
        }
        catch (RbsLoadException error)
        {
            Warnings.Add(error.Message);
        }
        foreach (string path in _folders.SelectMany(Find))
        {
            if (_own.Add(path))
                _changed.Add(path);
        }
        Refresh();
    }

    public OpenDocument? FindOpen(string path) => _open.GetValueOrDefault(path);

    public void Open(OpenDocument document, string path)
    {
        _open[path] = document;
        _own.Add(path);
        _changed.Add(path);
    }

    public void Touch(string path)
    {
        if (_open.ContainsKey(path) || _own.Contains(path) || IsInside(path))
        {
            _own.Add(path);
            _changed.Add(path);
        }
    }

    /// <summary>The file counts again, if there is one in the folders.</summary>
    public void Close(string path)
    {
        _open.Remove(path);
        if (!IsInside(path))
            _own.Remove(path);
        _changed.Add(path);
    }

    /// <summary>A file with its tree as it is now.</summary>
    /// <exception cref="RpcException">There is no such document.</exception>
    public SourceFile FileOf(string path) => Environment.FindFile(path)
        ?? throw RpcException.BadParams($"{path} is neither open nor in the workspace");

    /// <summary>The URI by which the client knows a path.</summary>
    public string UriOf(string path) => FindOpen(path)?.Uri ?? FileUri.Of(path);

    private bool IsInside(string path) =>
        path.EndsWith(".rbs", StringComparison.Ordinal)
        && _folders.Any(folder => path.StartsWith(folder + Path.DirectorySeparatorChar, StringComparison.Ordinal));

    private void Refresh()
    {
        if (_changed.Count == 0)
            return;
        ParserOptions parser = new() { Version = Version };
        List<SourceFile> changed = [];
        List<string> removed = [];
        foreach (string path in _changed)
        {
            if (BufferOf(path) is { } buffer)
                changed.Add(SourceFile.Parse(buffer, OriginOf(path), parser));
            else
                removed.Add(path);
        }
        _changed.Clear();
        _own.ExceptWith(removed);
        RbsEnvironment before = _environment;
        EnvironmentUpdate update = before.Update(changed, removed.Where(path => before.FindFile(path) is not null));
        _environment = update.Environment;
        _unchecked.UnionWith(removed);
        _unchecked.UnionWith(changed.Select(file => file.Path));
        _unchecked.UnionWith(update.Affected.Select(file => file.Path));
        // What is declared twice is told in one of two files, and may go over to the other.
        _unchecked.UnionWith(before.Diagnostics.Concat(_environment.Diagnostics).Select(found => found.Buffer.Name));
    }

    // Null where the path counts no more: gone, or closed and never part of the folders.
    private SourceBuffer? BufferOf(string path)
    {
        if (FindOpen(path) is { } open)
            return open.Buffer;
        if (!IsInside(path) && !IsLibrary(path))
            return null;
        try
        {
            return SourceBuffer.FromFile(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private SignatureOrigin OriginOf(string path) =>
        _environment.FindFile(path)?.Origin ?? new FolderOrigin(Path.GetDirectoryName(path) ?? path);

    // A file of core or of a library that was open belongs to the environment afterwards, too.
    private bool IsLibrary(string path) =>
        _environment.FindFile(path) is { Origin: CoreOrigin or LibraryOrigin };

    private static IEnumerable<string> Find(string folder)
    {
        string[] entries;
        try
        {
            entries = Directory.GetFileSystemEntries(folder);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            yield break;
        }
        foreach (string path in entries.Order(StringComparer.Ordinal))
        {
            string name = Path.GetFileName(path);
            FileAttributes attributes = AttributesOf(path);
            if (!attributes.HasFlag(FileAttributes.Directory))
            {
                if (name.EndsWith(".rbs", StringComparison.Ordinal))
                    yield return path;
            }
            else if (name[0] != '.' && !s_ignored.Contains(name) && !attributes.HasFlag(FileAttributes.ReparsePoint))
            {
                foreach (string inner in Find(path))
                    yield return inner;
            }
        }
    }

    private static FileAttributes AttributesOf(string path)
    {
        try
        {
            return File.GetAttributes(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return default;
        }
    }
}
