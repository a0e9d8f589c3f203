using Millpond.House.Tests.Rules;
using Millpond.House.Tests.Tree;

namespace Millpond.House.Tests.Samples;

/// <summary>Each ban finds a bad sample and lets a good one pass.</summary>
public sealed class BannedTests
{
    // Written in two parts where the words themselves are banned from every file.
    private static readonly Dictionary<string, (Banned Rule, SourceFile[] Bad, SourceFile[] Good)> s_samples = new()
    {
        ["sleep"] = (
            Banned.SleepingTests,
            [new("tests/A.cs", "Thread.Sleep(1);"), new("tests/A.cs", "await Task.Delay(1);")],
            [new("src/A.cs", "Thread.Sleep(1);"), new("tests/A.cs", "// Thread.Sleep(1);")]),
        ["print"] = (
            Banned.TalkingLibraries,
            [new("src/Millpond.Lab/A.cs", "Console.Out.Write(1);")],
            [new("src/Millpond.Cli/A.cs", "Console.Write(1);"), new("src/Millpond.Lab/A.cs", "AnsiConsole.X();")]),
        ["call C"] = (
            Banned.ForeignCalls,
            [new("src/Millpond.Blocks/A.cs", "[LibraryImport(\"libc\")]"), new("tests/A.cs", "[DllImport(\"c\")]")],
            [new("src/Millpond.Pages/A.cs", "[LibraryImport(\"libc\")]")]),
        ["unsafe"] = (
            Banned.UnsafeCode,
            [new("src/Millpond.Lab/A.cs", "unsafe { }"), new("tests/Cli/A.cs", "unsafe class A;")],
            [new("src/native/NumPy/A.cs", "unsafe { }"), new("src/Millpond.Lab/A.cs", "/* unsafe */ \"unsafe\"")]),
        ["unfinished"] = (
            Banned.UnfinishedWork,
            [new("a.py", "# TO" + "DO later"), new("A.cs", "throw new NotImplemented" + "Exception();")],
            [new("A.cs", "var autodose = mastodons;")]),
        ["one machine"] = (
            Banned.PathsOfOneMachine,
            [
                new("a.sh", "cd /" + "work/main"), new("a.md", "see `/" + "root/.cache`"),
                new("A.cs", "\"/" + "home/joe/x\""), new("A.cs", "@\"C:\\" + "Users\\joe\""),
            ],
            [new("a.sh", "\"$home/work/x\" ./work/x"), new("a.md", "https://host/work/x, frame/work, /home/me")]),
        ["region"] = (
            Banned.Regions,
            [new("A.cs", "    #region Fields\n    #endregion")],
            [new("A.cs", "// no #region here"), new("a.md", "#region")]),
    };

    public static TheoryData<string> Names => [.. s_samples.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Bad_samples_are_found(string name) =>
        Assert.All(s_samples[name].Bad, file => Assert.Equal(1, Assert.Single(s_samples[name].Rule.In(file)).Line));

    [Theory]
    [MemberData(nameof(Names))]
    public void Good_samples_pass(string name) =>
        Assert.All(s_samples[name].Good, file => Assert.Empty(s_samples[name].Rule.In(file)));
}
