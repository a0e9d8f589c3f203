namespace Millpond.Rbs.Tests.LanguageServer;

/// <summary>What the editor is told to underline.</summary>
public sealed class DiagnosticsTests
{
    private const string Core = "class Object\nend\nclass Integer\nend\n";

    [Fact]
    public void All_syntax_errors_are_told_at_once()
    {
        using Editor editor = new Editor().Started();
        editor.Open("a.rbs", "class A\n  def a\n  def b: () -> void\n  attr_reader c\nend\n");
        Assert.Equal(2, editor.Diagnostics("a.rbs").Count);
    }

    [Fact]
    public void Characters_are_counted_in_utf16()
    {
        using Editor editor = new Editor(core: Core).Started();
        editor.Open("a.rbs", "type a = { \"😀é\" => Nix }\n");
        Assert.Equal(["0:20-0:23 Could not find Nix"], editor.Diagnostics("a.rbs"));
    }

    [Fact]
    public void A_name_that_means_nothing_is_told_where_core_is_known()
    {
        using Editor editor = new Editor(core: Core).Started();
        editor.Open("a.rbs", "class A < Object\n  def a: (Integer) -> Missing::Thing\nend\n");
        Assert.Equal(
            ["1:31-1:36 Could not find Thing", "1:22-1:29 Could not find Missing"], editor.Diagnostics("a.rbs"));
    }

    [Fact]
    public void A_name_that_means_nothing_is_not_told_without_core()
    {
        using Editor editor = new Editor().Started();
        editor.Open("a.rbs", "X: Missing\n");
        Assert.Empty(editor.Diagnostics("a.rbs"));
    }

    [Fact]
    public void What_is_declared_twice_is_told()
    {
        using Editor editor = new Editor([("one.rbs", "type a = 1\n")]).Started();
        editor.Open("two.rbs", "type a = 2\n");
        Assert.StartsWith("0:5-0:6", Assert.Single(editor.Diagnostics("two.rbs")), StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_declared_twice_is_told_in_the_other_place_too()
    {
        using Editor editor = new Editor([("one.rbs", "type a = 1\n")]).Started();
        editor.Open("two.rbs", "type a = 2\n");
        Assert.Single(editor.Diagnostics("one.rbs"));
    }

    [Fact]
    public void Files_of_the_workspace_are_checked_without_being_open()
    {
        using Editor editor = new Editor([("sig/a.rbs", "class A\n")]).Started();
        Assert.Single(editor.Diagnostics("sig/a.rbs"));
    }

    [Fact]
    public void A_file_is_checked_again_when_another_declares_what_it_lacks()
    {
        using Editor editor = new Editor([("a.rbs", "X: B\n")], Core).Started();
        editor.Open("b.rbs", "class B\nend\n");
        Assert.Empty(editor.Diagnostics("a.rbs"));
    }

    [Fact]
    public void A_corrected_error_is_taken_back()
    {
        using Editor editor = new Editor().Started();
        editor.Open("a.rbs", "class A\n");
        editor.Notify("textDocument/didChange", $$"""
            {"textDocument": {"uri": "{{editor.UriOf("a.rbs")}}", "version": 2}, "contentChanges": [
              {"range": {"start": {"line": 1, "character": 0}, "end": {"line": 1, "character": 0} }, "text": "end\n"}]}
            """);
        editor.Server.WhenIdle();
        Assert.Empty(editor.Diagnostics("a.rbs"));
    }

    [Fact]
    public void A_closed_document_counts_as_its_file_again()
    {
        using Editor editor = new Editor([("a.rbs", "class A\nend\n")]).Started();
        editor.Open("a.rbs", "class A\n");
        editor.Notify("textDocument/didClose", $$"""{"textDocument": {"uri": "{{editor.UriOf("a.rbs")}}"} }""");
        editor.Server.WhenIdle();
        Assert.Empty(editor.Diagnostics("a.rbs"));
    }

    [Fact]
    public void A_file_that_changed_on_disk_is_read_again()
    {
        using Editor editor = new Editor([("a.rbs", "class A\nend\n")]).Started();
        editor.Write("work/a.rbs", "class A\n");
        editor.Notify("workspace/didChangeWatchedFiles",
            $$"""{"changes": [{"uri": "{{editor.UriOf("a.rbs")}}", "type": 2}]}""");
        editor.Server.WhenIdle();
        Assert.Single(editor.Diagnostics("a.rbs"));
    }

    [Fact]
    public void Nothing_is_checked_before_the_editor_pauses()
    {
        using Editor editor = new Editor().Started();
        int before = editor.Received.Count;
        editor.Notify("textDocument/didOpen",
            $$"""{"textDocument": {"uri": "{{editor.UriOf("a.rbs")}}", "version": 1, "text": "class"} }""");
        Assert.Equal(before, editor.Received.Count);
    }
}
