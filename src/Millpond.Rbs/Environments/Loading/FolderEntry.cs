using System.IO.Enumeration;

namespace Millpond.Rbs.Environments.Loading;

/// <summary>What a folder holds. The kind comes with the name, so that no file is asked about twice.</summary>
/// <param name="Name">The name without the folder.</param>
/// <param name="IsFolder">A folder, or a link to one.</param>
/// <param name="IsLink">A link to a folder.</param>
internal readonly record struct FolderEntry(string Name, bool IsFolder, bool IsLink)
{
    /// <summary>The entries of a folder in the order of their names' bytes; none where there is no such folder.</summary>
    public static FolderEntry[] In(string folder)
    {
        EnumerationOptions options = new() { AttributesToSkip = 0, IgnoreInaccessible = false };
        try
        {
            FileSystemEnumerable<FolderEntry> found = new(
                folder.Length == 0 ? "." : folder,
                static (ref FileSystemEntry entry) => new(
                    entry.FileName.ToString(),
                    entry.IsDirectory,
                    entry.IsDirectory && (entry.Attributes & FileAttributes.ReparsePoint) != 0),
                options);
            FolderEntry[] entries = [.. found];
            Array.Sort(entries, static (left, right) => string.CompareOrdinal(left.Name, right.Name));
            return entries;
        }
        catch (Exception exception) when (exception is DirectoryNotFoundException or FileNotFoundException)
        {
            return [];
        }
    }

    /// <summary>The folders in a folder, by name; none where it may not be read.</summary>
    public static IEnumerable<string> FoldersIn(string folder)
    {
        try
        {
            return from entry in In(folder) where entry.IsFolder select Path.Join(folder, entry.Name);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
