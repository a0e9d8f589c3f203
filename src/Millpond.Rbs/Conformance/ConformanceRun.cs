using System.IO.Compression;
using Millpond.Rbs.Parsing;

namespace Millpond.Rbs.Conformance;

/// <summary>Runs files of recorded parser calls (JSON Lines, gzip or plain) and compares with what the rbs gem did.</summary>
public static class ConformanceRun
{
    private const int BufferBytes = 64 * 1024;

    /// <summary>Runs a file. Calls <paramref name="differs"/> for each case that does not come out as recorded, in
    /// order. The version is that of the gem the cases were recorded from; null: the latest.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="InvalidDataException">It is named .gz and is no gzip.</exception>
    /// <exception cref="FormatException">A line is no recorded case.</exception>
    public static ConformanceCount Run(
        string path, Action<ConformanceDifference> differs, RbsVersion? version = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.Read, BufferBytes);
        if (!path.EndsWith(".gz", StringComparison.Ordinal))
            return Run(file, differs, version);
        using GZipStream unpacked = new(file, CompressionMode.Decompress);
        return Run(unpacked, differs, version);
    }

    /// <summary>Runs the cases of a stream of JSON Lines.</summary>
    /// <exception cref="FormatException">A line is no recorded case.</exception>
    public static ConformanceCount Run(
        Stream lines, Action<ConformanceDifference> differs, RbsVersion? version = null)
    {
        ArgumentNullException.ThrowIfNull(lines);
        ArgumentNullException.ThrowIfNull(differs);
        int passed = 0;
        int failed = 0;
        int documented = 0;
        foreach ((int number, byte[] line) in LinesOf(lines))
        {
            ConformanceDifference? difference = new CaseRunner(
                ConformanceCase.Read(number, line), version ?? RbsVersion.Latest).Run();
            if (difference is null)
                passed++;
            else if (difference.Reason is null)
                failed++;
            else
                documented++;
            if (difference is not null)
                differs(difference);
        }
        return new(passed, failed, documented);
    }

    // Bytes, not text: a reader of text would replace what is no UTF-8.
    private static IEnumerable<(int Number, byte[] Line)> LinesOf(Stream stream)
    {
        using BufferedStream buffered = new(stream, BufferBytes);
        List<byte> line = [];
        for (int number = 1, value = 0; value >= 0; number++)
        {
            line.Clear();
            while ((value = buffered.ReadByte()) >= 0 && value != '\n')
                line.Add((byte)value);
            if (line.Any(code => !char.IsWhiteSpace((char)code)))
                yield return (number, [.. line]);
        }
    }
}
