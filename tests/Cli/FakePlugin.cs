namespace Millpond.Cli.Tests;

/// <summary>
/// A folder as the launcher publishes it, with a plugin of a few lines in place of the real one: every Python process
/// writes a report with numbers that are known. So these tests need no native library.
/// </summary>
internal sealed class FakePlugin
{
    private const string Package =
        """
        import os
        def is_enabled():
            return os.environ.get("MILLPOND") != "off"
        def diagnose():
            return {"enabled": is_enabled(), "reason": None, "limit_bytes": 1 << 30, "warnings": ["made up"]}
        """;

    private const string Autoload =
        """
        import atexit, json, os
        def write():
            folder = os.environ.get("MILLPOND_REPORT_DIR")
            if os.environ.get("MILLPOND_AUTOLOAD") == "1" and folder and "FAKE_SILENT" not in os.environ:
                report = {"pid": os.getpid(), "python": "3.11.2", "numpy": "1.24.2", "enabled": True, "reason": None,
                          "hits": 1204, "misses": 6, "refaults_avoided": 24100000, "peak_cached_bytes": 152 << 20,
                          "policy": os.environ.get("MILLPOND_POLICY", "millpond")}
                if "FAKE_REASON" in os.environ:
                    report.update(enabled=False, reason=os.environ["FAKE_REASON"], hits=0, misses=0)
                with open(os.path.join(folder, "%d.json" % os.getpid()), "w") as file:
                    json.dump(report, file)
        atexit.register(write)
        if os.environ.get("MILLPOND_AUTOLOAD") == "1":
            import millpond
        """;

    private FakePlugin()
    {
        Home = Directory.CreateTempSubdirectory("millpond-fake-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(Home, recursive: true);
        Write("python/millpond/__init__.py", Package);
        Write("python-autoload/sitecustomize.py", Autoload);
    }

    internal static FakePlugin Shared { get; } = new();

    internal string Home { get; }

    private void Write(string name, string text)
    {
        string path = Path.Combine(Home, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }
}
