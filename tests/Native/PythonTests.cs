namespace Millpond.Native.Tests;

/// <summary>Debian's Python and NumPy of this machine: 3.11 and 1.24 on bookworm.</summary>
public sealed class PythonHereTests
{
    public static IEnumerable<TheoryDataRow<string, string>> Tests => PythonSuite.Tests(here: true);

    [Theory]
    [MemberData(nameof(Tests))]
    public Task Python_here(string file, string name) => PythonSuite.RunAsync(here: true, file, name);
}

/// <summary>Those of Debian trixie: Python 3.13, NumPy 2.2, Dask 2024.12.</summary>
public sealed class PythonInTrixieTests
{
    public static IEnumerable<TheoryDataRow<string, string>> Tests => PythonSuite.Tests(here: false);

    [Theory]
    [MemberData(nameof(Tests))]
    public Task Python_in_trixie(string file, string name) => PythonSuite.RunAsync(here: false, file, name);
}
