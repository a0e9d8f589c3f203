using System.Text;
using System.Text.Json;
using Millpond.Rbs.Text;

namespace Millpond.Rbs.LanguageServer;

/// <summary>A document that the editor has open: its text counts, not the file's.</summary>
internal sealed class OpenDocument(string uri, string path, string text, int version)
{
    public string Uri => uri;

    public int Version { get; private set; } = version;

    public SourceBuffer Buffer { get; private set; } = SourceBuffer.FromText(path, text);

    /// <summary>Takes changes, in order; each counts in the text that the one before made.</summary>
    public void Change(IEnumerable<JsonElement> changes, int version)
    {
        foreach (JsonElement change in changes)
        {
            byte[] text = Encoding.UTF8.GetBytes(change.GetText("text"));
            if (change.Find("range") is not { } range)
            {
                Buffer = SourceBuffer.FromBytes(path, text);
                continue;
            }
            int start = range.Get("start").OffsetIn(Buffer), end = range.Get("end").OffsetIn(Buffer);
            if (end < start)
                (start, end) = (end, start);
            Buffer = SourceBuffer.FromBytes(path, [.. Buffer.Bytes[..start], .. text, .. Buffer.Bytes[end..]]);
        }
        Version = version;
    }
}
