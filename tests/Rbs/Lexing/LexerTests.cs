using System.Text.Json;
using Millpond.Rbs.Lexing;
using Millpond.Rbs.Text;

namespace Millpond.Rbs.Tests.Lexing;

public sealed class LexerTests
{
    [Theory]
    [InlineData("foo", "tLIDENT")]
    [InlineData("Foo", "tUIDENT")]
    [InlineData("_Foo", "tULIDENT")]
    [InlineData("_foo", "tULLIDENT")]
    [InlineData("_", "tULLIDENT")]
    [InlineData("日本", "tNONASCIIIDENT")]
    [InlineData("_日本", "tNONASCIIIDENT")]
    [InlineData("Aé", "tUIDENT")]
    [InlineData("foo!", "tBANGIDENT")]
    [InlineData("foo=", "tEQIDENT")]
    [InlineData("class", "kCLASS")]
    [InlineData("classy", "tLIDENT")]
    [InlineData("attr_accessor", "kATTRACCESSOR")]
    [InlineData("attr_accessory", "tLIDENT")]
    [InlineData("__todo__", "k__TODO__")]
    [InlineData("class-alias", "kCLASSALIAS")]
    [InlineData("module-alias", "kMODULEALIAS")]
    [InlineData("module-self", "kMODULESELF")]
    [InlineData("@rbs", "kATRBS")]
    [InlineData("@rbsx", "tAIDENT")]
    [InlineData("@x", "tAIDENT")]
    [InlineData("@@x", "tA2IDENT")]
    [InlineData("$x", "tGIDENT")]
    [InlineData("$12", "tGIDENT")]
    [InlineData("$-w", "tGIDENT")]
    [InlineData("$~", "tGIDENT")]
    [InlineData("$g?", "tGIDENT")]
    [InlineData("1_000", "tINTEGER")]
    [InlineData("-1", "tINTEGER")]
    [InlineData("\"a\\\"b\"", "tDQSTRING")]
    [InlineData("'a\\'b'", "tSQSTRING")]
    [InlineData("'a\\n'", "tSQSTRING")]
    [InlineData(":a?", "tSYMBOL")]
    [InlineData(":[]=", "tSYMBOL")]
    [InlineData(":<=>", "tSYMBOL")]
    [InlineData(":@@a", "tSYMBOL")]
    [InlineData(":$1", "tSYMBOL")]
    [InlineData(":\"a b\"", "tDQSYMBOL")]
    [InlineData(":'a b'", "tSQSYMBOL")]
    [InlineData("`a b`", "tQIDENT")]
    [InlineData("`", "tOPERATOR")]
    [InlineData("[]", "pAREF_OPR")]
    [InlineData("[]=", "tOPERATOR")]
    [InlineData("===", "tOPERATOR")]
    [InlineData("=>", "pFATARROW")]
    [InlineData("->", "pARROW")]
    [InlineData("...", "pDOT3")]
    [InlineData("::", "pCOLON2")]
    [InlineData("%a{x\ny}", "tANNOTATION")]
    [InlineData("%a|x|", "tANNOTATION")]
    [InlineData("%", "tOPERATOR")]
    [InlineData("-- to the\nend", "tINLINECOMMENT")]
    [InlineData("# line", "tLINECOMMENT")]
    [InlineData(";", "ErrorToken")]
    [InlineData("\"a", "ErrorToken", "tLIDENT")]
    [InlineData("\"\\x\"", "ErrorToken", "ErrorToken", "tLIDENT", "ErrorToken")]
    [InlineData("..", "pDOT", "pDOT")]
    [InlineData("0x1F", "tINTEGER", "tLIDENT")]
    [InlineData("foo?", "tLIDENT", "pQUESTION")]
    [InlineData("A=B", "tEQIDENT", "tUIDENT")]
    [InlineData("[T>>", "pLBRACKET", "tUIDENT", "tOPERATOR")]
    [InlineData("a # c", "tLIDENT", "tTRIVIA", "tCOMMENT")]
    [InlineData("%a{x", "tOPERATOR", "tLIDENT", "pLBRACE", "tLIDENT")]
    public void The_longest_match_wins(string source, params string[] kinds) =>
        Assert.Equal([.. kinds, "pEOF"], Tokens(source).Select(static token => token.Kind.UpstreamName()));

    [Theory]
    [InlineData("class A\r\n# c\r\n  def x: () -> void\nend")]
    [InlineData("\"a")]
    [InlineData("")]
    public void Every_byte_is_in_one_token(string source)
    {
        List<Token> tokens = Tokens(source);
        Assert.Equal(tokens.Select(static token => token.End).Prepend(0).SkipLast(1), tokens.Select(static token => token.Start));
    }

    [Fact]
    public void A_carriage_return_ends_a_comment_of_crlf() =>
        Assert.Equal(3, Tokens("# c\r\n")[0].End);

    [Fact]
    public void Lines_are_counted_through_strings() => Assert.Equal(3, Tokens("'a\n\n' b")[2].Line);

    [Fact]
    public void A_byte_that_is_no_utf8_is_an_error_in_a_comment_too()
    {
        List<Token> tokens = Lexer.Tokenize(SourceBuffer.FromBytes("a.rbs", "# \xC2"u8.ToArray()[..3]));
        Assert.Equal(TokenKind.Error, tokens[1].Kind);
    }

    [Fact]
    public void Recorded_token_streams_are_the_gems()
    {
        foreach (JsonElement line in Recorded.Lines("parse-cases.jsonl.gz"))
        {
            if (line.GetProperty("kind").GetString() != "lex")
                continue;
            SourceBuffer buffer = SourceBuffer.FromBytes("a.rbs", Recorded.SourceOf(line));
            string tokens = string.Join(",", Lexer.Tokenize(buffer).Select(token =>
                $"[\"{token.Kind.UpstreamName()}\",{Characters(buffer, token.Start)},{Characters(buffer, token.End)}]"));
            Assert.Equal(line.GetProperty("ok").GetRawText(), $"[{tokens}]");
        }
    }

    private static List<Token> Tokens(string source) => Lexer.Tokenize(SourceBuffer.FromText("a.rbs", source));

    private static int Characters(SourceBuffer buffer, int offset) => buffer.Lines.OffsetIn(ColumnUnit.CodePoint, offset);
}
