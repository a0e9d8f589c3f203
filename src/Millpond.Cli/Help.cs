using System.CommandLine;
using System.Text;

namespace Millpond.Cli;

/// <summary>A verb with what its help shows: how it is typed, and an example or two.</summary>
internal abstract class Verb(string name, string description, string usage, params string[] examples)
    : Command(name, description)
{
    internal string Usage => usage;

    internal IReadOnlyList<string> Examples => examples;

    /// <summary>As it is typed: <c>heap conform</c>.</summary>
    internal string FullName => Parents.OfType<Verb>().FirstOrDefault() is { } parent ? $"{parent.FullName} {Name}" : Name;
}

/// <summary>The text of --help.</summary>
internal static class Help
{
    private const int DescriptionColumn = 26;

    internal static int Write(Command command)
    {
        Streams.Write(Streams.Output, Text(command));
        return 0;
    }

    internal static string Text(Command command)
    {
        StringBuilder text = new();
        text.Append(command is Verb named ? $"millpond {named.FullName}: " : "millpond: ");
        text.Append(command.Description).Append("\n\n");
        text.Append("Usage:\n  ").Append(command is Verb verb ? verb.Usage : "millpond VERB [options]").Append('\n');
        if (command.Subcommands.Count > 0)
            AppendVerbs(text, command.Subcommands);
        text.Append("\nOptions:\n");
        foreach (Option option in command.Options)
            Row(text, $"{Names(option)}{(option.HelpName is { } value ? " " + value : "")}", option.Description);
        if (command is Verb)
            Row(text, "--help", "Show this");
        IEnumerable<string> examples = command is Verb one
            ? one.Examples
            : command.Subcommands.OfType<Verb>().Select(sub => sub.Examples[0]);
        text.Append("\nExamples:\n");
        foreach (string example in examples)
            text.Append("  ").Append(example).Append('\n');
        return text.ToString();
    }

    private static void AppendVerbs(StringBuilder text, IEnumerable<Command> verbs)
    {
        text.Append("\nVerbs:\n");
        foreach (Command verb in verbs)
            Row(text, verb.Name, verb.Description);
    }

    private static string Names(Option option) =>
        string.Join(", ", option.Aliases.Where(alias => alias is ['-', not '?']).Append(option.Name).Distinct());

    private static void Row(StringBuilder text, string left, string? right)
    {
        string gap = left.Length + 4 > DescriptionColumn ? "\n" + new string(' ', DescriptionColumn) : "";
        text.Append("  ").Append(gap.Length == 0 ? left.PadRight(DescriptionColumn - 2) : left + gap);
        text.Append(right).Append('\n');
    }
}
