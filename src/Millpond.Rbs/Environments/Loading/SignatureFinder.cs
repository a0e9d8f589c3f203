using Millpond.Rbs.Parsing;

namespace Millpond.Rbs.Environments.Loading;

/// <summary>Finds the signature files of a folder in upstream's order. Until version 3.4 folder by folder; later by the
/// whole path as text, without what is hidden by a dot.</summary>
internal static class SignatureFinder
{
    // The rbs gem 3.5 looks for files by one pattern.
    private static readonly RbsVersion s_byPattern = new(3, 5);

    /// <summary>The files, named as upstream names them.</summary>
    /// <param name="path">A folder, or a single file.</param>
    /// <param name="skipsUnderscored">Folders in it whose names begin with <c>_</c> are left out.</param>
    /// <param name="version">The version whose order is meant.</param>
    public static List<string> Find(string path, bool skipsUnderscored, RbsVersion version)
    {
        List<string> files = [];
        if (File.Exists(path))
        {
            files.Add(path);
            return files;
        }
        bool byPattern = version >= s_byPattern;
        Add(path == "." && !byPattern ? "" : path, skipsUnderscored, byPattern, files);
        if (byPattern)
            files.Sort(string.CompareOrdinal);
        return files;
    }

    private static void Add(string folder, bool skipsUnderscored, bool byPattern, List<string> files)
    {
        foreach (FolderEntry entry in FolderEntry.In(folder))
        {
            // A pattern neither sees what is hidden nor follows a link to a folder.
            if (byPattern && (entry.Name.StartsWith('.') || entry.IsLink))
                continue;
            string path = folder.Length == 0 ? entry.Name : $"{folder.TrimEnd('/')}/{entry.Name}";
            if (!entry.IsFolder)
            {
                if (entry.Name.EndsWith(".rbs", StringComparison.Ordinal) && entry.Name.Length > ".rbs".Length)
                    files.Add(path);
            }
            else if (!skipsUnderscored || !entry.Name.StartsWith('_'))
            {
                Add(path, skipsUnderscored, byPattern, files);
            }
        }
    }
}
