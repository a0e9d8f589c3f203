using Millpond.Rbs.Environments.Loading;
using Millpond.Rbs.Parsing;

namespace Millpond.Rbs.Tests.Environments.Loading;

public sealed class EnvironmentLoaderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public EnvironmentLoaderTests()
    {
        _folder.Write("rbs-3.4.0/core/object.rbs", "class Object\nend");
        _folder.Write("rbs-3.4.0/core/_hidden/x.rbs", "class Hidden\nend");
        _folder.Write("rbs-3.4.0/core/_shown.rbs", "class Shown\nend");
        _folder.Write("rbs-3.4.0/stdlib/json/0/json.rbs", "class Json\nend");
        _folder.Write("rbs-3.4.0/stdlib/json/1.5/json.rbs", "class Json15\nend");
        _folder.Write("rbs-3.4.0/stdlib/json/2.0/json.rbs", "class Json2\nend");
        _folder.Write("rbs-3.4.0/stdlib/json/2.0/manifest.yaml", "dependencies:\n- name: set2\n- name: uri\n");
        _folder.Write("rbs-3.4.0/stdlib/uri/0/uri.rbs", "class Uri\nend");
        _folder.Write("rbs-3.4.0/stdlib/set2/0/set2.rbs", "class Set2\nend");
    }

    private RbsGem Gem => RbsGem.InFolder(_folder.At("rbs-3.4.0/core"));

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Core_comes_first_and_libraries_are_followed_by_what_they_depend_on()
    {
        _folder.Write("sig/a.rbs", "class A\nend");
        Assert.Equal(
            ["::Shown", "::Object", "::Json2", "::Set2", "::Uri", "::A"],
            Classes(new() { Rbs = Gem, Libraries = [new("json")], Folders = [_folder.At("sig")] }));
    }

    [Fact]
    public void The_language_is_that_of_the_gem() =>
        Assert.Equal(new RbsVersion(3, 4), new EnvironmentLoader(new() { Rbs = Gem }).Load().Version);

    [Theory]
    [InlineData("1.9", "::Json15")]
    [InlineData("2.0", "::Json2")]
    [InlineData("99", "::Json2")]
    [InlineData("0", "::Json")]
    public void The_best_version_is_the_newest_that_is_not_newer(string version, string name) =>
        Assert.Contains(name, Classes(new() { Rbs = Gem, Libraries = [new("json", version)] }));

    [Fact]
    public void Without_core_there_is_only_what_is_named()
    {
        _folder.Write("sig/a.rbs", "class A\nend");
        Assert.Equal(["::A"], Classes(new() { Folders = [_folder.At("sig")] }));
    }

    [Fact]
    public void A_named_folder_hides_nothing()
    {
        _folder.Write("sig/_x/a.rbs", "class A\nend");
        Assert.Equal(["::A"], Classes(new() { Folders = [_folder.At("sig")] }));
    }

    [Fact]
    public void A_file_may_be_named() => Assert.Equal(
        ["::A"], Classes(new() { Folders = [_folder.Write("a.rbs", "class A\nend")] }));

    [Fact]
    public void A_file_that_is_named_twice_is_loaded_once()
    {
        _folder.Write("sig/a.rbs", "A: 1");
        EnvironmentLoader loader = new(new() { Folders = [_folder.At("sig"), _folder.At("sig")] });
        Assert.Single(loader.FindFiles());
    }

    [Fact]
    public void An_absent_folder_holds_nothing() => Assert.Empty(Classes(new() { Folders = [_folder.At("nothing")] }));

    [Theory]
    [InlineData(3, 4, "a/b.rbs", "a.rbs")]
    [InlineData(3, 5, "a.rbs", "a/b.rbs")]
    public void The_order_is_by_folders_before_3_5_and_by_text_since(int major, int minor, string first, string second)
    {
        _folder.Write("sig/a.rbs", "");
        _folder.Write("sig/a/b.rbs", "");
        EnvironmentLoader loader = new(new() { Version = new(major, minor), Folders = [_folder.At("sig")] });
        Assert.Equal([_folder.At($"sig/{first}"), _folder.At($"sig/{second}")], loader.FindFiles().Select(file => file.Path));
    }

    [Theory]
    [InlineData(3, 4, 2)]
    [InlineData(3, 5, 1)]
    public void A_link_to_a_folder_is_followed_before_3_5(int major, int minor, int files)
    {
        _folder.Write("sig/a.rbs", "");
        _folder.Write("other/b.rbs", "");
        Directory.CreateSymbolicLink(_folder.At("sig/link"), _folder.At("other"));
        EnvironmentLoader loader = new(new() { Version = new(major, minor), Folders = [_folder.At("sig")] });
        Assert.Equal(files, loader.FindFiles().Count);
    }

    [Fact]
    public void A_library_that_is_not_there_is_an_error() => Assert.Equal(
        "there are no signatures of the library nothing (any version); add the repository that holds them with --repo, "
        + "or leave out -r",
        Assert.Throws<RbsLoadException>(() => new EnvironmentLoader(new() { Libraries = [new("nothing")] })).Message);

    [Fact]
    public void A_library_may_come_from_another_repository()
    {
        _folder.Write("repo/mine/1.0/mine.rbs", "class Mine\nend");
        Assert.Equal(["::Mine"], Classes(new() { Repositories = [_folder.At("repo")], Libraries = [new("mine")] }));
    }

    [Fact]
    public void A_gem_s_own_signatures_go_before_those_of_the_standard_library()
    {
        _folder.Write("home/gems/json-3.0/sig/json.rbs", "class OwnJson\nend");
        _folder.Write("home/specifications/json-3.0.gemspec", "");
        Assert.Contains(
            "::OwnJson", Classes(new() { Rbs = Gem, Libraries = [new("json")], GemHomes = [_folder.At("home")] }));
    }

    [Fact]
    public void What_is_part_of_core_now_is_only_a_warning() =>
        Assert.Single(new EnvironmentLoader(new() { Rbs = Gem, Libraries = [new("rubygems")] }).Warnings);

    [Fact]
    public void StringIO_is_loaded_unasked_since_3_5()
    {
        _folder.Write("rbs-3.4.0/stdlib/stringio/0/stringio.rbs", "class StringIO\nend");
        Assert.Contains("::StringIO", Classes(new() { Rbs = Gem, Version = new(3, 5) }));
    }

    [Fact]
    public void All_libraries_are_loaded_in_their_newest_versions() => Assert.Equal(
        ["::Shown", "::Object", "::Json2", "::Set2", "::Uri"], Classes(new() { Rbs = Gem, AllLibraries = true }));

    [Fact]
    public void Many_threads_load_the_same_as_one()
    {
        for (int at = 0; at < 60; at++)
            _folder.Write($"sig/{at:00}.rbs", $"class C{at}\nend");
        LoaderOptions options = new() { Folders = [_folder.At("sig")] };
        Assert.Equal(Classes(options with { Threads = 1 }), Classes(options with { Threads = 8 }));
    }

    [Fact]
    public void Any_bytes_are_loaded()
    {
        Directory.CreateDirectory(_folder.At("sig"));
        File.WriteAllBytes(_folder.At("sig/a.rbs"), [0, 0xFF, (byte)'c', 0xC3]);
        Assert.NotEmpty(new EnvironmentLoader(new() { Folders = [_folder.At("sig")] }).Load().Diagnostics);
    }

    private static IEnumerable<string> Classes(LoaderOptions options) =>
        new EnvironmentLoader(options).Load().Classes.Select(entry => entry.Name.ToString());
}
