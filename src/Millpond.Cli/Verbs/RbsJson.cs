using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Millpond.Pages.Processes;

namespace Millpond.Cli.Verbs;

/// <summary>JSON on standard output, for verbs of <c>millpond rbs</c> that answer with a small document.</summary>
internal static class RbsJson
{
    internal static void Print(Action<Utf8JsonWriter> write)
    {
        ArrayBufferWriter<byte> bytes = new();
        // Names of methods are full of < and &, which only HTML must escape.
        using (Utf8JsonWriter json = new(bytes, new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
            write(json);
        bytes.Write("\n"u8);
        StandardStreams.Write(Streams.Output, bytes.WrittenSpan);
    }
}
