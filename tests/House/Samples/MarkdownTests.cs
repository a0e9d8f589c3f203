using Millpond.House.Tests.Rules;
using Millpond.House.Tests.Tree;

namespace Millpond.House.Tests.Samples;

/// <summary>Titles, links and examples of documents.</summary>
public sealed class MarkdownTests
{
    [Fact]
    public void One_title_is_right() => Assert.Empty(Markdown.Titles(Document("# A\n## B\n```sh\n# a comment\n```")));

    [Fact]
    public void A_second_title_is_found() =>
        Assert.Equal(3, Assert.Single(Markdown.Titles(Document("# A\n\n# B"))).Line);

    [Fact]
    public void A_document_without_title_is_found() => Assert.Single(Markdown.Titles(Document("A\n## B")));

    [Fact]
    public void A_link_to_nowhere_is_found()
    {
        SourceFile document = Document("[a](b.md#part) ![c](pictures/d%20e.svg \"title\")");
        Assert.Equal(2, Markdown.DeadLinks(document, _ => false).Count());
        Assert.Empty(Markdown.DeadLinks(document, path => path is "docs/b.md" or "docs/pictures/d e.svg"));
    }

    [Fact]
    public void Links_to_the_web_and_within_the_page_are_not_looked_up() =>
        Assert.Empty(Markdown.DeadLinks(Document("[a](https://a.b/c) [d](#d)\n```\n[e](f)\n```"), _ => false));

    [Fact]
    public void Commands_are_the_lines_with_a_prompt()
    {
        SourceFile document = Document(
            "```console\n$ a b\noutput\n$ c \\\n>   d\n```\n```sh\n$ e\n```\n```console norun\n$ f\n```");
        Assert.Equal([new(2, "a b"), new(4, "c d")], ConsoleExamples.In(document));
    }

    [Fact]
    public void An_example_that_is_not_run_needs_a_reason()
    {
        Assert.Equal(1, Assert.Single(ConsoleExamples.Unexplained(Document("```console norun\n$ a\n```"))).Line);
        Assert.Empty(ConsoleExamples.Unexplained(Document("<!-- norun: why -->\n\n```console norun\n$ a\n```")));
    }

    [Fact]
    public void An_unknown_mark_is_found() =>
        Assert.Single(ConsoleExamples.Unexplained(Document("```console later\n```")));

    private static SourceFile Document(string text) => new("docs/a.md", text);
}
