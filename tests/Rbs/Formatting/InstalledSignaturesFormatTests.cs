using System.Text;
using Millpond.Rbs.Ast;
using Millpond.Rbs.Formatting;
using Millpond.Rbs.Lexing;
using Millpond.Rbs.Parsing;
using Millpond.Rbs.Text;

namespace Millpond.Rbs.Tests.Formatting;

/// <summary>What must hold for every file, shown on all that the rbs gem brings.</summary>
public sealed class InstalledSignaturesFormatTests
{
    [Theory]
    [InlineData("2.7.0")]
    [InlineData("3.4.0")]
    public void Formatting_twice_is_formatting_once(string version) => ForEach(version, static (file, formatted) =>
        Assert.Equal(Text(formatted), Text(Formatted(SourceBuffer.FromBytes(file.Name, formatted), file.Version))));

    [Theory]
    [InlineData("2.7.0")]
    [InlineData("3.4.0")]
    public void The_formatted_file_says_the_same(string version) => ForEach(version, static (file, formatted) =>
        Assert.True(SameMeaning.Of(file.Parsed, file.Parse(formatted))));

    [Theory]
    [InlineData("2.7.0")]
    [InlineData("3.4.0")]
    public void Every_comment_is_kept_in_order(string version) => ForEach(version, static (file, formatted) =>
        Assert.Equal(Comments(file.Parsed.Buffer), Comments(SourceBuffer.FromBytes(file.Name, formatted))));

    [Theory]
    [InlineData("2.7.0")]
    [InlineData("3.4.0")]
    public void Every_member_keeps_its_doc_comment(string version) => ForEach(version, static (file, formatted) =>
        Assert.Equal(DocComments(file.Parsed), DocComments(file.Parse(formatted))));

    private static void ForEach(string version, Action<Source, byte[]> check)
    {
        foreach (string path in InstalledSignatures.Of(version))
        {
            Assert.True(RbsVersion.TryParse(version, out RbsVersion parsed));
            Source source = new(SourceBuffer.FromFile(path), parsed);
            check(source, Formatted(source.Parsed.Buffer, parsed));
        }
    }

    private static byte[] Formatted(SourceBuffer buffer, RbsVersion version)
    {
        FormatResult result = SignatureFormatter.Format(buffer, new() { Version = version });
        Assert.Empty(result.Diagnostics);
        return result.Text!;
    }

    private static string Text(byte[] utf8) => Encoding.UTF8.GetString(utf8);

    private static List<string> Comments(SourceBuffer buffer) =>
    [
        .. from token in Lexer.Tokenize(buffer)
           where token.Kind is TokenKind.Comment or TokenKind.LineComment
           select buffer.TextOf(token.Span),
    ];

    private static List<string> DocComments(SignatureFile file) =>
        [.. file.Declarations.SelectMany(Flatten).Select(member => member.Comment.Exists
            ? member.Comment.TextIn(file.Buffer)
            : "")];

    private static IEnumerable<Member> Flatten(Member member) =>
        member is ContainerDeclaration container
            ? container.Members.SelectMany(Flatten).Prepend(member)
            : [member];

    private sealed class Source(SourceBuffer buffer, RbsVersion version)
    {
        public SignatureFile Parsed { get; } = Parser.ParseSignature(buffer, new() { Version = version });

        public RbsVersion Version => version;

        public string Name => buffer.Name;

        public SignatureFile Parse(byte[] text) =>
            Parser.ParseSignature(SourceBuffer.FromBytes(Name, text), new() { Version = version });
    }
}
