namespace Millpond.Rbs.Tests.Formatting;

/// <summary>The signatures that installed rbs gems bring: core and stdlib.</summary>
internal static class InstalledSignatures
{
    /// <summary>Every .rbs file of a version; skips the test where that version is not installed.</summary>
    public static List<string> Of(string version)
    {
        string folder = Roots()
            .Where(Directory.Exists)
            .SelectMany(gems => Directory.EnumerateDirectories(gems))
            .Select(api => Path.Combine(api, "gems", $"rbs-{version}"))
            .FirstOrDefault(Directory.Exists)
            ?? Require.Missing($"no rbs {version}: its Ruby is not installed, neither here nor in the trixie root");
        return
        [
            .. ((string[])["core", "stdlib"])
                .SelectMany(part => Directory.EnumerateFiles(
                    Path.Combine(folder, part), "*.rbs", SearchOption.AllDirectories))
                .Order(StringComparer.Ordinal),
        ];
    }

    private static IEnumerable<string> Roots()
    {
        const string Gems = "usr/lib/ruby/gems";
        yield return Path.Combine("/", Gems);
        if (Repository.TrixieRoot is { } root)
            yield return Path.Combine(root, Gems);
    }
}
