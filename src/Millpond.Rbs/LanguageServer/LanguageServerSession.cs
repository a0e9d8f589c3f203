using System.Collections.Concurrent;
using System.Text.Json;
using Millpond.Rbs.Environments.Loading;

namespace Millpond.Rbs.LanguageServer;

/// <summary>
/// A server on two streams, until the client leaves. A thread of its own reads ahead, so that a request that is
/// cancelled before its turn is not worked at, and checking waits until nothing else does.
/// </summary>
public sealed class LanguageServerSession
{
    private readonly MessageFrames _frames;
    private readonly RbsLanguageServer _server;
    private readonly ConcurrentDictionary<string, bool> _cancelled = new(StringComparer.Ordinal);

    private LanguageServerSession(LoaderOptions options, Stream input, Stream output, IReadOnlyList<string> warnings)
    {
        _frames = new(input, output);
        _server = new(options, body => _frames.Write(body), warnings);
    }

    /// <summary>Serves until <c>exit</c> or the end of the input.</summary>
    /// <param name="options">What to load beside the workspace.</param>
    /// <param name="input">Where the client writes.</param>
    /// <param name="output">Where the client reads.</param>
    /// <param name="warnings">What the user shall be told at the beginning.</param>
    /// <returns>What the process should end with.</returns>
    /// <exception cref="IOException">The client does not read any more.</exception>
    public static int Run(
        LoaderOptions options, Stream input, Stream output, params IReadOnlyList<string> warnings) =>
        new LanguageServerSession(options, input, output, warnings).Run();

    private int Run()
    {
        using BlockingCollection<Arrived> arrived = [];
        Thread reader = new(() => ReadAll(arrived)) { IsBackground = true, Name = "messages" };
        reader.Start();
        while (!_server.HasExited)
        {
            if (!arrived.TryTake(out Arrived? next))
            {
                _server.WhenIdle();
                if (!arrived.TryTake(out next, Timeout.Infinite))
                    break;
            }
            Handle(next);
        }
        return _server.ExitCode;
    }

    private void Handle(Arrived next)
    {
        if (next.Message is null)
        {
            next.Refuse(_server);
            return;
        }
        bool isCancelled = next.Message.IsRequest && _cancelled.TryRemove(KeyOf(next.Message.Id), out _);
        _server.Handle(next.Message, isCancelled);
    }

    private void ReadAll(BlockingCollection<Arrived> arrived)
    {
        try
        {
            for (FrameState state; (state = _frames.Read(out byte[] body)) != FrameState.End;)
            {
                Arrived next = state == FrameState.Whole ? Arrived.Of(body) : Arrived.Broken;
                if (next.Message is { Method: "$/cancelRequest", Params: var parameters })
                    Cancel(parameters, arrived);
                else
                    arrived.Add(next);
            }
        }
        catch (Exception error) when (error is IOException or ObjectDisposedException or InvalidOperationException)
        {
            // The client is gone, or the session is over.
        }
        try
        {
            arrived.CompleteAdding();
        }
        catch (ObjectDisposedException)
        {
            // The session was over first.
        }
    }

    // What was answered already is not remembered.
    private void Cancel(JsonElement parameters, BlockingCollection<Arrived> arrived)
    {
        if (parameters.Find("id") is not { } id)
            return;
        string key = KeyOf(id);
        if (arrived.Any(waiting => waiting.Message is { IsRequest: true } message && KeyOf(message.Id) == key))
            _cancelled[key] = true;
    }

    // 1 and "1" are two ids.
    private static string KeyOf(JsonElement id) => id.GetRawText();

    private sealed record Arrived(RpcMessage? Message, byte[] Body)
    {
        public static Arrived Broken { get; } = new(null, []);

        public static Arrived Of(byte[] body)
        {
            try
            {
                return new(RpcMessage.Parse(body), body);
            }
            catch (RpcException)
            {
                return new(null, body);
            }
        }

        // Said in its turn, by the one thread that writes.
        public void Refuse(RbsLanguageServer server)
        {
            if (Body.Length == 0)
                server.RefuseFrame();
            else
                server.Handle(Body);
        }
    }
}
