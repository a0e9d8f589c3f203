using System.Collections;
using System.Text.RegularExpressions;

namespace Millpond.Native.Tests;

/// <summary>The functions of tests/Native/python: each is a case of its own and runs in a Python of its own.</summary>
internal static partial class PythonSuite
{
    // What run.py exits with.
    private const int CannotRun = 77;
    private const int NotSetUp = 78;

    // They need what only this machine has: valgrind and the sanitizer, control groups.
    private static readonly string[] s_hereOnly = ["test_tools", "test_pressure"];

    // It needs what bookworm has not.
    private static readonly string[] s_trixieOnly = ["test_memray"];

    private static readonly TimeSpan s_timeout = TimeSpan.FromMinutes(5);

    internal static string Folder { get; } = Path.Combine(Repository.Root, "tests", "Native", "python");

    /// <summary>File and function of each test, named by both.</summary>
    internal static IEnumerable<TheoryDataRow<string, string>> Tests(bool here) =>
        from path in Directory.GetFiles(Folder, "test_*.py").Order(StringComparer.Ordinal)
        let file = Path.GetFileNameWithoutExtension(path)
        where !(here ? s_trixieOnly : s_hereOnly).Contains(file)
        from Match match in TestFunction().Matches(File.ReadAllText(path))
        let name = match.Groups[1].Value
        select new TheoryDataRow<string, string>(file, name)
        {
            TestDisplayName = $"{(here ? "here" : "trixie")}: {Words(file)}: {Words(name)}",
        };

    internal static async Task RunAsync(bool here, string file, string name)
    {
        var result = await RunPythonAsync(here, [Path.Combine(Folder, "run.py"), file, name], new()
        {
            ["PYTHONPATH"] = Repository.PythonFolder,
            ["MILLPOND_PACKAGE"] = Repository.PythonFolder,
            ["MILLPOND_AUTOLOAD_FOLDER"] = Repository.AutoloadFolder,
        });
        if (result.ExitCode == CannotRun) Assert.Skip(result.Output.Trim());
        if (result.ExitCode == NotSetUp) Require.Missing(result.Output.Trim());
        result.Succeeded();
    }

    /// <summary>Runs Debian's Python, here or in the trixie root, in a folder of its own, with no settings of ours.</summary>
    internal static async Task<CommandResult> RunPythonAsync(
        bool here, IEnumerable<string> arguments, Dictionary<string, string?> environment)
    {
        var library = Repository.NumPyLibrary;
        if (!File.Exists(library)) Require.Missing($"no {library}: run ./millpond once");
        foreach (DictionaryEntry variable in Environment.GetEnvironmentVariables())
        {
            var set = (string)variable.Key;
            var isSetting = set.StartsWith("MILLPOND", StringComparison.Ordinal) && set != "MILLPOND_TRIXIE";
            if (isSetting || set.StartsWith("PYTHON", StringComparison.Ordinal)) environment.TryAdd(set, null);
        }

        environment["PYTHONDONTWRITEBYTECODE"] = "1";
        var folder = Directory.CreateTempSubdirectory("millpond-native-");
        // Where Dask would otherwise leave its files.
        environment["DASK_TEMPORARY_DIRECTORY"] = folder.FullName;
        try
        {
            return here
                ? await Repository.RunAsync(Require.DebianPython(), arguments, environment, s_timeout, folder.FullName)
                : await Repository.RunInTrixieAsync(["python3", .. arguments], environment, s_timeout, folder.FullName);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static string Words(string name) => name["test_".Length..].Replace('_', ' ');

    [GeneratedRegex(@"^def (test_\w+)\(\):", RegexOptions.Multiline)]
    private static partial Regex TestFunction();
}
