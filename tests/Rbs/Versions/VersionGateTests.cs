using Millpond.Rbs.Ast;
using Millpond.Rbs.Diagnostics;
using Millpond.Rbs.Parsing;
using Millpond.Rbs.Text;

namespace Millpond.Rbs.Tests.Versions;

public sealed class VersionGateTests
{
    [Theory]
    [InlineData("class A = B", "3.0", "class and module aliases")]
    [InlineData("use A::B", "3.0", "use directives")]
    [InlineData("class A\n def x: () -> B | %a{b} () -> A\nend", "3.0", "annotations of overloads")]
    [InlineData("type t = __todo__", "3.3", "the type __todo__")]
    [InlineData("class A\n def x: (`a`: B) -> C\nend", "3.4", "keywords in backquotes")]
    [InlineData("type t = { ?a: B }", "3.5", "optional keys of records")]
    [InlineData("class A\n def x: () { (?) -> B } -> C\nend", "3.5", "functions of any parameters, (?)")]
    [InlineData("class A[T = B]\nend", "3.6", "defaults of type parameters")]
    [InlineData("class A\n def x: [T < B | C] (T) -> T\nend", "3.6", "upper bounds of any type")]
    [InlineData("class A[T > B]\nend", "4.0", "lower bounds of type parameters")]
    [InlineData("A: singleton(B)[C]", "4.0", "arguments of singleton types")]
    [InlineData("class A\n def é: () -> B\nend", "4.2", "names with letters beyond ASCII")]
    [InlineData("A: :é", "4.2", "names with letters beyond ASCII")]
    public void What_a_version_does_not_know_is_an_error_that_says_which_brings_it(
        string source, string since, string what)
    {
        Assert.True(RbsVersion.TryParse(since, out RbsVersion brings));
        RbsVersion before = Before(brings);
        Diagnostic error = Assert.Single(Errors(source, before));
        Assert.Equal(
            (DiagnosticCodes.Version, $"{what} came with RBS {since}, and this is read as {before}"),
            (error.Code, error.Message));
        Assert.Empty(Errors(source, brings));
    }

    [Fact]
    public void Errors_are_in_order_of_place() => Assert.Equal(
        [2, 3, 4], Errors("\nclass A = B\nclass foo\ntype t = __todo__", new(2, 7)).Select(error => error.Start.Line));

    [Fact]
    public void Types_alone_are_looked_through_too() => Assert.Equal(
        DiagnosticCodes.Version,
        Assert.Single(Parser.ParseType(Buffer("[__todo__]"), new() { Version = new(3, 2) }).Diagnostics).Code);

    [Fact]
    public void Annotations_in_comments_came_with_4_0() => Assert.Equal(
        DiagnosticCodes.Version,
        Assert.Single(Parser.ParseTrailingAnnotation(Buffer(": A"), new() { Version = new(3, 9) }).Diagnostics).Code);

    [Theory]
    [InlineData("class A\n def x: (void) -> self?\nend", "3.9")]
    [InlineData("class A < B[instance]\nend", "3.9")]
    [InlineData("type t = { a: A, a: B }", "3.5")]
    [InlineData("class A\n def x: (a: A, a: B) -> C\nend", "3.5")]
    public void What_only_newer_versions_refuse_is_accepted(string source, string version)
    {
        Assert.True(RbsVersion.TryParse(version, out RbsVersion old));
        Assert.Empty(Errors(source, old));
        Assert.NotEmpty(Errors(source, RbsVersion.Latest));
    }

    [Fact]
    public void Before_3_6_the_last_of_a_key_holds_in_the_place_of_the_first()
    {
        SignatureFile file = Parser.ParseSignature(Buffer("type t = { a: A, b: B, a: C }"), new() { Version = new(3, 5) });
        RecordType record = Assert.IsType<RecordType>(((TypeAliasDeclaration)file.Declarations[0]).Type);
        Assert.Equal(["C", "B"], record.Fields.Select(field => ((ClassInstanceType)field.Type).Name.ToString()));
    }

    [Fact]
    public void Before_3_9_the_magic_comment_is_a_doc_comment()
    {
        SignatureFile file = Parser.ParseSignature(
            Buffer("# resolve-type-names: false\nclass A\nend"), new() { Version = new(3, 8) });
        Assert.Empty(file.Directives);
        Assert.True(file.Declarations[0].Comment.Exists);
    }

    private static RbsVersion Before(RbsVersion version) => version.Minor > 0
        ? new(version.Major, version.Minor - 1)
        : new(version.Major - 1, 9);

    private static Diagnostic[] Errors(string source, RbsVersion version) =>
        [.. Parser.ParseSignature(Buffer(source), new() { Version = version }).Diagnostics];

    private static SourceBuffer Buffer(string source) => SourceBuffer.FromText("a.rbs", source);
}
