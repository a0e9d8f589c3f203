namespace Millpond.Lab;

/// <summary>Files that are built into this library.</summary>
internal static class Resources
{
    internal static string Text(string name)
    {
        using Stream stream = typeof(Resources).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The resource {name} was not built in.");
        using StreamReader reader = new(stream);
        return reader.ReadToEnd();
    }
}
