using System.Collections.Immutable;
using System.CommandLine;
using System.Text.Json;
using Millpond.Cli.Rendering;
using Millpond.Lab;
using Millpond.Lab.Heaps;
using Millpond.Lab.Launching;
using Millpond.Lab.RbsLoads;
using Millpond.Lab.Stories;
using Millpond.Rbs.Parsing;

namespace Millpond.Cli.Verbs;

/// <summary>Runs the stories on this machine's real programs, and writes a report.</summary>
internal sealed class LabVerb : Verb
{
    private const string NumPy = "numpy", Heap = "heap", Rbs = "rbs";
    private const int QuickLoads = 2;
    private static readonly string[] s_stories = [NumPy, Heap, Rbs];

    private readonly Option<bool> _quick = new("--quick")
    {
        Description = "Fewer and shorter batches: a minute or two instead of five",
    };

    private readonly Option<string?> _python = CommonOptions.Python();
    private readonly Option<bool> _json = CommonOptions.Json();
    private readonly Option<string?> _out = CommonOptions.Text(
        "--out", "DIR", "Where results.json and the pictures go (default: lab)");

    private readonly Option<string?> _only = CommonOptions.Text(
        "--only", "STORY", "One of them: numpy, heap or rbs (lab rbs has options of its own)");

    internal LabVerb(CommandLine line)
        : base(
            "lab",
            "Tell both stories on this machine: its real NumPy, and a heap of slots under every policy",
            "millpond lab [--quick] [--only STORY] [--json] [--out DIR] [--python PATH]",
            "millpond lab",
            "millpond lab --quick --out /tmp/lab")
    {
        foreach (Option option in (Option[])[_quick, _only, _json, _out, _python])
            Options.Add(option);
        Subcommands.Add(new LabRbsVerb(line));
        SetAction(parsed => Run(parsed, line.Command));
    }

    private int Run(ParseResult parsed, IReadOnlyList<string>? command)
    {
        NoCommand.Expect(command);
        bool quick = parsed.GetValue(_quick);
        string folder = parsed.GetValue(_out) ?? "lab";
        OutputFolder.ExpectWritable(folder);
        string[] stories = parsed.GetValue(_only) is { } only ? Choose(only) : s_stories;
        LabResult result = LabResult.Of(Product.Version, DateTimeOffset.UtcNow, quick);
        if (stories.Contains(NumPy))
            result = result with { NumPyStory = RunNumPy(parsed, quick) };
        if (stories.Contains(Heap))
            using (ProgressLine progress = new("lab: heap story"))
                result = result with { HeapStory = HeapStory.Run(progress.Show) };
        if (stories.Contains(Rbs))
            result = RunRbs(result, quick);
        IReadOnlyList<string> written = Save(result, folder);
        if (parsed.GetValue(_json))
            Streams.WriteLine(Streams.Output, JsonSerializer.Serialize(result, LabJson.Default.LabResult));
        else
            LabTable.Write(result, written);
        return 0;
    }

    private static string[] Choose(string only) => s_stories.Contains(only)
        ? [only]
        : throw new UserException($"--only {only}: give one of {string.Join(", ", s_stories)}");

    private NumPyStoryResult RunNumPy(ParseResult parsed, bool quick)
    {
        Installation installation = Installation.OfThisCommand().WithPlugin();
        PythonFound python = PythonFinder.Find(parsed.GetValue(_python));
        IReadOnlyList<Case> cases = CaseTable.Load();
        using ProgressLine progress = new("lab");
        return NumPyStory.Run(
            python,
            installation,
            cases,
            quick ? Effort.Quick : Effort.Full,
            (index, share) => progress.Show(cases[index].Title, (index + share) / cases.Count));
    }

    // Without a gem there are no signatures: the other stories are told all the same.
    private static LabResult RunRbs(LabResult result, bool quick)
    {
        try
        {
            (string folder, ImmutableArray<SignatureFile> files) = RbsLoadStory.Read(folder: null);
            using ProgressLine progress = new("lab: rbs story");
            return result with
            {
                RbsStory = RbsLoadStory.Run(
                    folder, files, quick ? QuickLoads : RbsLoadStory.UsualLoads, withRubies: !quick, progress.Show),
            };
        }
        catch (UserException missing)
        {
            return result with { NotRun = [.. result.NotRun, missing.Message] };
        }
    }

    private static IReadOnlyList<string> Save(LabResult result, string folder)
    {
        try
        {
            return result.Save(folder);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new UserException(
                $"--out {folder}: {error.Message}; give a folder that can be written", UserException.Failed);
        }
    }
}
