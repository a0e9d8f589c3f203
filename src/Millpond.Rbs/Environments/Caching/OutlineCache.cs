using System.Globalization;
using Millpond.Rbs.Parsing;

namespace Millpond.Rbs.Environments.Caching;

/// <summary>
/// Outlines by the content of their files, kept in one file for each set of folders. What it says is used only for a file
/// whose bytes hash to the same; a cache file that is damaged, of another build or of another language counts as none. It
/// is replaced whole by a rename, so no reader sees half of one.
/// </summary>
internal sealed class OutlineCache
{
    private const string Extension = ".outlines";
    private const int HeaderBytes = 8 + 4 + 16 + 8 + 16;
    private const int FormatVersion = 1;

    // A set of folders takes 20 … 500 KB; the oldest go.
    private const int MostFiles = 64;

    private static readonly Guid s_build = typeof(OutlineCache).Module.ModuleVersionId;

    private readonly string _path;
    private readonly RbsVersion _version;
    private readonly Dictionary<UInt128, Outline> _outlines;

    private OutlineCache(string path, RbsVersion version, Dictionary<UInt128, Outline> outlines)
    {
        _path = path;
        _version = version;
        _outlines = outlines;
    }

    /// <summary>How many outlines it holds.</summary>
    public int Count => _outlines.Count;

    private static ReadOnlySpan<byte> Magic => "MPRBSOUT"u8;

    /// <summary>Reads the cache of a set of folders; an empty one where there is none that can be used.</summary>
    public static OutlineCache Open(string folder, UInt128 key, RbsVersion version)
    {
        string path = Path.Join(folder, key.ToString("x32", CultureInfo.InvariantCulture) + Extension);
        return new(path, version, Read(path, version) ?? []);
    }

    public Outline? Find(UInt128 content) => _outlines.GetValueOrDefault(content);

    /// <summary>Writes a new cache file. That it cannot be written is no error: the next run parses again.</summary>
    public void Save(IEnumerable<(UInt128 Content, Outline Outline)> outlines)
    {
        byte[] bytes = Encode([.. outlines], _version);
        string folder = Path.GetDirectoryName(_path)!;
        string temporary = Path.Join(folder, Path.GetRandomFileName());
        try
        {
            Directory.CreateDirectory(folder);
            File.WriteAllBytes(temporary, bytes);
            File.Move(temporary, _path, overwrite: true);
            RemoveOldest(folder);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            TryDelete(temporary);
        }
    }

    private static Dictionary<UInt128, Outline>? Read(string path, RbsVersion version)
    {
        try
        {
            return File.Exists(path) ? Decode(File.ReadAllBytes(path), version) : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static byte[] Encode((UInt128 Content, Outline Outline)[] outlines, RbsVersion version)
    {
        PathTable paths = new();
        CacheBuffer items = new();
        items.Number(outlines.Length);
        foreach ((UInt128 content, Outline outline) in outlines)
        {
            items.UInt128(content);
            OutlineCodec.Write(outline, paths, items);
        }
        CacheBuffer payload = new();
        paths.WriteTo(payload);
        payload.Bytes(items.Written);
        CacheBuffer file = new();
        file.Bytes(Magic);
        file.Int32(FormatVersion);
        file.Bytes(s_build.ToByteArray());
        file.Int32(version.Major);
        file.Int32(version.Minor);
        file.UInt128(ContentHash.Of(payload.Written));
        file.Bytes(payload.Written);
        return file.Written.ToArray();
    }

    private static Dictionary<UInt128, Outline>? Decode(ReadOnlySpan<byte> file, RbsVersion version)
    {
        try
        {
            CacheBytes header = new(file);
            bool isOurs = header.Take(Magic.Length).SequenceEqual(Magic) && header.Int32() == FormatVersion
                && new Guid(header.Take(16)) == s_build
                && header.Int32() == version.Major && header.Int32() == version.Minor
                && header.UInt128() == ContentHash.Of(file[HeaderBytes..]);
            return isOurs ? DecodePayload(file[HeaderBytes..]) : null;
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }

    private static Dictionary<UInt128, Outline> DecodePayload(ReadOnlySpan<byte> payload)
    {
        CacheBytes bytes = new(payload);
        PathNames paths = new(ref bytes);
        int count = bytes.Count();
        Dictionary<UInt128, Outline> outlines = new(count);
        for (int at = 0; at < count; at++)
            outlines[bytes.UInt128()] = OutlineCodec.Read(ref bytes, paths);
        return bytes.IsAtEnd ? outlines : throw CacheBytes.Damaged();
    }

    private static void RemoveOldest(string folder)
    {
        FileInfo[] files = new DirectoryInfo(folder).GetFiles("*" + Extension);
        foreach (FileInfo file in files.OrderByDescending(file => file.LastWriteTimeUtc).Skip(MostFiles))
            TryDelete(file.FullName);
    }

    private static void TryDelete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Somebody else uses it: it goes another time.
        }
    }
}
