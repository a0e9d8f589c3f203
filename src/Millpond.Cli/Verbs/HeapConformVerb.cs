using System.CommandLine;
using Millpond.Lab;

namespace Millpond.Cli.Verbs;

/// <summary>Runs the heap programs on Millpond's heap and lays the collections beside real Ruby's.</summary>
internal sealed class HeapConformVerb : Verb
{
    private readonly Argument<string?> _golden = new("GOLDEN") { Arity = ArgumentArity.ZeroOrOne };
    private readonly Option<bool> _json = CommonOptions.Json();

    internal HeapConformVerb(CommandLine line)
        : base(
            "conform",
            "Lay the collections of eleven programs on real Ruby beside Millpond's",
            "millpond heap conform [--version V] [--program P] [--live] [--json] [GOLDEN]",
            "millpond heap conform --live",
            "millpond heap conform --version 3.4 golden.jsonl")
    {
        Arguments.Add(_golden);
        Options.Add(_json);
        SetAction(parsed => Run(parsed, line.Command));
    }

    private int Run(ParseResult parsed, IReadOnlyList<string>? command)
    {
        NoCommand.Expect(command);
        throw new UserException($"{parsed.GetValue(_golden)}: give a file of rows");
    }
}
