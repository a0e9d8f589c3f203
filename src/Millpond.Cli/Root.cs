using System.CommandLine;
using System.CommandLine.Help;
using Millpond.Cli.Verbs;
using Millpond.Lab;

namespace Millpond.Cli;

/// <summary>The tree of verbs. Parse errors become one line and exit code 2.</summary>
internal static class Root
{
    internal static readonly string[] Names = ["run", "compare", "doctor", "lab", "heap", "pack", "rbs"];

    internal static int Run(CommandLine line)
    {
        RootCommand root = Make(line);
        if (line.Own.Count > 0 && !line.Own[0].StartsWith('-') && !Names.Contains(line.Own[0]))
            throw new UserException($"there is no verb {line.Own[0]}; give one of {string.Join(", ", Names)}");
        if (line.Own.Count == 0)
            return line.Command is null
                ? Help.Write(root)
                : throw new UserException("give a verb before --, such as millpond run -- COMMAND");
        // A child's arguments may well begin with @: nothing is read from files.
        ParseResult parsed = root.Parse(line.Own, new ParserConfiguration { ResponseFileTokenReplacer = null });
        bool wantsCommand = line.Command is null && line.Own[0] is "run" or "compare";
        if (wantsCommand && parsed.UnmatchedTokens is [var first, ..] && !first.StartsWith('-'))
            throw new UserException($"put -- before the command, as in millpond {line.Own[0]} -- {first} …");
        if (parsed.Errors.Count > 0 && parsed.Action is not HelpAction)
        {
            string verb = parsed.CommandResult.Command is Verb known ? " " + known.FullName : "";
            throw new UserException($"{parsed.Errors[0].Message.TrimEnd('.')}; see millpond{verb} --help");
        }
        return parsed.Invoke(new InvocationConfiguration
        {
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = null,
            Output = TextWriter.Null,
            Error = TextWriter.Null,
        });
    }

    private static RootCommand Make(CommandLine line)
    {
        RootCommand root = new(
            "Keeps freed large NumPy arrays warm for the next one, and measures what that is worth.");
        root.Options.OfType<HelpOption>().Single().Action = new HelpAction();
        root.Subcommands.Add(new RunVerb(line));
        root.Subcommands.Add(new CompareVerb(line));
        root.Subcommands.Add(new DoctorVerb(line));
        root.Subcommands.Add(new LabVerb(line));
        root.Subcommands.Add(new HeapVerb(line));
        root.Subcommands.Add(new PackVerb(line));
        root.Subcommands.Add(new RbsVerb(line));
        root.SetAction(_ => Help.Write(root));
        return root;
    }

    private sealed class HelpAction : System.CommandLine.Invocation.SynchronousCommandLineAction
    {
        public override int Invoke(ParseResult parsed) => Help.Write(parsed.CommandResult.Command);
    }
}
