using Millpond.House.Tests.Tree;

namespace Millpond.House.Tests.Samples;

/// <summary>Code, comments and strings are told apart.</summary>
public sealed class CSharpTextTests
{
    private const string Quote = "\"\"\"";

    [Theory]
    [InlineData("a(); // gone", "a();")]
    [InlineData("a(); /* gone */ b();", "a(); b();")]
    [InlineData("a(\"gone\");", "a( );")]
    [InlineData("a(\"gone \\\" gone\", b);", "a( , b);")]
    [InlineData("a(@\"gone \\\", b);", "a( , b);")]
    [InlineData("a(@\"gone \"\" gone\", b);", "a( , b);")]
    [InlineData("a(\"\", b);", "a( , b);")]
    [InlineData("a('\"', b);", "a( , b);")]
    [InlineData("a('\\'', b);", "a( , b);")]
    [InlineData("a($\"gone {b} gone\", c);", "a( b , c);")]
    [InlineData("a($\"gone {b[\"gone\"]} gone\", c);", "a( b[ ] , c);")]
    [InlineData("a($\"gone {{gone}}\", c);", "a( , c);")]
    [InlineData("a($\"{new { X = 1 }}\", c);", "a( new { X = 1 } , c);")]
    [InlineData("a(" + Quote + "gone \" gone" + Quote + ", b);", "a( , b);")]
    [InlineData("a($$" + Quote + "gone {gone} {{b}} gone" + Quote + ", c);", "a( b , c);")]
    public void Only_code_is_left(string text, string expected)
    {
        string code = CSharpText.Split(text).Code;
        Assert.Equal(text.Length, code.Length);
        Assert.Equal(expected, string.Join(' ', code.Split(' ', StringSplitOptions.RemoveEmptyEntries)));
    }

    [Fact]
    public void Comments_keep_their_place()
    {
        const string Text = "a(); // why\nb(\"//\");";
        Assert.Equal("     // why\n        ", CSharpText.Split(Text).Comments);
    }

    [Fact]
    public void Nothing_in_the_repository_confuses_it() => Assert.All(SourceTree.Own.CSharp, file =>
    {
        string code = file.Code;
        Assert.Equal(code.Count(letter => letter == '{'), code.Count(letter => letter == '}'));
        Assert.Equal(code.Count(letter => letter == '('), code.Count(letter => letter == ')'));
    });
}
