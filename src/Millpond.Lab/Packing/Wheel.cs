using System.Buffers.Text;
using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace Millpond.Lab.Packing;

/// <summary>
/// The Python package as a wheel (packaging.python.org, "Binary distribution format", version 1.0). The same files
/// always give the same bytes: entries are sorted, and their time is the oldest that a zip can hold.
/// </summary>
public static class Wheel
{
    private const string Package = "millpond";
    private const string Library = "libmillpond_numpy.so";
    private const int RegularFile = 0x8000;
    private const int ReadableByAll = 0x1A4; // rw-r--r--
    private const int RunnableByAll = 0x1ED; // rwxr-xr-x

    private static readonly DateTimeOffset s_oldest = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>
    /// Packs <paramref name="pythonFolder"/>'s package into <paramref name="outFolder"/>; gives the wheel's path.
    /// </summary>
    /// <exception cref="UserException">The package or its library is not there.</exception>
    public static string Pack(string pythonFolder, string version, string outFolder)
    {
        string source = Path.Combine(pythonFolder, Package);
        if (!File.Exists(Path.Combine(source, Library)))
            throw new UserException(
                $"{Library} is not in {source}: build it with the ./millpond launcher, or set MILLPOND_HOME",
                UserException.Failed);
        SortedDictionary<string, byte[]> entries = new(StringComparer.Ordinal);
        foreach (string file in Directory.EnumerateFiles(source, "*", SearchOption.AllDirectories))
            if (IsPartOfPackage(file))
                entries[Path.GetRelativePath(pythonFolder, file).Replace('\\', '/')] = File.ReadAllBytes(file);
        string tag = "py3-none-" + PlatformTag(RuntimeInformation.OSArchitecture);
        string information = $"{Package}-{version}.dist-info";
        entries[information + "/METADATA"] = Encoding.UTF8.GetBytes(Metadata(version));
        entries[information + "/WHEEL"] = Encoding.UTF8.GetBytes(
            $"Wheel-Version: 1.0\nGenerator: millpond {version}\nRoot-Is-Purelib: false\nTag: {tag}\n");
        entries[information + "/RECORD"] = Encoding.UTF8.GetBytes(Record(entries, information + "/RECORD"));
        Directory.CreateDirectory(outFolder);
        string path = Path.Combine(outFolder, $"{Package}-{version}-{tag}.whl");
        Write(path, entries);
        return path;
    }

    /// <summary>glibc 2.34 is what NativeAOT libraries ask for.</summary>
    internal static string PlatformTag(Architecture architecture) => architecture switch
    {
        Architecture.X64 => "manylinux_2_34_x86_64",
        Architecture.Arm64 => "manylinux_2_34_aarch64",
        _ => throw new UserException($"no wheel for {architecture}: x64 and arm64 only", UserException.Failed),
    };

    internal static string Record(IReadOnlyDictionary<string, byte[]> entries, string self)
    {
        StringBuilder record = new();
        foreach ((string name, byte[] bytes) in entries)
        {
            string hash = Base64Url.EncodeToString(SHA256.HashData(bytes));
            record.Append($"{name},sha256={hash},{bytes.Length}\n");
        }
        return record.Append(self).Append(",,\n").ToString();
    }

    private static bool IsPartOfPackage(string file) =>
        !file.Contains("/__pycache__/", StringComparison.Ordinal) && !file.EndsWith(".dbg", StringComparison.Ordinal);

    private static string Metadata(string version) =>
        $"""
        Metadata-Version: 2.1
        Name: {Package}
        Version: {version}
        Summary: Freed large NumPy arrays stay warm for the next one, and the kernel may take them at any time.
        License: MIT
        Platform: Linux
        Requires-Python: >=3.9
        Requires-Dist: numpy>=1.22

        Import it and call `millpond.enable()`, or set MILLPOND_AUTOLOAD=1 through the `millpond run` command.

        """.ReplaceLineEndings("\n");

    private static void Write(string path, SortedDictionary<string, byte[]> entries)
    {
        using FileStream file = File.Create(path);
        using ZipArchive archive = new(file, ZipArchiveMode.Create);
        foreach ((string name, byte[] bytes) in entries)
        {
            ZipArchiveEntry entry = archive.CreateEntry(name, CompressionLevel.Optimal);
            entry.LastWriteTime = s_oldest;
            int mode = name.EndsWith(".so", StringComparison.Ordinal) ? RunnableByAll : ReadableByAll;
            entry.ExternalAttributes = (RegularFile | mode) << 16;
            using Stream stream = entry.Open();
            stream.Write(bytes);
        }
    }
}
