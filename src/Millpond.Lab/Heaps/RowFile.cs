using System.IO.Compression;
using Millpond.Lab.Ruby;

namespace Millpond.Lab.Heaps;

/// <summary>Files of rows: one JSON object a line, as real Rubies print them; <c>.gz</c> is read too.</summary>
public static class RowFile
{
    /// <summary>All rows of a file.</summary>
    /// <exception cref="UserException">It cannot be read, or a line is no row.</exception>
    public static IReadOnlyList<LiveRow> Read(string path)
    {
        try
        {
            using Stream file = File.OpenRead(Guard.NotNull(path));
            using Stream text = path.EndsWith(".gz", StringComparison.Ordinal)
                ? new GZipStream(file, CompressionMode.Decompress)
                : file;
            using StreamReader reader = new(text);
            List<LiveRow> rows = [];
            for (int number = 1; reader.ReadLine() is { } line; number++)
                if (line.Length > 0) rows.Add(LiveRow.Parse(line, $"{path}, line {number}"));
            return rows.Count > 0 ? rows : throw new UserException($"{path}: no rows; give a file that Ruby's rows were written to");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            throw new UserException($"{path}: {error.Message}; give a file of rows, one JSON object a line");
        }
    }
}
