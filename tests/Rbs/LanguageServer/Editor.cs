using System.Text.Json;
using Millpond.Rbs.Environments.Loading;
using Millpond.Rbs.LanguageServer;

namespace Millpond.Rbs.Tests.LanguageServer;

/// <summary>An editor with a server, without a process between them, and a folder of its own. In sources <c>¦</c> is the
/// cursor.</summary>
internal sealed class Editor : IDisposable
{
    private const char Cursor = '¦';

    private readonly RbsLanguageServer _server;
    private readonly List<JsonElement> _received = [];
    private readonly string _folder = Directory.CreateTempSubdirectory("millpond-tests-").FullName;
    private int _lastId;

    /// <param name="files">Paths in the workspace with their sources.</param>
    /// <param name="core">Ruby's own classes; null: none are known.</param>
    public Editor((string Path, string Source)[]? files = null, string? core = null)
    {
        foreach ((string path, string source) in files ?? [])
            Write(Path.Join("work", path), source);
        Directory.CreateDirectory(WorkFolder);
        LoaderOptions options = new();
        if (core is not null)
            options = options with { Rbs = RbsGem.InFolder(Path.GetDirectoryName(Write("core/core.rbs", core))!) };
        _server = new(options, body => _received.Add(JsonDocument.Parse(body).RootElement));
    }

    public string WorkFolder => Path.Join(_folder, "work");

    public IReadOnlyList<JsonElement> Received => _received;

    public RbsLanguageServer Server => _server;

    public string UriOf(string path) => $"file://{Path.Join(WorkFolder, path)}";

    public Editor Started()
    {
        Request("initialize", $$"""{"rootUri": "file://{{WorkFolder}}", "capabilities": {} }""");
        Notify("initialized", "{}");
        _server.WhenIdle();
        return this;
    }

    public string Write(string path, string source)
    {
        string full = Path.Join(_folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, source);
        return full;
    }

    /// <summary>Opens a document, without the cursor.</summary>
    public void Open(string path, string source)
    {
        Notify("textDocument/didOpen", $$"""
            {"textDocument": {"uri": "{{UriOf(path)}}", "version": 1, "languageId": "rbs",
             "text": {{Quote(source.Replace($"{Cursor}", ""))}} } }
            """);
        _server.WhenIdle();
    }

    /// <summary>Asks about the cursor in a document, which is opened.</summary>
    public JsonElement Ask(string method, string path, string source, string more = "")
    {
        Open(path, source);
        return Request(method, $$"""
            {"textDocument": {"uri": "{{UriOf(path)}}"}, "position": {{PositionOf(source)}}{{more}} }
            """);
    }

    /// <summary>The result; where there is an error, that.</summary>
    public JsonElement Request(string method, string parameters)
    {
        int id = ++_lastId;
        Send($$"""{"jsonrpc": "2.0", "id": {{id}}, "method": "{{method}}", "params": {{parameters}} }""");
        JsonElement answer = Assert.Single(_received, one =>
            one.TryGetProperty("id", out JsonElement found) && found.ValueKind == JsonValueKind.Number
            && found.GetInt32() == id);
        return answer.TryGetProperty("result", out JsonElement result) ? result : answer.GetProperty("error");
    }

    public void Notify(string method, string parameters) =>
        Send($$"""{"jsonrpc": "2.0", "method": "{{method}}", "params": {{parameters}} }""");

    public void Send(string message) => _server.Handle(System.Text.Encoding.UTF8.GetBytes(message));

    /// <summary>What was told last of a document, as <c>line:character-line:character message</c>.</summary>
    public IReadOnlyList<string> Diagnostics(string path) =>
    [
        .. from diagnostic in _received.Last(one => IsAbout(one, path)).GetProperty("params").GetProperty("diagnostics")
               .EnumerateArray()
           select $"{Range(diagnostic)} {diagnostic.GetProperty("message").GetString()}",
    ];

    /// <summary>Places as <c>path line:character-line:character</c>.</summary>
    public IReadOnlyList<string> Places(JsonElement locations) =>
    [
        .. from location in locations.EnumerateArray()
           let path = location.GetProperty("uri").GetString()!["file://".Length..]
           select $"{Path.GetRelativePath(WorkFolder, path)} {Range(location)}",
    ];

    /// <summary>The edits of a renaming as <c>path line:character-line:character text</c>.</summary>
    public IReadOnlyList<string> Edits(JsonElement result) =>
    [
        .. from file in result.GetProperty("changes").EnumerateObject()
           let path = Path.GetRelativePath(WorkFolder, file.Name["file://".Length..])
           from edit in file.Value.EnumerateArray()
           select $"{path} {Range(edit)} {edit.GetProperty("newText").GetString()}",
    ];

    public static string Range(JsonElement holder)
    {
        JsonElement range = holder.GetProperty("range");
        return $"{Position(range.GetProperty("start"))}-{Position(range.GetProperty("end"))}";
    }

    public static string Quote(string text) => $"\"{JsonEncodedText.Encode(text)}\"";

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private bool IsAbout(JsonElement message, string path) =>
        message.TryGetProperty("method", out JsonElement method)
        && method.GetString() == "textDocument/publishDiagnostics"
        && message.GetProperty("params").GetProperty("uri").GetString() == UriOf(path);

    private static string Position(JsonElement position) =>
        $"{position.GetProperty("line")}:{position.GetProperty("character")}";

    private static string PositionOf(string source)
    {
        string before = source[..source.IndexOf(Cursor, StringComparison.Ordinal)];
        int line = before.Count(static unit => unit == '\n');
        return $$"""{"line": {{line}}, "character": {{before.Length - before.LastIndexOf('\n') - 1}} }""";
    }
}
