namespace Millpond.Rbs.Environments.Loading;

/// <summary>Folders of signatures by library and version: <c>DIR/LIBRARY/VERSION/*.rbs</c>. The standard library is one.
/// </summary>
internal sealed class SignatureRepository
{
    private readonly Dictionary<string, List<string>> _folders = new(StringComparer.Ordinal);

    public void Add(string folder)
    {
        if (!Directory.Exists(folder))
            throw new RbsLoadException($"there is no folder {folder} to be a repository of signatures; check --repo");
        foreach (FolderEntry entry in FolderEntry.In(folder))
        {
            if (!_folders.TryGetValue(entry.Name, out List<string>? folders))
                _folders[entry.Name] = folders = [];
            folders.Add($"{folder.TrimEnd('/')}/{entry.Name}");
        }
    }

    /// <summary>All libraries, by name.</summary>
    public IEnumerable<string> Libraries => _folders.Keys.Order(StringComparer.Ordinal).Where(name => Find(name, null) is not null);

    /// <summary>The folder of a library's best version, or null: the newest that is not newer than the wanted one, else the
    /// oldest; without a wish the newest.</summary>
    public string? Find(string library, string? version)
    {
        if (!_folders.TryGetValue(library, out List<string>? folders))
            return null;
        SortedList<GemVersion, string> versions = [];
        foreach (string folder in folders)
        {
            foreach (FolderEntry entry in FolderEntry.In(folder))
            {
                if (GemVersion.Parse(entry.Name) is { IsPrerelease: false } found)
                    versions[found] = $"{folder}/{entry.Name}";
            }
        }
        if (versions.Count == 0)
            return null;
        if (version is null || GemVersion.Parse(version)?.Release is not { } wanted)
            return versions.GetValueAtIndex(versions.Count - 1);
        for (int at = versions.Count - 1; at >= 0; at--)
        {
            if (versions.GetKeyAtIndex(at).CompareTo(wanted) <= 0)
                return versions.GetValueAtIndex(at);
        }
        return versions.GetValueAtIndex(0);
    }
}
