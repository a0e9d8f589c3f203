using Millpond.Rbs.Environments;
using Millpond.Rbs.Environments.Loading;

namespace Millpond.Rbs.Comparing;

/// <summary>One side of a comparison: an environment with folders of its own.</summary>
public static class DiffSide
{
    /// <summary>Loads what <paramref name="common"/> says, the folders, and the libraries that a <c>manifest.yaml</c>
    /// in one of them asks for.</summary>
    /// <exception cref="RbsLoadException">A library is not there, or a file cannot be read.</exception>
    public static RbsEnvironment Load(LoaderOptions common, IReadOnlyList<string> folders)
    {
        ArgumentNullException.ThrowIfNull(common);
        ArgumentNullException.ThrowIfNull(folders);
        IEnumerable<LibraryRequest> libraries =
            from folder in folders
            let manifest = Path.Join(folder, "manifest.yaml")
            where File.Exists(manifest)
            from dependency in Yaml.ReadFile(manifest)["dependencies"]?.Items ?? []
            let name = dependency["name"]?.Text
            where name is not null
            select new LibraryRequest(name);
        return new EnvironmentLoader(common with
        {
            Libraries = [.. common.Libraries, .. libraries],
            Folders = [.. common.Folders, .. folders],
        }).Load();
    }
}
