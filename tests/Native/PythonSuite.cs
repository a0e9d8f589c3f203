using System.Collections;
using System.Text.RegularExpressions;

namespace Millpond.Native.Tests;

/// <summary>The test functions of tests/Native/python. Each is a case of its own and runs in a Python of its own.</summary>
internal static partial class PythonSuite
{
    // What run.py exits with.
    private const int CannotRun = 77;
    private const int NotSetUp = 78;

    // They need what only this machine has: valgrind and the sanitizer, the right to make control groups.
    private static readonly string[] s_hereOnly = ["test_tools", "test_pressure"];

    private static readonly TimeSpan s_timeout = TimeSpan.FromMinutes(5);

    internal static string Folder { get; } = Path.Combine(Repository.Root, "tests", "Native", "python");

    /// <summary>File and function of each test, named by both.</summary>
    internal static IEnumerable<TheoryDataRow<string, string>> Tests(bool here) =>
        from path in Directory.GetFiles(Folder, "test_*.py").Order(StringComparer.Ordinal)
        let file = Path.GetFileNameWithoutExtension(path)
        where here || !s_hereOnly.Contains(file)
        from Match match in TestFunction().Matches(File.ReadAllText(path))
        let name = match.Groups[1].Value
        select new TheoryDataRow<string, string>(file, name)
        {
            TestDisplayName = $"{(here ? "here" : "trixie")}: {file["test_".Length..]}: {name["test_".Length..].Replace('_', ' ')}",
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

    /// <summary>Debian's Python, here or in the trixie root, in a folder of its own and without settings of somebody's.</summary>
    internal static async Task<CommandResult> RunPythonAsync(
        bool here, IEnumerable<string> arguments, Dictionary<string, string?> environment)
    {
        if (!File.Exists(Repository.NumPyLibrary)) Require.Missing($"no {Repository.NumPyLibrary}: run ./millpond once");
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

    [GeneratedRegex(@"^def (test_\w+)\(\):", RegexOptions.Multiline)]
    private static partial Regex TestFunction();
}
