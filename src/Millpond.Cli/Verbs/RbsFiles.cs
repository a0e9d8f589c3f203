using Millpond.Lab;
using Millpond.Rbs.Diagnostics;
using Millpond.Rbs.Parsing;
using Millpond.Rbs.Text;

namespace Millpond.Cli.Verbs;

/// <summary>The .rbs files that were named, or lie in folders that were named; as the rbs gem finds them.</summary>
internal static class RbsFiles
{
    internal static IReadOnlyList<string> Find(IReadOnlyList<string> paths)
    {
        List<string> found = [];
        foreach (string path in paths)
        {
            if (Directory.Exists(path))
                AddFolder(found, path);
            else if (File.Exists(path))
                found.Add(path);
            else
                throw RbsOptions.IsOption(path) ? RbsOptions.NoOption(path) : new UserException($"{path}: no such file or folder; give .rbs files, or folders that hold them");
        }
        return found;
    }

    /// <summary>Reads a file; the buffer has the name that was given.</summary>
    internal static SourceBuffer Read(string path)
    {
        try
        {
            return SourceBuffer.FromFile(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new UserException($"{path}: {error.Message}; check that the file may be read");
        }
    }

    /// <summary>Parses files on all cores; results in the order of the files.</summary>
    internal static SignatureFile[] Parse(IReadOnlyList<string> files, ParserOptions options)
    {
        var parsed = new SignatureFile[files.Count];
        try
        {
            Parallel.For(0, files.Count, at => parsed[at] = Parser.ParseSignature(Read(files[at]), options));
        }
        catch (AggregateException error) when (error.InnerException is UserException first)
        {
            throw first;
        }
        return parsed;
    }

    internal static IReadOnlyList<Diagnostic> Findings(IEnumerable<SignatureFile> files) =>
        [.. files.SelectMany(file => file.Diagnostics)];

    private static void AddFolder(List<string> found, string folder)
    {
        foreach (string child in Directory.EnumerateFileSystemEntries(folder).Order(StringComparer.Ordinal))
        {
            if (Directory.Exists(child))
                AddFolder(found, child);
            else if (child.EndsWith(".rbs", StringComparison.Ordinal))
                found.Add(child);
        }
    }
}
