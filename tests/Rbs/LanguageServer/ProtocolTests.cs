using System.Text;
using System.Text.Json;
using Millpond.Rbs.Environments.Loading;
using Millpond.Rbs.LanguageServer;

namespace Millpond.Rbs.Tests.LanguageServer;

/// <summary>Messages that are right, wrong or odd.</summary>
public sealed class ProtocolTests
{
    [Theory]
    [InlineData("{", -32700)]
    [InlineData("[1]", -32600)]
    [InlineData("""{"jsonrpc": "2.0", "id": 7}""", -32600)]
    [InlineData("""{"jsonrpc": "2.0", "id": 7, "method": "no/such"}""", -32601)]
    [InlineData("""{"jsonrpc": "2.0", "id": 7, "method": "textDocument/hover"}""", -32602)]
    [InlineData("""{"jsonrpc": "2.0", "id": 7, "method": "textDocument/hover", "params": {"textDocument": {"uri": "file:///no"}, "position": {"line": 0, "character": 0}}}""", -32602)]
    [InlineData("""{"jsonrpc": "2.0", "id": 7, "method": "initialize", "params": {} }""", -32600)]
    public void What_is_wrong_gets_an_error(string message, int code)
    {
        using Editor editor = new Editor().Started();
        editor.Send(message);
        Assert.Equal(code, editor.Received[^1].GetProperty("error").GetProperty("code").GetInt32());
    }

    [Fact]
    public void Before_initialize_nothing_else_is_answered()
    {
        using Editor editor = new();
        Assert.Equal(-32002, editor.Request("workspace/symbol", """{"query": ""}""").GetProperty("code").GetInt32());
    }

    [Theory]
    [InlineData("""{"jsonrpc": "2.0", "method": "no/such"}""")]
    [InlineData("""{"jsonrpc": "2.0", "method": "$/setTrace", "params": {"value": "off"} }""")]
    [InlineData("""{"jsonrpc": "2.0", "id": 3, "result": null}""")]
    public void An_unknown_notification_and_a_response_get_no_answer(string message)
    {
        using Editor editor = new Editor().Started();
        int before = editor.Received.Count;
        editor.Send(message);
        Assert.Equal(before, editor.Received.Count);
    }

    [Fact]
    public void An_id_may_be_a_string()
    {
        using Editor editor = new Editor().Started();
        editor.Send("""{"jsonrpc": "2.0", "id": "x", "method": "shutdown"}""");
        Assert.Equal("x", editor.Received[^1].GetProperty("id").GetString());
    }

    [Fact]
    public void After_shutdown_requests_are_refused()
    {
        using Editor editor = new Editor().Started();
        editor.Request("shutdown", "null");
        Assert.Equal(-32600, editor.Request("workspace/symbol", "{}").GetProperty("code").GetInt32());
    }

    [Theory]
    [InlineData(true, 0)]
    [InlineData(false, 1)]
    public void Exit_ends_well_only_after_shutdown(bool afterShutdown, int code)
    {
        using Editor editor = new Editor().Started();
        if (afterShutdown)
            editor.Request("shutdown", "null");
        editor.Notify("exit", "null");
        Assert.Equal((true, code), (editor.Server.HasExited, editor.Server.ExitCode));
    }

    [Fact]
    public void A_request_that_is_cancelled_in_its_queue_is_told_so()
    {
        string messages = Frame("""{"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": {} }""")
            + string.Concat(Enumerable.Range(2, 400).Select(id =>
                Frame($$"""{"jsonrpc": "2.0", "id": {{id}}, "method": "workspace/symbol", "params": {"query": "x"} }""")))
            + Frame("""{"jsonrpc": "2.0", "method": "$/cancelRequest", "params": {"id": 401}}""")
            + Frame("""{"jsonrpc": "2.0", "id": 500, "method": "shutdown"}""")
            + Frame("""{"jsonrpc": "2.0", "method": "exit"}""");
        Assert.Contains(Serve(messages).Last(one => IdOf(one) == 401).GetProperty("error").GetProperty("code").GetInt32(),
            new[] { -32800 });
    }

    [Theory]
    [InlineData("nonsense\r\n\r\n")]
    [InlineData("Content-Length: x\r\n\r\n")]
    [InlineData("Content-Length: -1\r\n\r\n")]
    [InlineData("Content-Type: text\r\n\r\n")]
    public void A_broken_frame_is_told_and_the_next_one_served(string broken)
    {
        List<JsonElement> answers = Serve(broken + Frame("""{"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": {} }"""));
        Assert.Equal([-32700, 0], answers.Select(static one =>
            one.TryGetProperty("error", out JsonElement error) ? error.GetProperty("code").GetInt32() : 0));
    }

    [Fact]
    public void An_input_that_ends_in_a_message_ends_the_session() =>
        Assert.Empty(Serve("Content-Length: 100\r\n\r\n{"));

    [Fact]
    public void A_header_may_have_any_case_and_more_lines()
    {
        string body = """{"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": {} }""";
        Assert.Single(Serve($"Content-Type: application/vscode-jsonrpc; charset=utf-8\r\ncontent-length:{body.Length}\r\n\r\n{body}"));
    }

    private static string Frame(string body) => $"Content-Length: {Encoding.UTF8.GetByteCount(body)}\r\n\r\n{body}";

    private static int IdOf(JsonElement message) =>
        message.TryGetProperty("id", out JsonElement id) && id.ValueKind == JsonValueKind.Number ? id.GetInt32() : 0;

    private static List<JsonElement> Serve(string messages)
    {
        using MemoryStream input = new(Encoding.UTF8.GetBytes(messages)), output = new();
        LanguageServerSession.Run(new LoaderOptions(), input, output);
        output.Position = 0;
        MessageFrames frames = new(output, Stream.Null);
        List<JsonElement> answers = [];
        while (frames.Read(out byte[] body) == FrameState.Whole)
            answers.Add(JsonDocument.Parse(body).RootElement);
        return answers;
    }
}
