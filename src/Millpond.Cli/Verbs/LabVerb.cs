using System.CommandLine;
using System.Text.Json;
using Millpond.Cli.Rendering;
using Millpond.Lab;
using Millpond.Lab.Launching;
using Millpond.Lab.Stories;

namespace Millpond.Cli.Verbs;

/// <summary>Runs the stories on this machine's real programs, and writes a report.</summary>
internal sealed class LabVerb : Verb
{
    private readonly Option<bool> _quick = new("--quick")
    {
        Description = "Fewer and shorter batches: a minute instead of three",
    };

    private readonly Option<string?> _python = CommonOptions.Python();
    private readonly Option<bool> _json = CommonOptions.Json();
    private readonly Option<string?> _out = CommonOptions.Text(
        "--out", "DIR", "Where results.json and the picture go (default: lab)");

    internal LabVerb(CommandLine line)
        : base(
            "lab",
            "Measure this machine's real NumPy without and with Millpond: a table, JSON and a picture",
            "millpond lab [--quick] [--json] [--out DIR] [--python PATH]",
            "millpond lab",
            "millpond lab --quick --out /tmp/lab")
    {
        foreach (Option option in (Option[])[_quick, _json, _out, _python])
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
        Installation installation = Installation.OfThisCommand().WithPlugin();
        DateTimeOffset begun = DateTimeOffset.UtcNow;
        PythonFound python = PythonFinder.Find(parsed.GetValue(_python));
        IReadOnlyList<Case> cases = CaseTable.Load();
        NumPyStoryResult story;
        using (ProgressLine progress = new("lab"))
            story = NumPyStory.Run(
                python,
                installation,
                cases,
                quick ? Effort.Quick : Effort.Full,
                (index, share) => progress.Show(cases[index].Title, (index + share) / cases.Count));
        LabResult result = LabResult.Of(Product.Version, begun, quick, story);
        IReadOnlyList<string> written = Save(result, folder);
        if (parsed.GetValue(_json))
            Streams.WriteLine(Streams.Output, JsonSerializer.Serialize(result, LabJson.Default.LabResult));
        else
            LabTable.Write(result, written);
        return 0;
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
