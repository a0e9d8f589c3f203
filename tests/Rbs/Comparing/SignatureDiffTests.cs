using Millpond.Rbs.Ast;
using Millpond.Rbs.Comparing;
using Millpond.Rbs.Environments;
using Millpond.Rbs.Parsing;
using Millpond.Rbs.Text;

namespace Millpond.Rbs.Tests.Comparing;

/// <summary>What became of a class.</summary>
public sealed class SignatureDiffTests
{
    private const string Core = """
        class BasicObject
        end
        class Object < BasicObject
        end
        class Module
        end
        class Class < Module
        end

        """;

    [Theory]
    [InlineData("def a: () -> void", "def a: () -> A", "def a: () -> void", "def a: () -> ::A")]
    [InlineData("", "def a: () -> void | (A) -> A", "-", "def a: () -> void | (::A) -> ::A")]
    [InlineData("def self.a: () -> void", "", "def self.a: () -> void", "-")]
    [InlineData("X: A", "X: A?", "X: ::A", "X: ::A?")]
    [InlineData("", "class B\nend", "-", "B: singleton(::A::B)")]
    [InlineData("def a: () -> void", "def a: () -> void\nalias b a", "-", "alias b a")]
    public void A_change_is_told_once(string before, string after, string told, string toldAfter) =>
        Assert.Equal([new(told, toldAfter)], Changes(before, after));

    [Fact]
    public void What_stays_is_not_told() => Assert.Empty(Changes("def a: () -> void", "def a: () -> void # same"));

    [Fact]
    public void Detail_tells_the_visibility() => Assert.Equal(
        [new("[::A public] def a: () -> void", "[::A private] def a: () -> void")],
        Changes("def a: () -> void", "private def a: () -> void", hasDetail: true));

    [Fact]
    public void A_class_that_is_missing_on_one_side_is_warned_of()
    {
        List<string> warnings = [];
        _ = SignatureDiff
            .Of(Environment(""), Environment("def a: () -> void"), TypeName.Parse("::Nix"), false, warnings).ToList();
        Assert.Contains("there is no class or module ::Nix", warnings[0], StringComparison.Ordinal);
    }

    private static IEnumerable<SignatureChange> Changes(string before, string after, bool hasDetail = false) =>
        SignatureDiff.Of(Environment(before), Environment(after), TypeName.Parse("::A"), hasDetail, []);

    private static RbsEnvironment Environment(string members) => RbsEnvironment.Of(
        [
            SourceFile.Parse(
                SourceBuffer.FromText("a.rbs", $"{Core}class A\n{members}\nend\n"), new FolderOrigin("."),
                ParserOptions.Default),
        ],
        RbsVersion.Latest);
}
