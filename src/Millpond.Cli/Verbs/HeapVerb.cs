namespace Millpond.Cli.Verbs;

/// <summary>What has to do with heaps of slots; each part is a verb of its own.</summary>
internal sealed class HeapVerb : Verb
{
    internal HeapVerb(CommandLine line)
        : base(
            "heap",
            "Millpond's heap of slots beside real Ruby's",
            "millpond heap VERB [options]",
            "millpond heap conform --live")
    {
        Subcommands.Add(new HeapConformVerb(line));
        Subcommands.Add(new HeapStoryVerb(line));
        SetAction(_ => Help.Write(this));
    }
}
