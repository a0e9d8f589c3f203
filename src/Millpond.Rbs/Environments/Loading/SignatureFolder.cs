namespace Millpond.Rbs.Environments.Loading;

/// <summary>A place that signatures are loaded from. Immutable.</summary>
/// <param name="Path">A folder, or a file; it need not exist.</param>
/// <param name="Origin">What it is.</param>
public sealed record SignatureFolder(string Path, SignatureOrigin Origin)
{
    /// <summary><c>dir</c>, <c>file</c> or <c>absent</c>, as <c>rbs paths</c> says it.</summary>
    public string Kind => File.Exists(Path) ? "file" : Directory.Exists(Path) ? "dir" : "absent";
}
