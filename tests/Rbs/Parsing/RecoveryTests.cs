using Millpond.Rbs.Ast;
using Millpond.Rbs.Parsing;

namespace Millpond.Rbs.Tests.Parsing;

public sealed class RecoveryTests
{
    [Fact]
    public void Each_broken_member_is_reported() => Assert.Equal(
        [
            "2:18 unexpected token for function parameter name",
            "4:7 unexpected token for simple type",
        ],
        Rbs.Errors("class A\n  def a: (Integer -> void\n  def b: () -> void\n  @x:  ?\n  def c: () -> void\nend\n"));

    [Fact]
    public void Members_beside_a_broken_one_are_kept()
    {
        SignatureFile file = Rbs.File("class A\n  def a: (\n  def b: () -> void\n  def c: () -> void\nend\n");
        Assert.Equal(2, ((ClassDeclaration)file.Declarations[0]).Members.Length);
    }

    [Fact]
    public void A_broken_header_does_not_break_what_follows() => Assert.Equal(
        ["1:6 expected one of class/module/constant name", "3:8 expected a token `pCOLON`"],
        Rbs.Errors("class a\n  def x: () -> void\n  def y () -> void\nend\nclass B\nend\n"));

    [Fact]
    public void A_broken_header_on_one_line_ends_at_its_end() =>
        Assert.Single(Rbs.Errors("class A[T,] end\nclass B\nend\n"));

    [Fact]
    public void A_missing_end_is_reported_once()
    {
        Assert.Equal(
            ["5:0 unexpected token for class/module declaration member"],
            Rbs.Errors("module A\n  class B\n    class C\n  def x: () -> void\n"));
    }

    [Fact]
    public void What_has_been_read_of_an_unclosed_class_is_kept()
    {
        SignatureFile file = Rbs.File("class A\n  def x: () -> void\n");
        Assert.Single(((ClassDeclaration)file.Declarations[0]).Members);
    }

    [Fact]
    public void One_end_too_many_is_one_error() => Assert.Equal(
        ["3:0 cannot start a declaration"],
        Rbs.Errors("class A\nend\nend\nclass B\nend\n"));

    [Fact]
    public void A_broken_use_does_not_hide_the_next_error() =>
        Assert.Equal(2, Rbs.Errors("use 1\nuse A\nclass b\nend\n").Length);

    [Fact]
    public void Errors_come_in_order_of_place()
    {
        SignatureFile file = Rbs.File("class a\ndef 1: x\nend\ntype B = C\nfoo\n");
        int[] starts = [.. file.Diagnostics.Select(diagnostic => diagnostic.Span.Start)];
        Assert.Equal(starts.Order(), starts);
    }
}
