using System.Text;
using System.Text.Json;

namespace Millpond.Rbs.Tests.LanguageServer;

/// <summary>Formatting in an editor.</summary>
public sealed class FormattingTests
{
    [Fact]
    public void Only_lines_that_change_are_replaced()
    {
        using Editor editor = new Editor().Started();
        JsonElement edits = editor.Ask("textDocument/formatting", "a.rbs", "¦class A\n  def é: () -> void\ndef ö:()->B\nend\n");
        JsonElement edit = Assert.Single(edits.EnumerateArray());
        Assert.Equal(("2:0-3:0", "  def ö: () -> B\n"), (Editor.Range(edit), edit.GetProperty("newText").GetString()));
    }

    [Fact]
    public void A_formatted_document_gets_no_edit()
    {
        using Editor editor = new Editor().Started();
        Assert.Empty(editor.Ask("textDocument/formatting", "a.rbs", "¦class A\nend\n").EnumerateArray());
    }

    [Fact]
    public void A_document_with_errors_gets_no_edit()
    {
        using Editor editor = new Editor().Started();
        Assert.Empty(editor.Ask("textDocument/formatting", "a.rbs", "¦class A\n def\n").EnumerateArray());
    }

    [Fact]
    public void A_huge_document_is_formatted()
    {
        using Editor editor = new Editor().Started();
        StringBuilder source = new("¦");
        for (int i = 0; i < 20_000; i++)
            source.Append($"class C{i}\ndef a:(Integer)->String\nend\n");
        Assert.Single(editor.Ask("textDocument/formatting", "a.rbs", source.ToString()).EnumerateArray());
    }
}
