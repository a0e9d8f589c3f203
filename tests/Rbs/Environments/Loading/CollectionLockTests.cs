using Millpond.Rbs.Environments.Loading;

namespace Millpond.Rbs.Tests.Environments.Loading;

public sealed class CollectionLockTests : IDisposable
{
    private const string Gem = """
        name: ast
        version: '2.4'
        source:
          type: git
          name: ruby/gem_rbs_collection
          revision: cde6057e7546843ace6420c5783dd945c6ccda54
          remote: https://example.invalid/gem_rbs_collection.git
          repo_dir: gems
        """;

    private readonly TemporaryFolder _folder = new();

    private string Config => _folder.At("rbs_collection.yaml");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void An_installed_collection_is_loaded()
    {
        WriteLock();
        _folder.Write(".gem_rbs_collection/ast/2.4/ast.rbs", "class Ast\nend");
        _folder.Write(".gem_rbs_collection/ast/2.4/.rbs_meta.yaml", "---\n" + Gem);
        var environment = new EnvironmentLoader(new() { Collection = Config }).Load();
        Assert.Equal(["::Ast"], environment.Classes.Select(entry => entry.Name.ToString()));
    }

    [Fact]
    public void Without_a_lock_file_there_is_no_collection() =>
        Assert.Empty(new EnvironmentLoader(new() { Collection = Config }).Folders);

    [Fact]
    public void A_gem_that_is_not_installed_is_an_error()
    {
        WriteLock();
        Directory.CreateDirectory(_folder.At(".gem_rbs_collection"));
        Assert.EndsWith(
            "run: rbs collection install, or give --no-collection",
            Assert.Throws<RbsLoadException>(() => new EnvironmentLoader(new() { Collection = Config })).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_gem_of_another_revision_is_an_error()
    {
        WriteLock();
        _folder.Write(".gem_rbs_collection/ast/2.4/.rbs_meta.yaml", Gem.Replace("cde6", "0000", StringComparison.Ordinal));
        Assert.Throws<RbsLoadException>(() => new EnvironmentLoader(new() { Collection = Config }));
    }

    [Fact]
    public void A_lock_file_without_a_path_is_an_error()
    {
        _folder.Write("rbs_collection.lock.yaml", "gems: []");
        Assert.Contains("has no 'path:'",
            Assert.Throws<RbsLoadException>(() => new EnvironmentLoader(new() { Collection = Config })).Message,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("x/rbs_collection.yaml", "x/rbs_collection.lock.yaml")]
    [InlineData("x/mine.yml", "x/mine.lock.yml")]
    [InlineData("x/rbs_collection.lock.yaml", "x/rbs_collection.lock.yaml")]
    public void The_lock_file_is_named_after_the_configuration(string config, string path) =>
        Assert.Equal(path, CollectionLock.PathFor(config));

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void The_configuration_may_lie_above(bool looksAbove)
    {
        _folder.Write("rbs_collection.yaml", "");
        Assert.Equal(looksAbove ? Config : null, CollectionLock.FindConfig(_folder.At("a/b"), looksAbove));
    }

    private void WriteLock()
    {
        string gem = string.Join('\n', Gem.Split('\n').Select((line, at) => (at == 0 ? "- " : "  ") + line));
        _folder.Write("rbs_collection.lock.yaml", $"---\npath: \".gem_rbs_collection\"\ngems:\n{gem}\n");
    }
}
