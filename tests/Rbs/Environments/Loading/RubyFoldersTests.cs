using Millpond.Rbs.Environments.Loading;

namespace Millpond.Rbs.Tests.Environments.Loading;

public sealed class RubyFoldersTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Dictionary<string, string> _variables = [];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("usr/lib/ruby/gems/3.1.0")]
    [InlineData("var/lib/gems/3.3.0")]
    [InlineData("usr/share/rubygems-integration/all")]
    [InlineData("opt/rubies/ruby-3.4.1/lib/ruby/gems/3.4.0")]
    [InlineData("home/me/.rbenv/versions/3.3.5/lib/ruby/gems/3.3.0")]
    [InlineData("home/me/.asdf/installs/ruby/3.3.5/lib/ruby/gems/3.3.0")]
    [InlineData("home/me/.local/share/gem/ruby/3.1.0")]
    public void The_gem_is_found_where_Ruby_keeps_it(string home)
    {
        AddGem(home, "2.7.0");
        Assert.Equal("2.7.0", Find()?.Version);
    }

    [Fact]
    public void The_newest_of_one_place_is_taken()
    {
        AddGem("usr/lib/ruby/gems/3.1.0", "2.7.0");
        AddGem("var/lib/gems/3.1.0", "3.10.0");
        AddGem("var/lib/gems/3.1.0", "3.9.0");
        Assert.Equal("3.10.0", Find()?.Version);
    }

    [Fact]
    public void What_a_variable_names_goes_first()
    {
        AddGem("usr/lib/ruby/gems/3.1.0", "4.2.0");
        AddGem("mine", "2.8.0");
        _variables["GEM_HOME"] = _folder.At("mine");
        Assert.Equal("2.8.0", Find()?.Version);
    }

    [Fact]
    public void The_gems_of_the_Ruby_on_PATH_go_before_others()
    {
        AddGem("usr/lib/ruby/gems/3.1.0", "4.2.0");
        AddGem("opt/mine/lib/ruby/gems/3.3.0", "3.4.0");
        _folder.Write("opt/mine/bin/ruby", "");
        _variables["PATH"] = $"/nothing{Path.PathSeparator}{_folder.At("opt/mine/bin")}";
        Assert.Equal("3.4.0", Find()?.Version);
    }

    [Fact]
    public void A_checkout_in_the_data_folder_is_found_last()
    {
        _folder.Write("home/me/.local/share/millpond/rbs/core/object.rbs", "");
        _folder.Write("home/me/.local/share/millpond/rbs/lib/rbs/version.rb", "module RBS\n  VERSION = \"3.9.4\"\nend\n");
        Assert.Equal("3.9.4", Find()?.Version);
    }

    [Fact]
    public void Nothing_is_found_where_there_is_nothing() => Assert.Null(Find());

    [Fact]
    public void A_gem_without_core_is_none()
    {
        Directory.CreateDirectory(_folder.At("usr/lib/ruby/gems/3.1.0/gems/rbs-2.7.0"));
        Assert.Null(Find());
    }

    [Fact]
    public void The_other_homes_of_the_same_Ruby_are_known()
    {
        AddGem("usr/lib/ruby/gems/3.1.0", "2.7.0");
        Directory.CreateDirectory(_folder.At("var/lib/gems/3.1.0"));
        Directory.CreateDirectory(_folder.At("var/lib/gems/3.3.0"));
        Assert.Equal(
            [_folder.At("usr/lib/ruby/gems/3.1.0"), _folder.At("var/lib/gems/3.1.0")],
            Folders.HomesFor(Find()));
    }

    [Fact]
    public void A_gem_that_is_not_installed_has_no_signatures()
    {
        _folder.Write("home/gems/json-3.0/sig/json.rbs", "");
        Assert.Null(RubyFolders.FindSignatures("json", null, [_folder.At("home")]));
    }

    [Theory]
    [InlineData(null, "3.0")]
    [InlineData("2.0", "2.0")]
    public void The_signatures_of_the_wanted_version_are_found(string? wanted, string found)
    {
        foreach (string version in (string[])["2.0", "3.0"])
        {
            _folder.Write($"home/gems/json-{version}-x86_64-linux/sig/json.rbs", "");
            _folder.Write($"home/specifications/json-{version}-x86_64-linux.gemspec", "");
        }
        Assert.Equal(
            _folder.At($"home/gems/json-{found}-x86_64-linux/sig"),
            RubyFolders.FindSignatures("json", wanted, [_folder.At("home")]));
    }

    [Theory]
    [InlineData("1.8.1", "2.7")]
    [InlineData("3.4.0", "3.4")]
    [InlineData("4.2.0.pre.1", "4.2")]
    [InlineData("9.0.0", "4.2")]
    [InlineData(null, "4.2")]
    public void The_language_is_the_nearest_known(string? version, string language) =>
        Assert.Equal(language, new RbsGem("core", null, version).Language.ToString());

    private RubyFolders Folders => new(
        name => _variables.GetValueOrDefault(name, name == "HOME" ? _folder.At("home/me") : ""), _folder.Path);

    private RbsGem? Find() => Folders.FindRbs();

    private void AddGem(string home, string version) => _folder.Write($"{home}/gems/rbs-{version}/core/object.rbs", "");
}
