using System.CommandLine;
using System.Text.Json;
using Millpond.Cli.Rendering;
using Millpond.Lab;
using Millpond.Lab.Comparing;
using Millpond.Lab.Launching;

namespace Millpond.Cli.Verbs;

/// <summary>Measures a command, or a snippet of Python, without Millpond and with it, in turn.</summary>
internal sealed class CompareVerb : Verb
{
    private const int CommandRounds = 10;
    private const int SnippetRounds = 20;
    private const double BatchSeconds = 0.2;

    private readonly DialOptions _dials = new();
    private readonly Option<int?> _rounds = CommonOptions.Count(
        "-n", 1, 1000, $"Runs a side (default {CommandRounds}, a snippet {SnippetRounds}); 6 at least for a verdict");

    private readonly Option<int?> _warmUps = CommonOptions.Count(
        "--warmup", 0, 1000, "Runs a side before that, not counted (default 1)");

    private readonly Option<string?> _snippet = CommonOptions.Text(
        "--snippet", "CODE", "Time this Python instead of a command, one process a side; np is NumPy");

    private readonly Option<string?> _setup = CommonOptions.Text(
        "--setup", "CODE", "Python that the snippet needs, run once");
    private readonly Option<string?> _python = CommonOptions.Python();
    private readonly Option<string[]> _both = CommonOptions.Variables("--env", "Set a variable on every side");
    private readonly Option<string[]> _first = CommonOptions.Variables("--env-a", "Set a variable on the plain side");
    private readonly Option<string[]> _second = CommonOptions.Variables("--env-b", "Set a variable on Millpond's side");
    private readonly Option<string[]> _rivals = new("--rival")
    {
        HelpName = "NAME",
        Description = "A further side: glibc, jemalloc or mimalloc; may be repeated",
    };

    private readonly Option<bool> _json = CommonOptions.Json();

    internal CompareVerb(CommandLine line)
        : base(
            "compare",
            "Measure a command without and with Millpond in turn, A B A B",
            "millpond compare [options] -- COMMAND…  or  millpond compare [options] --snippet CODE [--setup CODE]",
            "millpond compare -n 20 -- python3 app.py",
            "millpond compare --setup 'a = np.random.rand(10**7); b = a.copy()' --snippet '(a*b)**2+3'",
            "millpond compare --rival glibc --rival jemalloc -- python3 app.py")
    {
        _dials.AddTo(this);
        Option[] options = [_rounds, _warmUps, _snippet, _setup, _python, _both, _first, _second, _rivals, _json];
        foreach (Option option in options)
            Options.Add(option);
        SetAction(parsed => Run(parsed, line.Command));
    }

    private int Run(ParseResult parsed, IReadOnlyList<string>? command)
    {
        string? snippet = parsed.GetValue(_snippet);
        if (snippet is null && command is null or [])
            throw new UserException(
                "put a command after --, as in millpond compare -- python3 app.py, or give --snippet CODE");
        if (snippet is not null && command is not null)
            throw new UserException("give a command or a --snippet, not both");
        if (snippet is null && parsed.GetValue(_setup) is not null)
            throw new UserException("--setup belongs to a --snippet; give one, or leave it out");
        using ProgressLine progress = new("compare");
        ComparisonPlan plan = MakePlan(parsed, snippet is null ? CommandRounds : SnippetRounds, progress);
        return snippet is null
            ? Compare(command!, plan, parsed.GetValue(_json), progress)
            : Compare(snippet, plan, parsed, progress);
    }

    private ComparisonPlan MakePlan(ParseResult parsed, int rounds, ProgressLine progress) => new()
    {
        Sides = Side.Make(
            CommonOptions.Pairs(parsed, _both),
            CommonOptions.Pairs(parsed, _first),
            CommonOptions.Pairs(parsed, _second),
            [.. (parsed.GetValue(_rivals) ?? []).Distinct().Select(Rival.Find)]),
        Settings = _dials.Read(parsed),
        Installation = Installation.OfThisCommand().WithPlugin(),
        Rounds = parsed.GetValue(_rounds) ?? rounds,
        WarmUps = parsed.GetValue(_warmUps) ?? 1,
        Progress = (done, all) => progress.Show("", (double)done / all),
    };

    private static int Compare(IReadOnlyList<string> command, ComparisonPlan plan, bool asJson, ProgressLine progress)
    {
        CommandResult result = CommandComparison.Run(command, plan);
        progress.Clear();
        if (asJson)
            Streams.WriteLine(Streams.Output, JsonSerializer.Serialize(result, LabJson.Default.CommandResult));
        else
            CommandTable.Write(result);
        return 0;
    }

    private int Compare(string snippet, ComparisonPlan plan, ParseResult parsed, ProgressLine progress)
    {
        PythonFound python = PythonFinder.Find(parsed.GetValue(_python));
        string setup = parsed.GetValue(_setup) ?? "";
        SnippetSide[] sides = [.. plan.Sides.Select(side => new SnippetSide(side, setup, [snippet]))];
        SnippetResult result = SnippetComparison.Run(python.Path, sides, plan, BatchSeconds);
        progress.Clear();
        if (parsed.GetValue(_json))
            Streams.WriteLine(Streams.Output, JsonSerializer.Serialize(result, LabJson.Default.SnippetResult));
        else
            SnippetTable.Write(result);
        return 0;
    }
}
