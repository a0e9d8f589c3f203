using System.Collections.Immutable;
using System.CommandLine;
using System.Text.Json;
using Millpond.Cli.Rendering;
using Millpond.Lab;
using Millpond.Lab.RbsLoads;
using Millpond.Rbs.Parsing;

namespace Millpond.Cli.Verbs;

/// <summary>Story 2: loads real signatures on Millpond's heap under every sharing and policy.</summary>
internal sealed class LabRbsVerb : Verb
{
    private readonly Option<string?> _folder = CommonOptions.Text(
        "--dir", "DIR", "Signatures to load (default: those of the rbs gem that is installed here)");

    private readonly Option<int?> _loads = CommonOptions.Count(
        "-n", 1, 1000, $"Loads that are counted in each case (default {RbsLoadStory.UsualLoads})");

    private readonly Option<bool> _noRubies = new("--no-rubies")
    {
        Description = "Do not run this machine's real Rubies beside",
    };

    private readonly Option<bool> _json = CommonOptions.Json();
    private readonly Option<string?> _out = CommonOptions.Text(
        "--out", "DIR", "Where rbs.json and the picture go (default: lab)");

    internal LabRbsVerb(CommandLine line)
        : base(
            "rbs",
            "Load signatures on Millpond's heap, with empty hashes shared and not, under every growth policy",
            "millpond lab rbs [--dir DIR] [-n N] [--no-rubies] [--json] [--out DIR]",
            "millpond lab rbs",
            "millpond lab rbs --dir sig -n 10 --json")
    {
        foreach (Option option in (Option[])[_folder, _loads, _noRubies, _json, _out])
            Options.Add(option);
        SetAction(parsed => Run(parsed, line.Command));
    }

    private int Run(ParseResult parsed, IReadOnlyList<string>? command)
    {
        NoCommand.Expect(command);
        string folder = parsed.GetValue(_out) ?? "lab";
        OutputFolder.ExpectWritable(folder);
        int loads = parsed.GetValue(_loads) ?? RbsLoadStory.UsualLoads;
        (string found, ImmutableArray<SignatureFile> files) = RbsLoadStory.Read(parsed.GetValue(_folder));
        RbsLoadStoryResult story;
        using (ProgressLine progress = new("lab rbs"))
            story = RbsLoadStory.Run(found, files, loads, !parsed.GetValue(_noRubies), progress.Show);
        IReadOnlyList<string> written = story.Save(folder);
        if (parsed.GetValue(_json))
            Streams.WriteLine(Streams.Output, JsonSerializer.Serialize(story, LabJson.Default.RbsLoadStoryResult));
        else
            RbsLoadTable.Write(story, written);
        return 0;
    }
}
