namespace Millpond.Cli.Verbs;

/// <summary>Everything about RBS, each in a verb of its own.</summary>
internal sealed class RbsVerb : Verb
{
    internal RbsVerb(CommandLine line)
        : base(
            "rbs",
            "Ruby's signature language without Ruby: check, print and look things up",
            "millpond rbs VERB [options]",
            "millpond rbs parse sig")
    {
        // Every verb is a sub-command: one line here, and a file Rbs<Verb>Verb.cs beside this one.
        Subcommands.Add(new RbsParseVerb(line));
        Subcommands.Add(new RbsAstVerb(line));
        Subcommands.Add(new RbsConformVerb(line));
        Subcommands.Add(new RbsAncestorsVerb(line));
        Subcommands.Add(new RbsMethodsVerb(line));
        Subcommands.Add(new RbsMethodVerb(line));
        Subcommands.Add(new RbsValidateVerb(line));
        Subcommands.Add(new RbsFormatVerb(line));
        Subcommands.Add(new RbsListVerb(line));
        Subcommands.Add(new RbsConstantVerb(line));
        Subcommands.Add(new RbsPathsVerb(line));
        Subcommands.Add(new RbsDiffVerb(line));
        Subcommands.Add(new RbsSubtractVerb(line));
        Subcommands.Add(new RbsBenchVerb(line));
        Subcommands.Add(new RbsLspVerb(line));
        SetAction(_ => Help.Write(this));
    }
}
