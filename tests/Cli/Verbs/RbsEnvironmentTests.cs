namespace Millpond.Cli.Tests.Verbs;

/// <summary>list, paths and constant over a few signatures of the test's own, without Ruby's.</summary>
public sealed class RbsEnvironmentTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public RbsEnvironmentTests() => Write("a.rbs", """
        module M
          class A
            X: Integer | M::A
          end
          interface _I
          end
        end
        class B = M::A
        """);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Classes_modules_and_interfaces_are_listed() => Assert.Equal(
        "::M (module)\n::M::A (class)\n::B (class alias)\n::M::_I (interface)\n", Run("list").Output);

    [Fact]
    public void Only_what_is_asked_for_is_listed() => Assert.Equal("::M::_I (interface)\n", Run("list", "--interface").Output);

    [Fact]
    public void A_list_can_be_JSON() => Assert.Equal(
        """[{"name":"::M","kind":"module"}]""" + "\n", Run("list", "--module", "--json").Output);

    [Fact]
    public void Paths_are_shown() => Assert.Equal($"{_folder.Path} (dir)\n", Run("paths").Output);

    [Fact]
    public void Paths_can_be_JSON() => Assert.Equal(
        $$"""[{"path":"{{_folder.Path}}","kind":"dir","origin":"folder"}]""" + "\n", Run("paths", "--json").Output);

    [Fact]
    public void A_syntax_error_ends_with_1()
    {
        Write("b.rbs", "class");
        Assert.Equal(1, Run("list").Code);
    }

    [Fact]
    public void All_errors_are_told()
    {
        Write("b.rbs", "class");
        Write("c.rbs", "B: 1");
        Ended ended = Run("list");
        Assert.Contains("Syntax error", ended.Error, StringComparison.Ordinal);
        Assert.Contains("Duplicated declaration: ::B", ended.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--core", "/nothing/here", "there is no folder /nothing/here")]
    [InlineData("-r", "nothing", "there are no signatures of the library nothing")]
    [InlineData("--repo", "/nothing/here", "there is no folder /nothing/here")]
    [InlineData("--rbs-version", "1.0", "give one from 2.7 to 4.2")]
    [InlineData("--threads", "0", "give a whole number from 1 to 256")]
    public void What_cannot_be_loaded_is_one_line_and_2(string option, string value, string message)
    {
        string[] none = option == "--core" ? [] : ["--no-stdlib"];
        Ended ended = BuiltCommand.Run(["rbs", "list", .. none, "--no-cache", "--no-collection", option, value]);
        Assert.Equal(2, ended.Code);
        Assert.Contains(message, Assert.Single(ended.Error.TrimEnd('\n').Split('\n')), StringComparison.Ordinal);
    }

    private Ended Run(string verb, params string[] options) => BuiltCommand.Run(
        ["rbs", verb, "--no-stdlib", "--no-cache", "--no-collection", "-I", _folder.Path, .. options]);

    private void Write(string name, string text) => File.WriteAllText(Path.Join(_folder.Path, name), text);
}
