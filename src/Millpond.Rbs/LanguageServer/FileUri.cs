namespace Millpond.Rbs.LanguageServer;

/// <summary>Paths as <c>file:</c> URIs, and back.</summary>
internal static class FileUri
{
    private const string Scheme = "file://";

    /// <summary>The path of a <c>file:</c> URI; any other URI as it is, as for a document that is not saved yet.</summary>
    public static string ToPath(string uri)
    {
        if (!uri.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
            return uri;
        int slash = uri.IndexOf('/', Scheme.Length);
        return slash < 0 ? uri : Uri.UnescapeDataString(uri[slash..]);
    }

    /// <summary>The URI of a path.</summary>
    public static string Of(string path) => Path.IsPathRooted(path)
        ? Scheme + string.Join('/', path.Split('/').Select(Uri.EscapeDataString))
        : path;
}
