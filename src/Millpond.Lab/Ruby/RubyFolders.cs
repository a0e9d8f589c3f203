namespace Millpond.Lab.Ruby;

/// <summary>
/// Where setup/trixie and setup/ruby-wasm put their Rubies: the folder that an environment variable names, else the
/// newest complete one in the cache folder, which is named as those scripts name it.
/// </summary>
internal sealed class RubyFolders(Func<string, string?> variable)
{
    /// <summary>The Debian trixie root, or null.</summary>
    internal string? Trixie => Find("MILLPOND_TRIXIE", "trixie-*", "usr/bin/ruby");

    /// <summary>The folder whose node_modules hold Ruby <paramref name="version"/>, or null.</summary>
    internal string? Wasm(string version) =>
        Find("MILLPOND_RUBY_WASM", "ruby-wasm-*", $"node_modules/@ruby/{version}-wasm-wasi/dist/ruby.wasm");

    private string? Find(string name, string pattern, string holds)
    {
        if (Get(name) is { } named)
            return Path.Exists(Path.Combine(named, holds)) ? Path.GetFullPath(named) : null;
        string cache = CacheFolder();
        if (!Directory.Exists(cache))
            return null;
        return Directory.EnumerateDirectories(cache, pattern)
            .Where(folder => !folder.EndsWith(".building", StringComparison.Ordinal))
            .Where(folder => Path.Exists(Path.Combine(folder, holds)))
            .MaxBy(Directory.GetLastWriteTimeUtc);
    }

    private string CacheFolder() => Get("MILLPOND_CACHE")
        ?? Path.Combine(Get("XDG_CACHE_HOME") ?? Path.Combine(Get("HOME") ?? "", ".cache"), "millpond");

    private string? Get(string name) => variable(name) is { Length: > 0 } value ? value : null;
}
