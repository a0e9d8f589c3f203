using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Millpond.Native.Tests;

/// <summary>NumPy's own tests, as Debian ships them, with the plugin on from the first import.</summary>
public sealed partial class NumPysOwnTests
{
    // test_new_policy runs the whole of NumPy's tests inside itself (minutes), the other needs 16 GiB of memory.
    private const string Without = "not test_new_policy and not huge_vectordot";

    /// <summary>A module of tests, and at least how many of its tests pass with NumPy 1.24 and later.</summary>
    public static TheoryData<string, int> Modules => new()
    {
        { "test_mem_policy", 9 },
        { "test_multiarray", 1300 },
        { "test_numeric", 1000 },
        { "test_item_selection", 5 },
        { "test_indexing", 80 },
        { "test_shape_base", 150 },
        { "test_nditer", 700 },
        { "test_regression", 400 },
    };

    [Theory]
    [MemberData(nameof(Modules))]
    public Task NumPys_own_tests_pass_here(string module, int passed) => RunAsync(true, "numpy.core", module, passed);

    [Theory]
    [MemberData(nameof(Modules))]
    public Task NumPys_own_tests_pass_in_trixie(string module, int passed) =>
        RunAsync(false, "numpy._core", module, passed);

    private static async Task RunAsync(bool here, string package, string module, int passed)
    {
        var reports = Directory.CreateTempSubdirectory("millpond-reports-");
        try
        {
            string[] arguments =
            [
                "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", "-k", Without,
                "--pyargs", $"{package}.tests.{module}",
            ];
            var result = await PythonSuite.RunPythonAsync(here, arguments, new()
            {
                ["PYTHONPATH"] = $"{Repository.AutoloadFolder}:{Repository.PythonFolder}",
                ["MILLPOND_AUTOLOAD"] = "1",
                // The smallest that is served: as many of the tests' arrays as can be.
                ["MILLPOND_THRESHOLD"] = "64K",
                ["MILLPOND_REPORT_DIR"] = reports.FullName,
            });
            result.Succeeded();
            var count = int.Parse(Passed().Match(result.Output).Groups[1].Value, CultureInfo.InvariantCulture);
            Assert.True(count >= passed, result.Output);
            Assert.True(reports.EnumerateFiles().All(IsOfAnEnabledProcess), "a process ran without the plugin");
        }
        finally
        {
            reports.Delete(recursive: true);
        }
    }

    private static bool IsOfAnEnabledProcess(FileInfo report)
    {
        using var json = JsonDocument.Parse(File.ReadAllText(report.FullName));
        return json.RootElement.GetProperty("enabled").GetBoolean();
    }

    [GeneratedRegex(@"(\d+) passed")]
    private static partial Regex Passed();
}
