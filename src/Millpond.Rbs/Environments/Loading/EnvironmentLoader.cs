using System.Collections.Immutable;
using System.Text;
using Millpond.Rbs.Environments.Caching;
using Millpond.Rbs.Parsing;
using Millpond.Rbs.Text;

namespace Millpond.Rbs.Environments.Loading;

/// <summary>
/// Finds signatures and loads them into an environment, in upstream's order: core, then libraries each followed by what it
/// depends on, then folders. A file that is named twice is loaded once.
/// </summary>
public sealed class EnvironmentLoader
{
    // Since rbs 3.5 StringIO is a library, and loaded even if nobody asks for it.
    private static readonly RbsVersion s_stringIoIsLibrary = new(3, 5);

    private readonly LoaderOptions _options;
    private readonly RbsVersion _version;
    private readonly SignatureRepository _repository = new();
    private readonly SignatureRepository _stdlib = new();
    private readonly List<LibraryRequest> _libraries = [];
    private readonly List<string> _warnings = [];

    /// <summary>Finds the libraries and what they depend on; reads no signature yet.</summary>
    /// <exception cref="RbsLoadException">A library or the collection is not there.</exception>
    public EnvironmentLoader(LoaderOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options;
        _version = options.EffectiveVersion;
        if (options.Rbs?.StdlibFolder is { } stdlib)
        {
            _repository.Add(stdlib);
            _stdlib.Add(stdlib);
        }
        foreach (string folder in options.Repositories)
            _repository.Add(folder);
        AddCollection();
        foreach (LibraryRequest library in options.Libraries)
            Add(library, withDependencies: true);
        if (options.AllLibraries)
        {
            foreach (string library in _stdlib.Libraries)
                Add(new(library), withDependencies: true);
        }
        if (_version >= s_stringIoIsLibrary && _stdlib.Find("stringio", null) is not null
            && !_libraries.Any(library => library.Name == "stringio"))
            Add(new("stringio"), withDependencies: true);
        Folders = [.. FindFolders()];
    }

    /// <summary>Where signatures are loaded from, in order.</summary>
    public ImmutableArray<SignatureFolder> Folders { get; }

    /// <summary>How many files the last <see cref="Load"/> parsed; the outlines of the others came from the cache.</summary>
    public int FilesParsed { get; private set; }

    /// <summary>What a user should know though it is no error, such as a library that is part of core by now.</summary>
    public IReadOnlyList<string> Warnings => _warnings;

    /// <summary>The files of all folders, in order, each with what it is part of.</summary>
    public IReadOnlyList<(string Path, SignatureOrigin Origin)> FindFiles()
    {
        List<(string, SignatureOrigin)> files = [];
        HashSet<string> seen = new(StringComparer.Ordinal);
        foreach (SignatureFolder folder in Folders)
        {
            foreach (string path in SignatureFinder.Find(folder.Path, folder.Origin is not FolderOrigin, _version))
            {
                if (seen.Add(path))
                    files.Add((path, folder.Origin));
            }
        }
        return files;
    }

    /// <summary>Reads and parses all files and makes the environment. Syntax errors and duplicates are in its
    /// <see cref="RbsEnvironment.Diagnostics"/>.</summary>
    /// <exception cref="RbsLoadException">A file cannot be read.</exception>
    public RbsEnvironment Load()
    {
        IReadOnlyList<(string Path, SignatureOrigin Origin)> found = FindFiles();
        ParserOptions parser = new() { Version = _version, ShareEmpty = _options.ShareEmpty };
        OutlineCache? cache = OpenCache();
        var files = new SourceFile[found.Count];
        var contents = new UInt128[found.Count];
        ParallelWork.For(found.Count, _options.EffectiveThreads, at =>
        {
            SourceBuffer buffer = Read(found[at].Path);
            contents[at] = cache is null ? 0 : ContentHash.Of(buffer.Bytes);
            files[at] = cache?.Find(contents[at]) is { } outline
                ? SourceFile.FromOutline(buffer, found[at].Origin, parser, outline)
                : SourceFile.Parse(buffer, found[at].Origin, parser);
        });
        FilesParsed = files.Count(file => file.IsParsed);
        if (cache is not null && (files.Any(file => file is { IsParsed: true, IsValid: true }) || IsLarger(cache, files)))
            cache.Save(files.Zip(contents).Where(pair => pair.First.IsValid)
                .Select(pair => (pair.Second, pair.First.Outline)));
        return RbsEnvironment.Of(files, _version);
    }

    // Files went away since it was written.
    private static bool IsLarger(OutlineCache cache, SourceFile[] files) => cache.Count > files.Length;

    private OutlineCache? OpenCache()
    {
        if (_options.CacheFolder is null || !_options.ShareEmpty)
            return null;
        string identity = string.Join('\n', Folders.Select(folder => folder.Path).Prepend(Environment.CurrentDirectory));
        return OutlineCache.Open(_options.CacheFolder, ContentHash.Of(Encoding.UTF8.GetBytes(identity)), _version);
    }

    private static SourceBuffer Read(string path)
    {
        try
        {
            return SourceBuffer.FromFile(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new RbsLoadException($"{path} cannot be read: {exception.Message}", exception);
        }
    }

    private void AddCollection()
    {
        if (_options.Collection is null)
            return;
        string path = CollectionLock.PathFor(_options.Collection);
        if (!File.Exists(path))
            return;
        var locked = CollectionLock.Read(path);
        _repository.Add(locked.Folder);
        foreach (LockedGem gem in locked.Gems)
            Add(new(gem.Name, gem.Version), withDependencies: false);
    }

    private void Add(LibraryRequest library, bool withDependencies)
    {
        if (library.Name == "rubygems" || (library.Name == "set" && _version.Major >= 3))
        {
            _warnings.Add($"{library.Name} is part of core now and always loaded: leave -r {library.Name} out");
            return;
        }
        if (_libraries.Contains(library))
            return;
        _libraries.Add(library);
        if (!withDependencies || ManifestOf(library) is not { } manifest)
            return;
        foreach (YamlValue dependency in Yaml.ReadFile(manifest)["dependencies"]?.Items ?? [])
        {
            if (dependency["name"]?.Text is { } name)
                Add(new(name), withDependencies: true);
        }
    }

    // Only a gem's own signatures and the standard library are asked what they depend on.
    private string? ManifestOf(LibraryRequest library)
    {
        string? folder = RubyFolders.FindSignatures(library.Name, library.Version, _options.GemHomes)
            ?? _stdlib.Find(library.Name, library.Version);
        string manifest = Path.Join(folder, "manifest.yaml");
        return folder is not null && File.Exists(manifest) ? manifest : null;
    }

    private IEnumerable<SignatureFolder> FindFolders()
    {
        if (_options.Rbs is not null)
            yield return new(_options.Rbs.CoreFolder, CoreOrigin.Instance);
        foreach (LibraryRequest library in _libraries)
        {
            string folder = RubyFolders.FindSignatures(library.Name, library.Version, _options.GemHomes)
                ?? _repository.Find(library.Name, library.Version)
                ?? throw new RbsLoadException(
                    $"there are no signatures of the library {library.Name} ({library.Version ?? "any version"}); "
                    + "add the repository that holds them with --repo, or leave out -r");
            yield return new(folder, new LibraryOrigin(library.Name, library.Version));
        }
        foreach (string folder in _options.Folders)
            yield return new(folder, new FolderOrigin(folder));
    }
}
