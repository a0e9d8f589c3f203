using Millpond.Rbs.Ast;
using Millpond.Rbs.Parsing;

namespace Millpond.Rbs.Tests.Parsing;

public sealed class CommentTests
{
    [Theory]
    [InlineData("# doc\nclass A end", "doc\n")]
    [InlineData("#no space\n#  two\nclass A end", "no space\n two\n")]
    [InlineData("# doc\r\nclass A\r\nend\r\n", "doc\n")]
    [InlineData("  # a\n# b\nclass A end", "a\nb\n")]
    [InlineData("# a\n\n# b\nclass A end", "b\n")]
    [InlineData("# doc\n%a{a}\n# mid\n%a{b}\nclass A end", "doc\n")]
    [InlineData("#\nclass A end", "\n")]
    public void The_block_right_above_is_the_doc_comment(string source, string text) =>
        Assert.Equal(text, CommentOf(Rbs.Valid(source)));

    [Theory]
    [InlineData("# doc\n\nclass A end")]
    [InlineData("class A # x\n# y\nend")]
    [InlineData("B: C # x\nclass A end")]
    public void A_comment_elsewhere_is_not(string source)
    {
        SignatureFile file = Rbs.Valid(source);
        Assert.False(file.Declarations[^1].Comment.Exists);
    }

    [Fact]
    public void A_constant_looks_above_its_own_line()
    {
        SignatureFile file = Rbs.Valid("# doc\n%a{a}\n# own\nA: B");
        Assert.Equal("own\n", CommentOf(file));
    }

    [Fact]
    public void A_member_has_one_too()
    {
        SignatureFile file = Rbs.Valid("class A\n  # one\n  # two\n  def x: () -> void\nend");
        Assert.Equal("one\ntwo\n", ((ClassDeclaration)file.Declarations[0]).Members[0].Comment.TextIn(file.Buffer));
    }

    private static string CommentOf(SignatureFile file) => file.Declarations[^1].Comment.TextIn(file.Buffer);
}
