using System.Text.Json;

namespace Millpond.Rbs.LanguageServer;

/// <summary>A request (with an id) or a notification (without) from the client.</summary>
/// <param name="Id">The id, a number or a string; undefined in a notification.</param>
/// <param name="Method">What is asked for; null in a response to a request of ours.</param>
/// <param name="Params">What with; undefined where there is nothing.</param>
internal sealed record RpcMessage(JsonElement Id, string? Method, JsonElement Params)
{
    public bool IsRequest => Id.ValueKind != JsonValueKind.Undefined;

    /// <summary>Reads a message.</summary>
    /// <exception cref="RpcException">It is no JSON, or no message.</exception>
    public static RpcMessage Parse(ReadOnlyMemory<byte> body)
    {
        JsonElement root;
        try
        {
            using var document = JsonDocument.Parse(body);
            root = document.RootElement.Clone();
        }
        catch (JsonException error)
        {
            throw new RpcException(RpcCodes.ParseError, error.Message);
        }
        if (root.ValueKind != JsonValueKind.Object)
            throw new RpcException(RpcCodes.InvalidRequest, "a message is an object");
        root.TryGetProperty("id", out JsonElement id);
        root.TryGetProperty("params", out JsonElement parameters);
        bool isResponse = root.TryGetProperty("result", out _) || root.TryGetProperty("error", out _);
        if (root.TryGetProperty("method", out JsonElement method) && method.ValueKind == JsonValueKind.String)
            return new(id, method.GetString(), parameters);
        return isResponse
            ? new(default, null, parameters)
            : throw new RpcException(RpcCodes.InvalidRequest, "a request has a method");
    }
}
