using System.Text.Json;

namespace Millpond.Rbs.Tests.LanguageServer;

/// <summary>Hover, definition, references, symbols.</summary>
public sealed class NavigationTests
{
    private const string Library = """
        # Doc of A.
        class A[T] < Object
          # Says hi.
          def hi: (T) -> B
                | () -> void
        end
        module M
          class A
          end
          type t = A
        end
        """;

    [Fact]
    public void Hover_shows_the_header_and_the_doc_comment_of_a_class()
    {
        using Editor editor = new Editor([("a.rbs", Library)]).Started();
        JsonElement hover = editor.Ask("textDocument/hover", "b.rbs", "X: ¦A[Integer]\n");
        Assert.Equal(
            "```rbs\n# ::A\nclass A[T] < Object\n```\n\n---\n\nDoc of A.",
            hover.GetProperty("contents").GetProperty("value").GetString());
    }

    [Fact]
    public void Hover_shows_all_overloads_of_a_method()
    {
        using Editor editor = new Editor([("a.rbs", Library)]).Started();
        JsonElement hover = editor.Ask("textDocument/hover", "b.rbs", "class A[T]\n  alias hello h¦i\nend\n");
        Assert.Equal(
            "```rbs\n# ::A#hi\ndef hi: (T) -> B\n      | () -> void\n```\n\n---\n\nSays hi.",
            hover.GetProperty("contents").GetProperty("value").GetString());
    }

    [Fact]
    public void Hover_leaves_out_what_rdoc_wrote_for_itself()
    {
        using Editor editor = new Editor([("a.rbs", "# <!-- rdoc-file=a.c -->\n# Text.\nclass A\nend\n")]).Started();
        JsonElement hover = editor.Ask("textDocument/hover", "b.rbs", "X: ¦A\n");
        Assert.EndsWith("---\n\nText.", hover.GetProperty("contents").GetProperty("value").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Hover_over_nothing_is_null()
    {
        using Editor editor = new Editor().Started();
        Assert.Equal(JsonValueKind.Null, editor.Ask("textDocument/hover", "a.rbs", "¦\nclass A\nend\n").ValueKind);
    }

    [Fact]
    public void A_definition_is_every_place_that_opens_the_class()
    {
        using Editor editor = new Editor([("a.rbs", "class A\nend\n"), ("b.rbs", "class A\nend\n")]).Started();
        JsonElement found = editor.Ask("textDocument/definition", "c.rbs", "X: A¦\n");
        Assert.Equal(["a.rbs 0:6-0:7", "b.rbs 0:6-0:7"], editor.Places(found));
    }

    [Fact]
    public void A_part_of_a_path_is_a_name_of_its_own()
    {
        using Editor editor = new Editor([("a.rbs", Library)]).Started();
        JsonElement found = editor.Ask("textDocument/definition", "b.rbs", "X: ¦M::A\n");
        Assert.Equal(["a.rbs 6:7-6:8"], editor.Places(found));
    }

    [Fact]
    public void A_name_is_looked_up_where_it_stands()
    {
        using Editor editor = new Editor([("a.rbs", Library)]).Started();
        JsonElement found = editor.Ask("textDocument/definition", "b.rbs", "module M\n  Y: A¦\nend\n");
        Assert.Equal(["a.rbs 7:8-7:9"], editor.Places(found));
    }

    [Fact]
    public void An_alias_is_found_itself_not_what_is_behind_it()
    {
        using Editor editor = new Editor([("a.rbs", "class A\nend\nclass Other = A\n")]).Started();
        JsonElement found = editor.Ask("textDocument/definition", "b.rbs", "X: Other¦\n");
        Assert.Equal(["a.rbs 2:6-2:11"], editor.Places(found));
    }

    [Fact]
    public void References_are_found_in_all_files()
    {
        using Editor editor = new Editor([("a.rbs", Library)]).Started();
        JsonElement found = editor.Ask(
            "textDocument/references", "b.rbs", "X: M::A¦\nY: A\n",
            """, "context": {"includeDeclaration": true}""");
        Assert.Equal(["a.rbs 7:8-7:9", "a.rbs 9:11-9:12", "b.rbs 0:6-0:7"], editor.Places(found).Order());
    }

    [Fact]
    public void References_leave_declarations_out_when_asked_to()
    {
        using Editor editor = new Editor().Started();
        JsonElement found = editor.Ask(
            "textDocument/references", "a.rbs", "class A¦\nend\nX: A\n", """, "context": {"includeDeclaration": false}""");
        Assert.Equal(["a.rbs 2:3-2:4"], editor.Places(found));
    }

    [Fact]
    public void Document_symbols_are_a_tree()
    {
        using Editor editor = new Editor().Started();
        JsonElement symbols = editor.Ask(
            "textDocument/documentSymbol", "a.rbs", "¦class A\n  module M\n    def self.a: () -> void\n  end\nend\n");
        JsonElement method = symbols[0].GetProperty("children")[0].GetProperty("children")[0];
        Assert.Equal(("self.a", "2:4-2:26"), (method.GetProperty("name").GetString(), Editor.Range(method)));
    }

    [Fact]
    public void Workspace_symbols_match_letters_in_order()
    {
        using Editor editor = new Editor([("a.rbs", "class FooBar\n  def baz: () -> void\nend\nclass Other\nend\n")]).Started();
        JsonElement found = editor.Request("workspace/symbol", """{"query": "fb"}""");
        Assert.Equal("FooBar", Assert.Single(found.EnumerateArray()).GetProperty("name").GetString());
    }

    [Fact]
    public void A_document_outside_the_workspace_is_served_too()
    {
        using Editor editor = new Editor().Started();
        JsonElement found = editor.Ask("textDocument/definition", "../outside/a.rbs", "class A\nend\nX: A¦\n");
        Assert.Single(found.EnumerateArray());
    }
}
