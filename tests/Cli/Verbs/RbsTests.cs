using System.Text.Json;

namespace Millpond.Cli.Tests.Verbs;

/// <summary><c>millpond rbs parse</c>, <c>ast</c> and <c>conform</c> as they are typed.</summary>
public sealed class RbsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Parse_says_nothing_of_a_sound_folder()
    {
        _folder.Write("sig/a.rbs", "class A\nend\n");
        Assert.Equal(new(0, "", ""), Rbs("parse", Path.Combine(_folder.Path, "sig")));
    }

    [Fact]
    public void Parse_shows_every_error_of_every_file_in_order()
    {
        _folder.Write("b.rbs", "class b\nend\nclass c\nend\n");
        _folder.Write("a/a.rbs", "foo\n");
        Ended ended = Rbs("parse", _folder.Path);
        Assert.Equal(1, ended.Code);
        Assert.Equal(
            ["a/a.rbs:1:0", "b.rbs:1:6", "b.rbs:3:6"],
            ended.Output.Split('\n').Where(line => line.StartsWith(_folder.Path, StringComparison.Ordinal))
                .Select(line => line[(_folder.Path.Length + 1)..line.IndexOf("...", StringComparison.Ordinal)]));
    }

    [Fact]
    public void Parse_takes_only_rbs_files_of_a_folder_and_every_file_that_is_named()
    {
        string other = _folder.Write("a.txt", "foo");
        Assert.Equal(0, Rbs("parse", _folder.Path).Code);
        Assert.Equal(1, Rbs("parse", other).Code);
    }

    [Theory]
    [InlineData("--type", "Array[String]?", 0)]
    [InlineData("--type", "Array[String", 1)]
    [InlineData("--method-type", "(A) -> B", 0)]
    [InlineData("--method-type", "A -> B", 1)]
    public void Parse_takes_source(string kind, string source, int code) =>
        Assert.Equal(code, Rbs("parse", kind, "-e", source).Code);

    [Fact]
    public void Parse_of_an_older_version_says_which_version_brings_what_it_does_not_know() => Assert.Contains(
        "class and module aliases came with RBS 3.0, and this is read as 2.7",
        Rbs("parse", "--rbs-version", "2.7", "-e", "class A = B").Output,
        StringComparison.Ordinal);

    [Theory]
    [InlineData("json", "[{\"file\":\"-e\"")]
    [InlineData("sarif", "{\"$schema\":")]
    [InlineData("github", "::error file=-e,line=1")]
    [InlineData("text", "-e:1:0...1:3: Syntax error: cannot start a declaration, token=`foo` (tLIDENT)\n\n  foo\n  ^^^\n")]
    public void Parse_writes_each_format(string format, string beginning) => Assert.StartsWith(
        beginning, Rbs("parse", "--format", format, "-e", "foo").Output, StringComparison.Ordinal);

    [Fact]
    public void Parse_s_json_is_an_array_where_all_is_well() =>
        Assert.Equal("[]\n", Rbs("parse", "--json", "-e", "class A end").Output);

    [Fact]
    public void Ast_writes_a_line_for_each_file_named_as_typed()
    {
        string first = _folder.Write("a.rbs", "A: B");
        string second = _folder.Write("b.rbs", "");
        string[] lines = Rbs("ast", "--lines", first, second).Output.Split('\n');
        Assert.Equal("[]", lines[1]);
        JsonElement location = JsonDocument.Parse(lines[0]).RootElement[0].GetProperty("location");
        Assert.Equal(first, location.GetProperty("buffer").GetProperty("name").GetString());
    }

    [Fact]
    public void Ast_writes_null_for_a_broken_file_and_shows_its_errors()
    {
        string broken = _folder.Write("a.rbs", "foo");
        Ended ended = Rbs("ast", "--lines", broken);
        Assert.Equal((1, "null\n"), (ended.Code, ended.Output));
        Assert.Contains("cannot start a declaration", ended.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Ast_of_an_environment_has_absolute_names_in_one_array()
    {
        _folder.Write("a.rbs", "class A\nend");
        _folder.Write("b.rbs", "B: A");
        Ended ended = Rbs("ast", "--no-stdlib", _folder.Path);
        JsonElement constant = JsonDocument.Parse(ended.Output).RootElement[1];
        Assert.Equal("::B", constant.GetProperty("name").GetString());
        Assert.Equal("::A", constant.GetProperty("type").GetProperty("name").GetString());
    }

    [Fact]
    public void Ast_takes_globs()
    {
        _folder.Write("a.rbs", "class A\nend");
        _folder.Write("b.rbs", "class B\nend");
        Ended ended = Rbs("ast", "--no-stdlib", "-I", _folder.Path, "*/{b,c}.rbs");
        Assert.Equal("::B", JsonDocument.Parse(ended.Output).RootElement[0].GetProperty("name").GetString());
    }

    [Fact]
    public void Conform_prints_each_difference_and_sums_up()
    {
        string cases = _folder.Write("cases.jsonl", "{\"src\":\"\",\"ok\":true,\"json\":[]}\n{\"src\":\"foo\",\"ok\":true}\n");
        Ended ended = Rbs("conform", cases);
        Assert.Equal(1, ended.Code);
        Assert.StartsWith("case 2: signature: outcome differs\n", ended.Output, StringComparison.Ordinal);
        Assert.EndsWith("\n1 passed, 1 failed\n", ended.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Conform_s_json_is_a_line_for_each_difference_and_one_for_the_sum()
    {
        string cases = _folder.Write("cases.jsonl", "{\"src\":\"foo\",\"ok\":true}\n");
        string[] lines = Rbs("conform", "--json", cases).Output.Split('\n');
        Assert.Equal("outcome", JsonDocument.Parse(lines[0]).RootElement.GetProperty("what").GetString());
        Assert.Equal("""{"passed":0,"failed":1,"documented":0}""", lines[1]);
    }

    private static Ended Rbs(params string[] arguments) => BuiltCommand.Run(["rbs", .. arguments]);
}
