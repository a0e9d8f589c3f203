namespace Millpond.Rbs.LanguageServer;

/// <summary>The codes of JSON-RPC and of the Language Server Protocol.</summary>
internal static class RpcCodes
{
    public const int ParseError = -32700;
    public const int InvalidRequest = -32600;
    public const int MethodNotFound = -32601;
    public const int InvalidParams = -32602;
    public const int InternalError = -32603;
    public const int ServerNotInitialized = -32002;
    public const int RequestFailed = -32803;
    public const int RequestCancelled = -32800;
}

/// <summary>Why a request has no result; the client gets code and message.</summary>
internal sealed class RpcException(int code, string message) : Exception(message)
{
    public int Code => code;

    public static RpcException Failed(string message) => new(RpcCodes.RequestFailed, message);

    public static RpcException BadParams(string message) => new(RpcCodes.InvalidParams, message);
}
