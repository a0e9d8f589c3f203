namespace Millpond.Pages;

/// <summary>Where memory comes from on this machine.</summary>
public static class PageSource
{
    /// <summary>The kernel that this process runs on. Thread-safe; made once.</summary>
    public static IPageSource System { get; } =
        OperatingSystem.IsWindows() ? new WindowsPageSource() : new UnixPageSource();
}
