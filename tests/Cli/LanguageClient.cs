using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Millpond.Cli.Tests;

/// <summary>A client of <c>millpond rbs lsp</c>: the built command as a process, with its real streams.</summary>
internal sealed class LanguageClient : IDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(1);

    private readonly Process _process;
    private readonly List<JsonElement> _others = [];
    private int _lastId;

    internal LanguageClient(params string[] arguments)
    {
        ProcessStartInfo start = new(BuiltCommand.Executable, ["rbs", "lsp", .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        _process = Process.Start(start)!;
    }

    /// <summary>Messages that were no answer to <see cref="Request"/>, so far.</summary>
    internal IReadOnlyList<JsonElement> Others => _others;

    internal static LanguageClient In(string folder, params string[] arguments)
    {
        LanguageClient client = new(arguments);
        client.Request("initialize", $$"""{"processId": null, "rootUri": "file://{{folder}}", "capabilities": {} }""");
        client.Notify("initialized", "{}");
        return client;
    }

    internal void Open(string path, string text) => Notify("textDocument/didOpen", $$"""
        {"textDocument": {"uri": "file://{{path}}", "languageId": "rbs", "version": 1, "text": "{{JsonEncodedText.Encode(text)}}"} }
        """);

    internal JsonElement Ask(string method, string path, int line, int character, string more = "") =>
        Request(method, $$"""
            {"textDocument": {"uri": "file://{{path}}"}, "position": {"line": {{line}}, "character": {{character}} }{{more}} }
            """);

    /// <summary>The whole answer: <c>result</c> or <c>error</c>.</summary>
    internal JsonElement Request(string method, string parameters)
    {
        int id = ++_lastId;
        Send($$"""{"jsonrpc": "2.0", "id": {{id}}, "method": "{{method}}", "params": {{parameters}} }""");
        return Await(message => message.TryGetProperty("id", out JsonElement found)
            && found.ValueKind == JsonValueKind.Number && found.GetInt32() == id);
    }

    internal void Notify(string method, string parameters) =>
        Send($$"""{"jsonrpc": "2.0", "method": "{{method}}", "params": {{parameters}} }""");

    internal void Send(string body) => SendRaw(
        string.Create(CultureInfo.InvariantCulture, $"Content-Length: {Encoding.UTF8.GetByteCount(body)}\r\n\r\n{body}"));

    internal void SendRaw(string text)
    {
        _process.StandardInput.BaseStream.Write(Encoding.UTF8.GetBytes(text));
        _process.StandardInput.BaseStream.Flush();
    }

    /// <summary>The next message that fits; those before it are among <see cref="Others"/>.</summary>
    internal JsonElement Await(Func<JsonElement, bool> fits)
    {
        while (true)
        {
            JsonElement message = Receive();
            if (fits(message))
                return message;
            _others.Add(message);
        }
    }

    /// <summary>The diagnostics that are told next of a file.</summary>
    internal JsonElement AwaitDiagnostics(string path) => Await(message =>
        message.TryGetProperty("method", out JsonElement method)
        && method.GetString() == "textDocument/publishDiagnostics"
        && message.GetProperty("params").GetProperty("uri").GetString() == $"file://{path}")
        .GetProperty("params").GetProperty("diagnostics");

    /// <summary>How the process ends after <c>shutdown</c> and <c>exit</c>.</summary>
    internal int Leave()
    {
        Request("shutdown", "null");
        Notify("exit", "null");
        return AwaitEnd();
    }

    internal int AwaitEnd()
    {
        Assert.True(_process.WaitForExit(s_patience), "the server did not end");
        return _process.ExitCode;
    }

    internal void CloseInput() => _process.StandardInput.Close();

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.Dispose();
    }

    private JsonElement Receive()
    {
        Stream output = _process.StandardOutput.BaseStream;
        string header = "";
        while (!header.EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            int unit = output.ReadByte();
            if (unit < 0)
                Assert.Fail($"the server ended: {_process.StandardError.ReadToEnd()}");
            header += (char)unit;
        }
        byte[] body = new byte[int.Parse(header.Split(':', '\r')[1], CultureInfo.InvariantCulture)];
        output.ReadExactly(body);
        return JsonDocument.Parse(body).RootElement;
    }
}
