using System.Text.Json;
using Millpond.Rbs.Diagnostics;

namespace Millpond.Rbs.LanguageServer;

public sealed partial class RbsLanguageServer
{
    private const int IncrementalSync = 2;

    private byte[] Initialize(JsonElement parameters)
    {
        if (_isInitialized)
            throw new RpcException(RpcCodes.InvalidRequest, "initialize comes once");
        _isInitialized = true;
        _watchesByRegistration = parameters.Find("capabilities")?.Find("workspace")?.Find("didChangeWatchedFiles")
            ?.IsTrue("dynamicRegistration") ?? false;
        _workspace.Load([.. FoldersIn(parameters)]);
        return JsonWriting.Object(json =>
        {
            json.WriteStartObject("capabilities");
            json.WriteString("positionEncoding", "utf-16");
            json.WriteStartObject("textDocumentSync");
            json.WriteBoolean("openClose", true);
            json.WriteNumber("change", IncrementalSync);
            json.WriteEndObject();
            foreach (string provider in (string[])["hoverProvider", "definitionProvider", "declarationProvider",
                "referencesProvider", "documentHighlightProvider", "documentSymbolProvider", "workspaceSymbolProvider",
                "documentFormattingProvider"])
                json.WriteBoolean(provider, true);
            json.WriteStartObject("renameProvider");
            json.WriteBoolean("prepareProvider", true);
            json.WriteEndObject();
            json.WriteEndObject();
            json.WriteStartObject("serverInfo");
            json.WriteString("name", "millpond");
            json.WriteEndObject();
        });
    }

    private static IEnumerable<string> FoldersIn(JsonElement parameters)
    {
        List<string> folders =
        [
            .. parameters.Items("workspaceFolders").Select(static folder => FileUri.ToPath(folder.GetText("uri"))),
        ];
        if (folders.Count == 0 && parameters.FindText("rootUri") is { } root)
            folders.Add(FileUri.ToPath(root));
        if (folders.Count == 0 && parameters.FindText("rootPath") is { } path)
            folders.Add(path);
        return folders.Where(Path.IsPathRooted);
    }

    private void Initialized()
    {
        foreach (string warning in warnings.Concat(_workspace.Warnings))
            Tell("window/showMessage", warning);
        if (!_workspace.KnowsCore)
            Log("Ruby's own signatures are not loaded: unknown names are not told");
        _hasNews = true;
        if (!_watchesByRegistration)
            return;
        send(JsonWriting.Object(static json =>
        {
            json.WriteString("jsonrpc", "2.0");
            json.WriteString("id", "watch");
            json.WriteString("method", "client/registerCapability");
            json.WriteStartObject("params");
            json.WriteStartArray("registrations");
            json.WriteStartObject();
            json.WriteString("id", "watch");
            json.WriteString("method", "workspace/didChangeWatchedFiles");
            json.WriteStartObject("registerOptions");
            json.WriteStartArray("watchers");
            json.WriteStartObject();
            json.WriteString("globPattern", "**/*.rbs");
            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteEndObject();
            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteEndObject();
        }));
    }

    private byte[] Shutdown()
    {
        _isShutDown = true;
        return "null"u8.ToArray();
    }

    // A file without findings is told of only where it had some before, or is open.
    private void PublishDiagnostics()
    {
        foreach (string path in _workspace.TakeUnchecked())
        {
            List<Diagnostic> found = _workspace.IsOwn(path) && _workspace.Environment.FindFile(path) is { } file
                ? Checks.Of(file, _workspace)
                : [];
            OpenDocument? open = _workspace.FindOpen(path);
            if (found.Count > 0 || open is not null || _reported.Contains(path))
                Publish(path, open?.Version, found);
        }
    }

    private void Publish(string path, int? version, List<Diagnostic> found)
    {
        if (found.Count == 0)
            _reported.Remove(path);
        else
            _reported.Add(path);
        send(JsonWriting.Notification("textDocument/publishDiagnostics",
            json => Checks.Write(json, _workspace.UriOf(path), version, found)));
    }
}
