namespace Millpond.Testing;

/// <summary>What a test needs from the machine. Where it is missing the test is skipped and says what to do; on the CI
/// machine (CI=true), which is set up by ./test, it fails instead.</summary>
internal static class Require
{
    private const string SystemPython = "/usr/bin/python3";

    private static readonly Lazy<bool> s_systemPythonHasNumPy = new(() =>
        File.Exists(SystemPython) && Repository.Run(SystemPython, ["-c", "import numpy"]).ExitCode == 0);

    /// <summary>Debian's Python, which has NumPy.</summary>
    public static string DebianPython()
    {
        if (!s_systemPythonHasNumPy.Value) Missing($"{SystemPython} has no NumPy: apt-get install python3-numpy");
        return SystemPython;
    }

    /// <summary>The root that <c>setup/trixie</c> made.</summary>
    public static string Trixie()
    {
        if (Repository.TrixieRoot is not { } root)
            return Missing("no trixie root: ./test makes one and names it in MILLPOND_TRIXIE");
        if (!IsRoot()) Missing("only root may run things in the trixie root");
        return root;
    }

    /// <summary>Root's rights, which e.g. making a cgroup needs.</summary>
    public static void Root(string why)
    {
        if (!IsRoot()) Missing($"needs root: {why}");
    }

    /// <summary>The path of a command on PATH.</summary>
    public static string Command(string name, string package)
    {
        string[] folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':');
        return folders.Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists)
            ?? Missing($"no {name}: apt-get install {package}");
    }

    /// <summary>The first of some files that is there, e.g. a library.</summary>
    public static string AnyFile(string package, params string[] paths) =>
        paths.FirstOrDefault(File.Exists) ?? Missing($"no {string.Join(" or ", paths)}: apt-get install {package}");

    /// <summary>Skips the test, or on the CI machine fails it.</summary>
    public static string Missing(string reason)
    {
        if (Environment.GetEnvironmentVariable("CI") == "true") Assert.Fail($"on CI nothing may be missing: {reason}");
        Assert.Skip(reason);
        return "";
    }

    private static bool IsRoot() => Environment.IsPrivilegedProcess;
}
