using System.Text.RegularExpressions;
using Millpond.House.Tests.Tree;

namespace Millpond.House.Tests.Rules;

/// <summary>A pattern that may not occur in some of the files.</summary>
/// <param name="Pattern">What to look for.</param>
/// <param name="Applies">In which files.</param>
/// <param name="Advice">What to do instead.</param>
/// <param name="InComments">Whether comments and strings of C# count too.</param>
internal sealed record Banned(string Pattern, Func<SourceFile, bool> Applies, string Advice, bool InComments = false)
{
    // The parts that manage memory, and their tests.
    private static readonly string[] s_ofMemory =
    [
        "src/Millpond.Pages/", "src/Millpond.Blocks/", "src/Millpond.Slots/", "src/Millpond.Numerics/", "src/native/",
        "tests/Pages/", "tests/Blocks/", "tests/Slots/", "tests/Numerics/", "tests/NumPy/", "tests/Ruby/",
        "tests/Native/",
    ];

    public static Banned SleepingTests { get; } = new(
        @"\bThread\.Sleep\b|\bTask\.Delay\b",
        file => file.IsCSharp && file.IsIn("tests/"),
        "a test does not wait for time to pass: give the code a TimeProvider, or wait for the event itself");

    public static Banned TalkingLibraries { get; } = new(
        @"\bConsole\.",
        file => file.IsCSharp && file.IsIn("src/") && !file.IsIn("src/Millpond.Cli/"),
        "a library does not print: return the text, Millpond.Cli prints it");

    public static Banned ForeignCalls { get; } = new(
        @"\bDllImport\b|\bLibraryImport\b",
        file => file.IsCSharp && !file.IsIn("src/Millpond.Pages/"),
        "P/Invoke lives in Millpond.Pages: add the call there");

    public static Banned UnsafeCode { get; } = new(
        @"\bunsafe\b",
        file => file.IsCSharp && !file.IsIn(s_ofMemory),
        "unsafe code lives in Pages, Blocks, Slots, Numerics and native: use a span, or move the code there");

    // The words are written so that this file does not contain them.
    public static Banned UnfinishedWork { get; } = new(
        @"NotImplemented[E]xception|\bT[O]DO\b|\bF[I]XME\b|\bH[A]CK\b",
        _ => true,
        "finish it, or write an issue: what is here works",
        InComments: true);

    // Examples live in /home/me.
    public static Banned PathsOfOneMachine { get; } = new(
        @"(?<![\w./~$}-])/(work|root|home/(?!me\b|user\b)\w+|Users/\w+)(?=[/\s""'`,;:)]|$)|\b[A-Z]:\\Users\\",
        _ => true,
        "this path exists on one machine: take it from an argument, a variable, or the place of the file",
        InComments: true);

    public static Banned Regions { get; } = new(
        @"^\s*#region\b",
        file => file.IsCSharp,
        "no regions: a file that needs folding is two files");

    public IEnumerable<Finding> In(SourceFile file)
    {
        if (!Applies(file)) yield break;
        string text = InComments ? file.Text : file.Code;
        foreach (Match match in Regex.Matches(text, Pattern, RegexOptions.Multiline))
            yield return new(file.Path, file.LineAt(match.Index), $"{match.Value.Trim()}: {Advice}");
    }
}
