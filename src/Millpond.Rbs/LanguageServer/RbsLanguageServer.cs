using System.Text.Json;
using Millpond.Rbs.Environments.Loading;

namespace Millpond.Rbs.LanguageServer;

/// <summary>
/// The Language Server Protocol for RBS, without a transport: messages go in as JSON, and come out through
/// <paramref name="send"/>. One message at a time; <see cref="LanguageServerSession"/> adds streams and cancelling.
/// </summary>
/// <param name="options">What to load beside the workspace.</param>
/// <param name="send">Takes each message to the client, in order.</param>
/// <param name="warnings">What the user shall be told at the beginning.</param>
public sealed partial class RbsLanguageServer(
    LoaderOptions options, Action<byte[]> send, params IReadOnlyList<string> warnings)
{
    private readonly Workspace _workspace = new(options);
    private readonly HashSet<string> _reported = new(StringComparer.Ordinal);
    private bool _isInitialized;
    private bool _isShutDown;
    private bool _hasNews;
    private bool _watchesByRegistration;

    /// <summary>The client has sent <c>exit</c>: nothing more is expected.</summary>
    public bool HasExited { get; private set; }

    /// <summary>What the process should end with: 0 after <c>shutdown</c>, else 1, as the protocol says.</summary>
    public int ExitCode => _isShutDown ? 0 : 1;

    /// <summary>Takes a message. Whatever is wrong with it becomes an answer, never an exception.</summary>
    public void Handle(ReadOnlyMemory<byte> body)
    {
        RpcMessage message;
        try
        {
            message = RpcMessage.Parse(body);
        }
        catch (RpcException error)
        {
            SendError(default, error.Code, error.Message);
            return;
        }
        Handle(message, isCancelled: false);
    }

    /// <summary>Tells the client what is wrong in its files, if that may have changed. To be called when no message is
    /// waiting, so that quick typing is not checked key by key.</summary>
    public void WhenIdle()
    {
        if (!_hasNews || _isShutDown)
            return;
        _hasNews = false;
        try
        {
            PublishDiagnostics();
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            Log($"checking failed: {error.Message}");
        }
    }

    internal void Handle(RpcMessage message, bool isCancelled)
    {
        if (message.Method is null)
            return;
        try
        {
            if (isCancelled)
                throw new RpcException(RpcCodes.RequestCancelled, "cancelled");
            if (message.IsRequest)
                SendResult(message.Id, Request(message.Method, message.Params));
            else
                Notification(message.Method, message.Params);
        }
        catch (RpcException error)
        {
            Refuse(message, error.Code, error.Message);
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            Refuse(message, RpcCodes.InternalError, error.Message);
        }
    }

    internal void RefuseFrame() =>
        SendError(default, RpcCodes.ParseError, "no frame: a Content-Length header and an empty line come first");

    private void Refuse(RpcMessage message, int code, string why)
    {
        if (message.IsRequest)
            SendError(message.Id, code, why);
        else if (code != RpcCodes.MethodNotFound)
            Log($"{message.Method}: {why}");
    }

    private byte[] Request(string method, JsonElement parameters)
    {
        if (method == "initialize")
            return Initialize(parameters);
        if (!_isInitialized)
            throw new RpcException(RpcCodes.ServerNotInitialized, "initialize comes first");
        if (_isShutDown)
            throw new RpcException(RpcCodes.InvalidRequest, "the server is shut down");
        return method switch
        {
            "shutdown" => Shutdown(),
            "textDocument/documentSymbol" => DocumentSymbols(parameters),
            "workspace/symbol" => WorkspaceSymbols(parameters),
            "textDocument/hover" => Hover(parameters),
            "textDocument/definition" or "textDocument/declaration" => Definition(parameters),
            "textDocument/references" => FindReferences(parameters),
            "textDocument/documentHighlight" => Highlights(parameters),
            "textDocument/prepareRename" => PrepareRename(parameters),
            "textDocument/rename" => Rename(parameters),
            "textDocument/formatting" => Format(parameters),
            _ => throw new RpcException(RpcCodes.MethodNotFound, $"{method} is not known here"),
        };
    }

    private void Notification(string method, JsonElement parameters)
    {
        if (method == "exit")
        {
            HasExited = true;
            return;
        }
        if (!_isInitialized || _isShutDown)
            return;
        switch (method)
        {
            case "initialized":
                Initialized();
                break;
            case "textDocument/didOpen":
                Open(parameters.Get("textDocument"));
                break;
            case "textDocument/didChange":
                Change(parameters);
                break;
            case "textDocument/didClose":
                _workspace.Close(parameters.PathOfDocument());
                _hasNews = true;
                break;
            case "workspace/didChangeWatchedFiles":
                foreach (JsonElement change in parameters.Items("changes"))
                    _workspace.Touch(FileUri.ToPath(change.GetText("uri")));
                _hasNews = true;
                break;
        }
    }

    private void Open(JsonElement document)
    {
        string uri = document.GetText("uri"), path = FileUri.ToPath(uri);
        int version = document.Find("version") is null ? 0 : document.GetNumber("version");
        _workspace.Open(new(uri, path, document.GetText("text"), version), path);
        _hasNews = true;
    }

    private void Change(JsonElement parameters)
    {
        string path = parameters.PathOfDocument();
        OpenDocument document = _workspace.FindOpen(path) ?? throw RpcException.BadParams($"{path} is not open");
        JsonElement identifier = parameters.Get("textDocument");
        int version = identifier.Find("version") is null ? document.Version + 1 : identifier.GetNumber("version");
        try
        {
            document.Change(parameters.Items("contentChanges"), version);
        }
        finally
        {
            _workspace.Open(document, path);
            _hasNews = true;
        }
    }

    private void SendResult(JsonElement id, byte[] result) => send(JsonWriting.Object(json =>
    {
        json.WriteString("jsonrpc", "2.0");
        json.WritePropertyName("id");
        id.WriteTo(json);
        json.WritePropertyName("result");
        json.WriteRawValue(result, skipInputValidation: true);
    }));

    private void SendError(JsonElement id, int code, string message) => send(JsonWriting.Object(json =>
    {
        json.WriteString("jsonrpc", "2.0");
        if (id.ValueKind == JsonValueKind.Undefined)
        {
            json.WriteNull("id");
        }
        else
        {
            json.WritePropertyName("id");
            id.WriteTo(json);
        }
        json.WriteStartObject("error");
        json.WriteNumber("code", code);
        json.WriteText("message", message);
        json.WriteEndObject();
    }));

    private void Log(string message) => Tell("window/logMessage", message);

    private void Tell(string method, string message)
    {
        const int Warning = 2;
        send(JsonWriting.Notification(method, json =>
        {
            json.WriteNumber("type", Warning);
            json.WriteText("message", message);
        }));
    }
}
