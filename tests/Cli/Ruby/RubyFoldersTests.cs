using Millpond.Lab.Ruby;

namespace Millpond.Cli.Tests.Ruby;

public sealed class RubyFoldersTests : IDisposable
{
    private const string Wasm = "node_modules/@ruby/3.4-wasm-wasi/dist/ruby.wasm";

    private readonly TemporaryFolder _folder = new();
    private readonly Dictionary<string, string> _variables = [];

    [Fact]
    public void The_named_folder_wins_over_the_cache()
    {
        _folder.Write($"ruby-wasm-1/{Wasm}", "");
        _folder.Write($"own/{Wasm}", "");
        _variables["MILLPOND_CACHE"] = _folder.Path;
        _variables["MILLPOND_RUBY_WASM"] = Path.Combine(_folder.Path, "own");
        Assert.Equal(Path.Combine(_folder.Path, "own"), Folders.Wasm("3.4"));
    }

    [Fact]
    public void A_named_folder_without_Ruby_is_none()
    {
        _variables["MILLPOND_TRIXIE"] = _folder.Path;
        Assert.Null(Folders.Trixie);
    }

    [Fact]
    public void The_cache_may_be_the_one_that_the_desktop_names()
    {
        _folder.Write("millpond/trixie-7/usr/bin/ruby", "");
        _variables["XDG_CACHE_HOME"] = _folder.Path;
        Assert.Equal(Path.Combine(_folder.Path, "millpond/trixie-7"), Folders.Trixie);
    }

    [Fact]
    public void The_cache_is_in_the_home_folder_else()
    {
        _folder.Write("home/.cache/millpond/trixie-7/usr/bin/ruby", "");
        _variables["HOME"] = Path.Combine(_folder.Path, "home");
        Assert.EndsWith("trixie-7", Folders.Trixie);
    }

    [Fact]
    public void What_is_still_being_made_does_not_count()
    {
        _folder.Write($"ruby-wasm-1.building/{Wasm}", "");
        _variables["MILLPOND_CACHE"] = _folder.Path;
        Assert.Null(Folders.Wasm("3.4"));
    }

    [Fact]
    public void Of_two_complete_folders_the_newer_counts()
    {
        _folder.Write($"ruby-wasm-1/{Wasm}", "");
        _folder.Write($"ruby-wasm-2/{Wasm}", "");
        Directory.SetLastWriteTimeUtc(Path.Combine(_folder.Path, "ruby-wasm-2"), DateTime.UnixEpoch);
        _variables["MILLPOND_CACHE"] = _folder.Path;
        Assert.EndsWith("ruby-wasm-1", Folders.Wasm("3.4"));
    }

    [Fact]
    public void No_cache_folder_is_none()
    {
        _variables["MILLPOND_CACHE"] = Path.Combine(_folder.Path, "missing");
        Assert.Null(Folders.Trixie);
    }

    public void Dispose() => _folder.Dispose();

    private RubyFolders Folders => new(_variables.GetValueOrDefault);
}
