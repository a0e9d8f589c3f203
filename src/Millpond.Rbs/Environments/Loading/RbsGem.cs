using Millpond.Rbs.Parsing;

namespace Millpond.Rbs.Environments.Loading;

/// <summary>The signatures of an installed rbs gem, or of a folder laid out like one. Immutable.</summary>
/// <param name="CoreFolder">Ruby's own classes.</param>
/// <param name="StdlibFolder">The standard library, a repository by library and version; null where there is none.</param>
/// <param name="Version">The gem's version as written, or null where it is not known.</param>
public sealed record RbsGem(string CoreFolder, string? StdlibFolder, string? Version)
{
    /// <summary>The language of its signatures: that of its version, and the nearest that is known for a version beyond
    /// those; <see cref="RbsVersion.Latest"/> where the version is not known.</summary>
    public RbsVersion Language
    {
        get
        {
            if (RbsVersion.TryParse(Version, out RbsVersion version))
                return version;
            return GemVersion.Parse(Version) is { } gem && gem.CompareTo(GemVersion.Parse(RbsVersion.Oldest.ToString())) < 0
                ? RbsVersion.Oldest
                : RbsVersion.Latest;
        }
    }

    /// <summary>The signatures in a folder of core classes; the standard library is looked for beside it.</summary>
    /// <param name="coreFolder">The folder; also the folder of a gem, which holds <c>core</c>.</param>
    /// <exception cref="RbsLoadException">There is no such folder.</exception>
    public static RbsGem InFolder(string coreFolder)
    {
        ArgumentNullException.ThrowIfNull(coreFolder);
        string folder = Path.TrimEndingDirectorySeparator(Path.GetFullPath(coreFolder));
        if (!Directory.Exists(folder))
            throw new RbsLoadException($"there is no folder {coreFolder}; give --core the folder core of an rbs gem");
        if (Directory.Exists(Path.Join(folder, "core")))
            folder = Path.Join(folder, "core");
        string parent = Path.GetDirectoryName(folder) ?? folder;
        string stdlib = Path.Join(parent, "stdlib");
        return new(folder, Directory.Exists(stdlib) ? stdlib : null, VersionOf(parent));
    }

    // A checkout of the gem's repository is named at will, but says its version in a line of Ruby.
    private static string? VersionOf(string folder)
    {
        string name = Path.GetFileName(folder);
        if (name.StartsWith("rbs-", StringComparison.Ordinal) && GemVersion.Parse(name["rbs-".Length..]) is { } named)
            return named.Text;
        string file = Path.Join(folder, "lib", "rbs", "version.rb");
        return File.Exists(file) && File.ReadAllText(file).Split('"') is [_, var written, ..] ? written : null;
    }
}
