using System.Text;
using System.Text.Json;
using Millpond.Rbs.Environments;
using Millpond.Rbs.Json;
using Millpond.Rbs.Parsing;
using Millpond.Rbs.Tests.Environments;
using Millpond.Rbs.Text;

namespace Millpond.Rbs.Tests.Json;

/// <summary>That the JSON is upstream's is tested by the recorded cases and by the installed gems; here what is ours.</summary>
public sealed class AstJsonTests
{
    [Fact]
    public void A_file_without_declarations_is_an_empty_array() => Assert.Equal("[]", Written("# nothing"));

    [Fact]
    public void The_keys_of_a_version_are_that_versions()
    {
        string old = Written("class A\n def x: () -> void\nend", new() { Version = new(2, 7) });
        Assert.Contains("\"types\":[{\"type_params\"", old, StringComparison.Ordinal);
        Assert.Contains("\"overload\":false", old, StringComparison.Ordinal);
    }

    [Fact]
    public void Before_3_0_a_super_class_has_no_end() => Assert.Contains(
        "\"end\":{\"line\":1,\"column\":-1}",
        Written("class A < B\nend", new() { Version = new(2, 7) }),
        StringComparison.Ordinal);

    [Fact]
    public void Before_4_2_a_comment_keeps_its_carriage_returns() => Assert.Contains(
        "\"c\\r\\n\"", Written("# c\r\nclass A\r\nend", new() { Version = new(3, 4) }), StringComparison.Ordinal);

    [Fact]
    public void The_full_form_has_directives() => Assert.Equal(
        "use", Full("use A::B as C").GetProperty("directives")[0].GetProperty("directive").GetString());

    [Fact]
    public void The_full_form_has_annotations_that_upstream_leaves_out() => Assert.Equal(
        "x", Full("%a{x} A: B").GetProperty("declarations")[0].GetProperty("annotations")[0].GetProperty("string").GetString());

    [Fact]
    public void The_full_form_counts_code_points_and_bytes()
    {
        JsonElement end = Full("# é\nA: B").GetProperty("declarations")[0].GetProperty("location").GetProperty("end");
        Assert.Equal((2, 4, 8, 9), (Number(end, "line"), Number(end, "column"), Number(end, "offset"), Number(end, "byte")));
    }

    [Fact]
    public void The_full_form_has_the_parts_of_places()
    {
        JsonElement parts = Full("class A\nend").GetProperty("declarations")[0].GetProperty("location").GetProperty("children");
        Assert.Equal(6, Number(parts.GetProperty("name").GetProperty("start"), "column"));
        Assert.Equal(JsonValueKind.Null, parts.GetProperty("lt").ValueKind);
    }

    [Fact]
    public void A_large_tree_is_written_in_pieces()
    {
        SignatureFile file = Rbs.File(string.Concat(Enumerable.Range(0, 2000).Select(at => $"A{at}: B\n")));
        List<int> pieces = [];
        AstJson.Write(file, bytes => pieces.Add(bytes.Length));
        Assert.Equal(AstJson.Of(file).Length, pieces.Sum());
        Assert.True(pieces.Count > 3, $"{pieces.Count} pieces");
    }

    [Fact]
    public void An_environment_is_written_with_absolute_names()
    {
        RbsEnvironment environment = Signatures.Environment(
            "class A\n class B < C\n end\n class C\n end\n X: B\nend");
        StringBuilder json = new();
        AstJson.Write(environment, bytes => json.Append(Encoding.UTF8.GetString(bytes)));
        string[] names = [.. json.ToString().Split("\"name\":\"").Skip(1).Select(rest => rest.Split('"')[0])
            .Where(name => name != "a.rbs")];
        Assert.Equal(["::A", "::A::B", "::A::C", "::A::C", "::A::X", "::A::B"], names);
    }

    private static string Written(string source, AstJsonOptions? options = null) => Encoding.UTF8.GetString(AstJson.Of(
        Parser.ParseSignature(
            SourceBuffer.FromText("a.rbs", source), new() { Version = options?.Version ?? RbsVersion.Latest }),
        options));

    private static JsonElement Full(string source) =>
        JsonDocument.Parse(Written(source, new() { IsFull = true })).RootElement;

    private static int Number(JsonElement json, string key) => json.GetProperty(key).GetInt32();
}
