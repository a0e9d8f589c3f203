namespace Millpond.Lab.Launching;

/// <summary>A way to keep memory warm without Millpond: variables that any program can be started with.</summary>
/// <param name="Name">What --rival calls it.</param>
/// <param name="Variables">What it sets.</param>
public sealed record Rival(string Name, IReadOnlyList<KeyValuePair<string, string>> Variables)
{
    // Nothing is ever mapped apart, and the heap's top is given back only above 4 GiB (the proposal's zero-code rival).
    private static readonly KeyValuePair<string, string>[] s_glibc =
    [
        new("MALLOC_MMAP_MAX_", "0"),
        new("MALLOC_TRIM_THRESHOLD_", "4294967296"),
        new("MALLOC_TOP_PAD_", "268435456"),
    ];

    private static readonly string[] s_libraryFolders =
    [
        "/usr/lib/x86_64-linux-gnu", "/usr/lib/aarch64-linux-gnu", "/usr/lib64", "/usr/lib", "/usr/local/lib",
    ];

    /// <summary>The rival of that name.</summary>
    /// <exception cref="UserException">There is none, or its library is not installed.</exception>
    public static Rival Find(string name) => name switch
    {
        "glibc" => new(name, s_glibc),
        "jemalloc" => Preload(name, "libjemalloc.so.2", "libjemalloc2"),
        "mimalloc" => Preload(name, "libmimalloc.so.2", "libmimalloc2.0"),
        _ => throw new UserException($"--rival {name}: give glibc, jemalloc or mimalloc, or use --env-b"),
    };

    private static Rival Preload(string name, string library, string package)
    {
        string? path = s_libraryFolders.Select(folder => Path.Combine(folder, library)).FirstOrDefault(File.Exists);
        return path is not null
            ? new(name, [new("LD_PRELOAD", path)])
            : throw new UserException(
                $"--rival {name}: no {library} here; install it (Debian: apt install {package})", UserException.Failed);
    }
}
