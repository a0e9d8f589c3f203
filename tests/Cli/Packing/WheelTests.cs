using System.Buffers.Text;
using System.Diagnostics;
using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Millpond.Lab;
using Millpond.Lab.Packing;

namespace Millpond.Cli.Tests.Packing;

public sealed class WheelTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public WheelTests()
    {
        _folder.Write("python/millpond/__init__.py", "__version__ = '0.1.0'\ndef greet():\n    return 'packed'\n");
        _folder.Write("python/millpond/libmillpond_numpy.so", "not really");
        _folder.Write("python/millpond/__pycache__/x.pyc", "no");
    }

    [Fact]
    public void It_is_named_by_version_and_platform()
    {
        string tag = RuntimeInformation.OSArchitecture == Architecture.Arm64 ? "aarch64" : "x86_64";
        Assert.Equal($"millpond-0.1.0-py3-none-manylinux_2_34_{tag}.whl", Path.GetFileName(Pack()));
    }

    [Fact]
    public void The_same_files_give_the_same_bytes() =>
        Assert.Equal(File.ReadAllBytes(Pack("a")), File.ReadAllBytes(Pack("b")));

    [Fact]
    public void Leftovers_of_Python_stay_out() =>
        Assert.DoesNotContain(Entries(), name => name.Contains("__pycache__", StringComparison.Ordinal));

    [Fact]
    public void The_record_names_every_file_once() =>
        Assert.Equal(Entries(), Record().Select(line => line.Split(',')[0]).Order(StringComparer.Ordinal));

    [Fact]
    public void The_record_s_hashes_are_those_of_the_files()
    {
        string library = Record().Single(line => line.Contains(".so,", StringComparison.Ordinal));
        using ZipArchive archive = ZipFile.OpenRead(Pack());
        using Stream stream = archive.GetEntry("millpond/libmillpond_numpy.so")!.Open();
        string hash = Base64Url.EncodeToString(SHA256.HashData(stream));
        Assert.Equal($"millpond/libmillpond_numpy.so,sha256={hash},10", library);
    }

    [Fact]
    public void Pip_installs_it_and_Python_imports_it()
    {
        Assert.SkipUnless(HasPip, "/usr/bin/python3 has no pip; install it: apt-get install python3-pip");
        string target = Path.Combine(_folder.Path, "target");
        Python("-m", "pip", "install", "--quiet", "--no-index", "--no-deps", "--disable-pip-version-check",
            "--root-user-action=ignore", "--target", target, Pack());
        string script = $"import sys; sys.path.insert(0, '{target}'); import millpond; print(millpond.greet())";
        Assert.Equal("packed", Python("-c", script));
    }

    [Fact]
    public void Without_the_library_it_says_how_to_get_it()
    {
        File.Delete(Path.Combine(_folder.Path, "python/millpond/libmillpond_numpy.so"));
        Assert.Contains("build it", Assert.Throws<UserException>(() => Pack()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_architecture_without_a_wheel_is_named() =>
        Assert.Throws<UserException>(() => Wheel.PlatformTag(Architecture.Wasm));

    public void Dispose() => _folder.Dispose();

    private string Pack(string outFolder = "dist") =>
        Wheel.Pack(Path.Combine(_folder.Path, "python"), "0.1.0", Path.Combine(_folder.Path, outFolder));

    private List<string> Entries()
    {
        using ZipArchive archive = ZipFile.OpenRead(Pack());
        return [.. archive.Entries.Select(entry => entry.FullName).Order(StringComparer.Ordinal)];
    }

    private string[] Record()
    {
        using ZipArchive archive = ZipFile.OpenRead(Pack());
        using StreamReader reader = new(archive.GetEntry("millpond-0.1.0.dist-info/RECORD")!.Open());
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    private static bool HasPip
    {
        get
        {
            using Process process = Process.Start(
                new ProcessStartInfo("/usr/bin/python3", ["-c", "import pip"]) { RedirectStandardError = true })!;
            process.WaitForExit();
            return process.ExitCode == 0;
        }
    }

    private static string Python(params string[] arguments)
    {
        ProcessStartInfo start = new("/usr/bin/python3", arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using Process process = Process.Start(start)!;
        Task<string> error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        string output = process.StandardOutput.ReadToEnd().Trim();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, error.Result);
        return output;
    }
}
