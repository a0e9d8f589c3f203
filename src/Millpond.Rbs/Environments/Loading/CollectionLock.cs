namespace Millpond.Rbs.Environments.Loading;

/// <summary>A gem in <c>rbs_collection.lock.yaml</c>.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Version">The locked version, or null.</param>
/// <param name="SourceType"><c>git</c>, <c>stdlib</c>, <c>rubygems</c> or <c>local</c>.</param>
public sealed record LockedGem(string Name, string? Version, string? SourceType);

/// <summary>What <c>rbs collection install</c> has installed, by its lock file.</summary>
/// <param name="Folder">The repository that holds the signatures.</param>
/// <param name="Gems">The gems, in order.</param>
public sealed record CollectionLock(string Folder, IReadOnlyList<LockedGem> Gems)
{
    private const string ConfigName = "rbs_collection.yaml";

    /// <summary>The lock file that belongs to a configuration: rbs_collection.lock.yaml to rbs_collection.yaml. The path of
    /// a lock file is taken as it is.</summary>
    public static string PathFor(string configPath)
    {
        string extension = Path.GetExtension(configPath);
        string stem = configPath[..^extension.Length];
        return stem.EndsWith(".lock", StringComparison.Ordinal) ? configPath : $"{stem}.lock{extension}";
    }

    /// <summary>The configuration in <paramref name="folder"/> or, as rbs 3 looks, above it; null where there is none.</summary>
    public static string? FindConfig(string folder, bool looksAbove)
    {
        for (string? at = folder; at is not null; at = looksAbove ? Path.GetDirectoryName(at) : null)
        {
            string path = Path.Join(at, ConfigName);
            if (File.Exists(path))
                return path;
        }
        return null;
    }

    /// <summary>Reads a lock file and looks whether what it names is installed.</summary>
    /// <exception cref="RbsLoadException">It cannot be read, or is not installed.</exception>
    public static CollectionLock Read(string path)
    {
        YamlValue data = Yaml.ReadFile(path);
        string folder = data["path"]?.Text
            ?? throw new RbsLoadException($"{path} has no 'path:'; make it with: rbs collection install");
        folder = Path.Join(Path.GetDirectoryName(Path.GetFullPath(path)), folder);
        if (!Directory.Exists(folder))
            throw NotInstalled(folder);
        List<LockedGem> gems = [];
        foreach (YamlValue gem in data["gems"]?.Items ?? [])
        {
            string name = gem["name"]?.Text
                ?? throw new RbsLoadException($"{path}, line {gem.Line}: a gem has no 'name:'");
            Check(gem, name, folder);
            gems.Add(new(name, gem["version"]?.Text, gem["source"]?["type"]?.Text));
        }
        return new(folder, gems);
    }

    private static void Check(YamlValue gem, string name, string folder)
    {
        string installed = Path.Join(folder, name, gem["version"]?.Text);
        switch (gem["source"]?["type"]?.Text)
        {
            case "git":
                string meta = Path.Join(installed, ".rbs_meta.yaml");
                if (!File.Exists(meta) || !IsTheSame(Yaml.ReadFile(meta), gem))
                    throw NotInstalled(installed);
                break;
            case "local" when !Directory.Exists(installed):
                throw NotInstalled(installed);
        }
    }

    private static bool IsTheSame(YamlValue left, YamlValue right) => (left, right) switch
    {
        (YamlText one, YamlText other) => one.Value == other.Value,
        (YamlList one, YamlList other) => one.Values.Count == other.Values.Count
            && one.Values.Zip(other.Values).All(pair => IsTheSame(pair.First, pair.Second)),
        (YamlMap one, YamlMap other) => one.Pairs.Count == other.Pairs.Count && one.Pairs.All(
            pair => other.Pairs.TryGetValue(pair.Key, out YamlValue? value) && IsTheSame(pair.Value, value)),
        _ => false,
    };

    private static RbsLoadException NotInstalled(string folder) => new(
        $"the collection is not installed as locked ({folder}); run: rbs collection install, or give --no-collection");
}
