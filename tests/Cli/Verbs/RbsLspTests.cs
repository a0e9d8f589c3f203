using System.Text.Json;

namespace Millpond.Cli.Tests.Verbs;

/// <summary>An editor's session with the built command.</summary>
public sealed class RbsLspTests
{
    private const string NoCore = "--no-stdlib";

    [Fact]
    public void A_session_from_opening_a_folder_to_leaving_it()
    {
        using TemporaryFolder folder = new();
        string one = folder.Write("sig/one.rbs", "# The first.\nclass One\n  def hi: (One) -> void\nend\n");
        string two = folder.Write("sig/two.rbs", "class Two < One\nend\n");
        using LanguageClient client = LanguageClient.In(folder.Path, NoCore);

        JsonElement hover = client.Ask("textDocument/hover", two, 0, 13).GetProperty("result");
        Assert.Contains("The first.", hover.GetProperty("contents").GetProperty("value").GetString(), StringComparison.Ordinal);

        JsonElement definition = client.Ask("textDocument/definition", two, 0, 13).GetProperty("result");
        Assert.Equal($"file://{one}", definition[0].GetProperty("uri").GetString());

        JsonElement references = client.Ask("textDocument/references", two, 0, 13, """, "context": {"includeDeclaration": true}""");
        Assert.Equal(3, references.GetProperty("result").GetArrayLength());

        JsonElement renamed = client.Ask("textDocument/rename", two, 0, 13, """, "newName": "Uno" """);
        Assert.Equal(2, renamed.GetProperty("result").GetProperty("changes").EnumerateObject().Count());

        JsonElement symbols = client.Request("workspace/symbol", """{"query": "hi"}""").GetProperty("result");
        Assert.Equal("One", Assert.Single(symbols.EnumerateArray()).GetProperty("containerName").GetString());
        Assert.Equal(0, client.Leave());
    }

    [Fact]
    public void Errors_come_and_go_while_one_types()
    {
        using TemporaryFolder folder = new();
        string path = Path.Combine(folder.Path, "a.rbs");
        using LanguageClient client = LanguageClient.In(folder.Path, NoCore);
        client.Open(path, "class A\n  def é\nend\n");
        JsonElement error = Assert.Single(client.AwaitDiagnostics(path).EnumerateArray());
        Assert.Equal("RBS1001", error.GetProperty("code").GetString());

        client.Notify("textDocument/didChange", $$"""
            {"textDocument": {"uri": "file://{{path}}", "version": 2}, "contentChanges": [
              {"range": {"start": {"line": 1, "character": 7}, "end": {"line": 1, "character": 7} }, "text": ": () -> void"}] }
            """);
        Assert.Empty(client.AwaitDiagnostics(path).EnumerateArray());
        Assert.Equal(0, client.Leave());
    }

    [Fact]
    public void A_document_is_formatted()
    {
        using TemporaryFolder folder = new();
        string path = Path.Combine(folder.Path, "a.rbs");
        using LanguageClient client = LanguageClient.In(folder.Path, NoCore);
        client.Open(path, "class A\ndef a:()->void # why\nend\n");
        JsonElement edits = client.Request("textDocument/formatting",
            $$"""{"textDocument": {"uri": "file://{{path}}"}, "options": {"tabSize": 2, "insertSpaces": true} }""");
        Assert.Equal("  def a: () -> void # why\n",
            Assert.Single(edits.GetProperty("result").EnumerateArray()).GetProperty("newText").GetString());
    }

    [Fact]
    public void What_is_broken_or_unknown_is_told_and_the_session_goes_on()
    {
        using TemporaryFolder folder = new();
        using LanguageClient client = LanguageClient.In(folder.Path, NoCore);
        client.SendRaw("this is no frame\r\n\r\n");
        client.Send("{ this is no JSON");
        JsonElement unknown = client.Request("textDocument/unheardOf", "{}");
        Assert.Equal(
            [-32700, -32700, -32601],
            client.Others.Append(unknown)
                .Where(static message => message.TryGetProperty("error", out _))
                .Select(static message => message.GetProperty("error").GetProperty("code").GetInt32()));
        Assert.Equal(0, client.Leave());
    }

    [Fact]
    public void A_huge_document_is_served()
    {
        using TemporaryFolder folder = new();
        string path = Path.Combine(folder.Path, "a.rbs");
        using LanguageClient client = LanguageClient.In(folder.Path, NoCore);
        client.Open(path, string.Concat(Enumerable.Range(0, 100_000).Select(i => $"class C{i}\n  def a: (C{i}) -> void\nend\n")));
        JsonElement symbols = client.Ask("textDocument/documentSymbol", path, 0, 0).GetProperty("result");
        Assert.Equal(100_000, symbols.GetArrayLength());
    }

    [Fact]
    public void Names_of_installed_classes_are_known()
    {
        using TemporaryFolder folder = new(), ruby = new();
        ruby.Write("core/integer.rbs", "# Whole numbers.\nclass Integer\nend\n");
        string path = Path.Combine(folder.Path, "a.rbs");
        using LanguageClient client = LanguageClient.In(folder.Path, "--core", Path.Combine(ruby.Path, "core"));
        client.Open(path, "X: Integer\nY: Intege\n");
        JsonElement error = Assert.Single(client.AwaitDiagnostics(path).EnumerateArray());
        Assert.Equal("Could not find Intege", error.GetProperty("message").GetString());
    }

    [Fact]
    public void A_core_that_is_not_there_is_told_and_the_rest_served()
    {
        using TemporaryFolder folder = new();
        using LanguageClient client = LanguageClient.In(folder.Path, "--core", Path.Combine(folder.Path, "none"));
        JsonElement told = client.Await(static message =>
            message.TryGetProperty("method", out JsonElement method) && method.GetString() == "window/showMessage");
        Assert.Contains("give --core", told.GetProperty("params").GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Equal(0, client.Leave());
    }

    [Fact]
    public void An_editor_that_vanishes_ends_the_server()
    {
        using TemporaryFolder folder = new();
        using LanguageClient client = LanguageClient.In(folder.Path, NoCore);
        client.CloseInput();
        Assert.Equal(1, client.AwaitEnd());
    }
}
