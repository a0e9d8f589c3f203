using Millpond.Lab;
using Millpond.Rbs.Environments.Loading;
using Millpond.Rbs.LanguageServer;

namespace Millpond.Cli.Verbs;

/// <summary>Serves an editor.</summary>
internal sealed class RbsLspVerb : Verb
{
    private readonly RbsEnvironmentOptions _environment = new();

    internal RbsLspVerb(CommandLine line)
        : base(
            "lsp",
            "Serve an editor over standard input and output (Language Server Protocol)",
            "millpond rbs lsp [-r LIBRARY] [-I DIR] [--core DIR] [--rbs-version VERSION]",
            "millpond rbs lsp",
            "millpond rbs lsp --rbs-version 3.4 --all-libraries")
    {
        _environment.AddTo(this);
        SetAction(parsed => Run(parsed, line.Command));
    }

    private int Run(System.CommandLine.ParseResult parsed, IReadOnlyList<string>? command)
    {
        NoCommand.Expect(command);
        using Stream input = Console.OpenStandardInput(), output = Console.OpenStandardOutput();
        LoaderOptions options;
        try
        {
            options = _environment.Read(parsed);
        }
        catch (UserException error)
        {
            // Without Ruby's own signatures there is still enough to serve; the editor shows how to get them.
            return LanguageServerSession.Run(new LoaderOptions(), input, output, error.Message);
        }
        return LanguageServerSession.Run(options, input, output);
    }
}
