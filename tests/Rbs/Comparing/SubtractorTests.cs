using Millpond.Rbs.Comparing;
using Millpond.Rbs.Environments;
using Millpond.Rbs.Formatting;
using Millpond.Rbs.Parsing;
using Millpond.Rbs.Text;

namespace Millpond.Rbs.Tests.Comparing;

/// <summary>What is left when others declare some of it.</summary>
public sealed class SubtractorTests
{
    [Theory]
    [InlineData("def a: () -> void", "def a: (Integer) -> String")]
    [InlineData("def self.a: () -> void", "alias self.a self.b")]
    [InlineData("alias a b", "attr_reader a: Integer")]
    [InlineData("attr_reader a: Integer", "def a: () -> Integer")]
    [InlineData("attr_writer a: Integer", "def a=: (Integer) -> Integer")]
    [InlineData("attr_accessor a: Integer", "def a=: (Integer) -> Integer")]
    [InlineData("@a: Integer", "@a: String")]
    [InlineData("@a: Integer", "attr_reader a: Integer")]
    [InlineData("@a: Integer", "attr_reader b (@a): Integer")]
    [InlineData("@@a: Integer", "@@a: String")]
    [InlineData("include M[A]", "include ::M")]
    public void A_member_that_is_there_is_taken(string member, string there) =>
        Assert.Equal("", Left($"class A\n  {member}\nend\n", $"class A\n  {there}\nend\n"));

    [Theory]
    [InlineData("def a: () -> void", "def self.a: () -> void")]
    [InlineData("attr_reader a: Integer", "attr_writer a: Integer")]
    [InlineData("@a: Integer", "attr_reader a(): Integer")]
    [InlineData("@@a: Integer", "@a: Integer")]
    [InlineData("include M", "extend M")]
    [InlineData("include M", "include N::M")]
    public void Another_member_stays(string member, string there)
    {
        string minuend = $"class A\n  {member}\nend\n";
        Assert.Equal(minuend, Left(minuend, $"class A\n  {there}\nend\n"));
    }

    [Theory]
    [InlineData("X: Integer", "X: String")]
    [InlineData("X: Integer", "class X\nend")]
    [InlineData("class X\nend", "X: Integer")]
    [InlineData("$x: Integer", "$x: String")]
    [InlineData("type x = Integer", "type x = String")]
    [InlineData("interface _X\n  def a: () -> void\nend", "interface _X\nend")]
    [InlineData("class X = Y", "class X\nend")]
    [InlineData("module X = Y", "module X = Z")]
    public void A_declaration_that_is_there_is_taken(string declaration, string there) =>
        Assert.Equal("", Left(declaration, there));

    [Theory]
    [InlineData("X: Integer\n", "Y: Integer")]
    [InlineData("class X = Y\n", "module X\nend")]
    [InlineData("class X\n  def a: () -> void\nend\n", "class Y\n  def a: () -> void\nend")]
    public void Another_declaration_stays(string declaration, string there) =>
        Assert.Equal(declaration, Left(declaration, there));

    [Fact]
    public void Nested_declarations_are_looked_into_and_come_first() => Assert.Equal(
        "class A\n  class B\n    def b: () -> void\n  end\n  def c: () -> void\nend\n",
        Left(
            "class A\n  def c: () -> void\n  class B\n    def a: () -> void\n    def b: () -> void\n  end\nend\n",
            "class A\nend\nclass A::B\n  def a: () -> void\nend\n"));

    [Fact]
    public void A_section_of_which_nothing_is_left_is_taken() => Assert.Equal(
        "class A\n  public\n  def b: () -> void\nend\n",
        Left(
            "class A\n  private\n  def a: () -> void\n  public\n  def b: () -> void\n  private\n"
            + "  def a: () -> void\nend\n",
            "class A\n  def a: () -> void\nend\n"));

    private static string Left(string minuend, string subtrahend)
    {
        var environment = RbsEnvironment.Of(
            [SourceFile.Parse(
                SourceBuffer.FromText("b.rbs", subtrahend), new FolderOrigin("."), ParserOptions.Default)],
            RbsVersion.Latest);
        SignatureFile file = Rbs.File(minuend);
        return SignatureWriter.Write(file, RbsVersion.Latest, new Subtractor(environment).Subtract(file.Declarations));
    }
}
