using Millpond.Rbs.Definitions;
using Millpond.Rbs.Diagnostics;
using Millpond.Rbs.Parsing;
using Millpond.Rbs.Tests.Definitions;
using Millpond.Rbs.Text;
using Millpond.Rbs.Validation;

namespace Millpond.Rbs.Tests.Validation;

public sealed class ValidatorTests
{
    private const string Wrong = """
        class A
          include Foo
        end
        interface _B
          def foo: () -> Foo
        end
        BAR: Foo
        $bar: Foo
        type bar = Foo
        class C = Foo
        """;

    [Fact]
    public void The_small_Ruby_of_the_tests_is_right() => Assert.Empty(SmallRuby.Errors(""));

    [Fact]
    public void Errors_come_by_kind_of_declaration() => Assert.Equal(
        [1, 9, 4, 6, 7, 8],
        new Validator(SmallRuby.Environment(Wrong)).Validate().Errors
            .Select(error => error.Place.Buffer.PositionOf(error.Place.Span.Start).Line - 1));

    [Fact]
    public void Fail_fast_stops_at_the_first() =>
        Assert.Single(new Validator(SmallRuby.Environment(Wrong)).Validate(failFast: true).Errors);

    [Fact]
    public void Each_type_of_a_method_has_an_error_of_its_own() => Assert.Equal(
        ["a.rbs:1:25...1:28: Could not find ::Foo", "a.rbs:1:30...1:33: Could not find ::Bar",
            "a.rbs:1:25...1:28: Could not find ::Foo", "a.rbs:1:30...1:33: Could not find ::Bar"],
        SmallRuby.Errors("class A def initialize: (Foo, Bar) -> void end"));

    [Fact]
    public void An_inherited_error_comes_once_more_for_each_class() =>
        Assert.Equal(3, SmallRuby.Errors("class A < Foo end class B < A end class C < B end").Length);

    [Fact]
    public void Many_threads_find_what_one_finds()
    {
        string source = string.Concat(Enumerable.Range(0, 300).Select(at =>
            $"class C{at} < C{at / 2 - 1}\n  def foo: (Missing{at}) -> void\n  include M{at % 7}\nend\n"))
            .Replace("C-1", "Object", StringComparison.Ordinal)
            + string.Concat(Enumerable.Range(0, 5).Select(at => $"module M{at} alias a{at} b{at} end\n"));
        ValidationResult one = new Validator(SmallRuby.Environment(source)).Validate(threads: 1);
        ValidationResult many = new Validator(SmallRuby.Environment(source)).Validate(threads: 8);
        Assert.NotEmpty(one.Errors);
        Assert.Equal(one.Errors.Select(error => error.FullText), many.Errors.Select(error => error.FullText));
    }

    [Theory]
    [InlineData("3.2", 0)]
    [InlineData("3.4", 3)]
    public void From_3_3_on_what_4_0_does_not_allow_is_warned_of(string version, int count)
    {
        Assert.True(RbsVersion.TryParse(version, out RbsVersion parsed));
        ValidationResult result = new Validator(
            SmallRuby.Environment("FOO: void\n$foo: self\ntype foo = Array[instance]", parsed)).Validate();
        Assert.True(result.IsValid);
        Assert.Equal(count, result.Warnings.Length);
        Assert.All(result.Warnings, warning => Assert.Equal(Severity.Warning, warning.Severity));
    }

    [Fact]
    public void A_place_within_a_line_is_shown_with_carets() => Assert.Equal(
        "a.rbs:2:9...2:13: Could not find mixin: Nope (RBS::NoMixinFoundError)\n\n    include Nope\n    ^^^^^^^^^^^^\n"
            .Replace("2:9...2:13", "2:2...2:14", StringComparison.Ordinal),
        Assert.Single(new Validator(SmallRuby.Environment("class A\n  include Nope\nend")).Validate().Errors).FullText);

    [Fact]
    public void A_place_over_lines_is_not() => Assert.Equal(
        "a.rbs:1:0...2:3: Could not find super class: Nope (RBS::NoSuperclassFoundError)",
        Assert.Single(new Validator(SmallRuby.Environment("class A < Nope\nend")).Validate().Errors).FullText);

    [Fact]
    public void Every_kind_has_a_code_and_a_name_of_its_own()
    {
        DefinitionErrorKind[] kinds = Enum.GetValues<DefinitionErrorKind>();
        Place place = new(SourceBuffer.FromText("a.rbs", ""), Span.None);
        DefinitionError[] errors = [.. kinds.Select(kind => new DefinitionError(kind, "", place))];
        Assert.Equal(kinds.Length, errors.Select(error => error.Code).Distinct().Count());
        Assert.Equal(kinds.Length, errors.Select(error => error.UpstreamName).Distinct().Count());
    }

    [Fact]
    public void Findings_for_renderers_have_the_place_and_the_words()
    {
        ValidationResult result = new Validator(SmallRuby.Environment("FOO: Foo")).Validate();
        Diagnostic diagnostic = Assert.Single(result.Errors).ToDiagnostic();
        Assert.Equal("a.rbs:1:5...1:8: Could not find ::Foo", diagnostic.FullMessage);
        Assert.Equal("RBS3003", diagnostic.Code);
    }
}
