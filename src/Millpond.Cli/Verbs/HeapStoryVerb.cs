using System.CommandLine;
using System.Text.Json;
using Millpond.Cli.Rendering;
using Millpond.Lab;
using Millpond.Lab.Heaps;

namespace Millpond.Cli.Verbs;

/// <summary>Runs the tree cycles under every policy and says why sharing makes one of them slow.</summary>
internal sealed class HeapStoryVerb : Verb
{
    private readonly Option<bool> _json = CommonOptions.Json();

    internal HeapStoryVerb(CommandLine line)
        : base(
            "story",
            "Build and drop syntax trees under every growth policy, and say why sharing a hash makes Ruby 3.3 slow",
            "millpond heap story [--json]",
            "millpond heap story")
    {
        Options.Add(_json);
        SetAction(parsed => Run(parsed, line.Command));
    }

    private int Run(ParseResult parsed, IReadOnlyList<string>? command)
    {
        NoCommand.Expect(command);
        HeapStoryResult story;
        using (ProgressLine progress = new("heap story"))
            story = HeapStory.Run(progress.Show);
        if (parsed.GetValue(_json))
            Streams.WriteLine(Streams.Output, JsonSerializer.Serialize(story, LabJson.Default.HeapStoryResult));
        else
            HeapStoryTable.Write(story);
        return 0;
    }
}
