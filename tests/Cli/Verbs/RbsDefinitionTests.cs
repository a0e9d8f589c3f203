using System.Text.Json;

namespace Millpond.Cli.Tests.Verbs;

/// <summary>The verbs that look definitions up and validate, on a Ruby in small.</summary>
public sealed class RbsDefinitionTests
{
    private static readonly string s_core = Path.Combine(Repository.Root, "tests", "Rbs", "Live", "core.rbs");

    [Fact]
    public void Ancestors_come_a_line_each()
    {
        Ended ended = Run("ancestors", "class A < Array[String]\n  include Comparable\nend", "A");
        Assert.Equal(
            "::A\n::Comparable\n::Array[::String]\n::Enumerable[::String]\n::Object\n::Kernel\n::BasicObject\n",
            ended.Output);
        Assert.Equal(0, ended.Code);
    }

    [Fact]
    public void Ancestors_of_the_class_itself_are_asked_for_with_singleton() => Assert.StartsWith(
        "singleton(::A)\nsingleton(::Object)\n",
        Run("ancestors", "class A\nend", "--singleton", "::A").Output,
        StringComparison.Ordinal);

    [Fact]
    public void Methods_are_sorted_and_have_their_visibility() => Assert.Equal(
        "a (private)\nb (public)\n",
        Run("methods", "class A\n  def b: () -> 1\n  private\n  def a: () -> 1\nend", "--no-inherit", "A").Output);

    [Fact]
    public void A_method_is_shown_with_its_types_and_their_places()
    {
        Ended ended = Run("method", "class A\n  def a: () -> Integer\n       | (String s) -> self\nend", "A", "a");
        Assert.Matches(
            """
            ^::A#a
              defined_in: ::A
              implementation: ::A
              accessibility: public
              types:
                  \(\) -> ::Integer        at \S+a\.rbs:2:9\.\.\.2:22
                \| \(::String s\) -> self   at \S+a\.rbs:3:9\.\.\.3:27
            $
            """,
            ended.Output);
    }

    [Theory]
    [InlineData("ancestors")]
    [InlineData("methods")]
    [InlineData("method", "foo")]
    public void With_json_they_print_JSON(string verb, params string[] more)
    {
        Ended ended = Run(verb, "class A\n  def foo: () -> 1\nend", ["A", .. more, "--json"]);
        using var json = JsonDocument.Parse(ended.Output);
        Assert.Equal(0, ended.Code);
    }

    [Theory]
    [InlineData("ancestors", "Cannot find class: ::Nope\n")]
    [InlineData("methods", "Cannot find class: ::Nope\n")]
    public void What_is_not_there_is_said_in_rbs_s_words(string verb, string words)
    {
        Ended ended = Run(verb, "", "Nope");
        Assert.Equal(words, ended.Output);
        Assert.Equal(1, ended.Code);
    }

    [Fact]
    public void An_error_in_a_definition_is_told_as_rbs_tells_it() => Assert.Matches(
        @"a\.rbs:1:0\.\.\.2:3: Could not find super class: Nope \(RBS::NoSuperclassFoundError\)\n$",
        Run("methods", "class A < Nope\nend", "A").Error);

    [Fact]
    public void Validate_is_silent_where_all_is_right()
    {
        Ended ended = Run("validate", "class A\nend");
        Assert.Equal(("", "", 0), (ended.Output, ended.Error, ended.Code));
    }

    [Fact]
    public void Validate_prints_every_error_with_its_line_and_fails()
    {
        Ended ended = Run("validate", "class A\n  include Nope\nend\nFOO: Nope");
        Assert.Contains(
            "Could not find mixin: Nope (RBS::NoMixinFoundError)\n\n    include Nope\n    ^^^^^^^^^^^^\n",
            ended.Error,
            StringComparison.Ordinal);
        Assert.Contains("Could not find ::Nope (RBS::NoTypeFoundError)\n\n  FOO: Nope\n       ^^^^\n", ended.Error,
            StringComparison.Ordinal);
        Assert.Equal(1, ended.Code);
    }

    [Fact]
    public void Fail_fast_prints_one() => Assert.DoesNotContain(
        "NoTypeFoundError", Run("validate", "class A\n  include Nope\nend\nFOO: Nope", "--fail-fast").Error,
        StringComparison.Ordinal);

    [Fact]
    public void Warnings_fail_only_when_asked_to()
    {
        string[] old = ["--rbs-version", "3.4"];
        Assert.Equal(0, Run("validate", "FOO: void", old).Code);
        Assert.Equal(1, Run("validate", "FOO: void", [.. old, "--exit-error-on-syntax-error"]).Code);
    }

    [Fact]
    public void Before_3_3_validate_says_what_it_is_at_unless_silent()
    {
        Ended ended = Run("validate", "class A\nend", "--rbs-version", "2.7");
        Assert.Contains("Validating class/module definition: `::A`...\n", ended.Output, StringComparison.Ordinal);
        Assert.Empty(Run("validate", "class A\nend", "--rbs-version", "2.7", "--silent").Output);
    }

    [Theory]
    [InlineData("json")]
    [InlineData("sarif")]
    public void Findings_can_be_machine_readable(string format)
    {
        using var json = JsonDocument.Parse(Run("validate", "FOO: Nope", "--format", format).Output);
        Assert.Contains("RBS3003", json.RootElement.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public void Findings_can_be_annotations_for_GitHub() => Assert.StartsWith(
        "::error ", Run("validate", "FOO: Nope", "--format", "github").Output, StringComparison.Ordinal);

    private static Ended Run(string verb, string source, params string[] arguments)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("millpond-rbs-");
        try
        {
            File.Copy(s_core, Path.Combine(folder.FullName, "_core.rbs"));
            File.WriteAllText(Path.Combine(folder.FullName, "a.rbs"), source);
            return BuiltCommand.Run(
                ["rbs", verb, "--no-stdlib", "--no-collection", "--no-cache", "-I", folder.FullName, .. arguments]);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
