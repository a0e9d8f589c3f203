using System.CommandLine;
using Millpond.Lab;
using Millpond.Pages.Processes;
using Millpond.Rbs.Diagnostics;
using Millpond.Rbs.Json;
using Millpond.Rbs.Parsing;

namespace Millpond.Cli.Verbs;

/// <summary>Prints syntax trees as JSON.</summary>
internal sealed class RbsAstVerb : Verb
{
    private readonly Argument<string[]> _paths = RbsOptions.Paths("Files, or folders that hold .rbs files");
    private readonly Option<bool> _lines = new("--lines") { Description = "One line of JSON for each file, names as written" };
    private readonly Option<bool> _full = new("--full")
    {
        Description = "Also what the rbs gem leaves out: offsets, the parts of each place, directives",
    };

    private readonly Option<RbsVersion> _version = RbsOptions.Version();

    internal RbsAstVerb(CommandLine line)
        : base(
            "ast",
            "Print syntax trees as JSON, byte for byte as the rbs gem does",
            "millpond rbs ast [--lines] [--full] [--rbs-version VERSION] PATH…",
            "millpond rbs ast --lines sig",
            "millpond rbs ast --lines --full --rbs-version 3.4 sig/a.rbs")
    {
        Arguments.Add(_paths);
        foreach (Option option in (Option[])[_lines, _full, _version])
            Options.Add(option);
        SetAction(parsed => Run(parsed, line.Command));
    }

    private int Run(System.CommandLine.ParseResult parsed, IReadOnlyList<string>? command)
    {
        NoCommand.Expect(command);
        IReadOnlyList<string> files = RbsFiles.Find(RbsOptions.Expect(parsed.GetValue(_paths)));
        RbsVersion version = parsed.GetValue(_version);
        AstJsonOptions options = new() { Version = version, IsFull = parsed.GetValue(_full) };
        SignatureFile[] parsedFiles = RbsFiles.Parse(files, new() { Version = version });
        foreach (SignatureFile file in parsedFiles)
        {
            // A line for each file, whatever is in it: who reads them counts them.
            if (file.IsValid)
                AstJson.Write(file, Output, options);
            else
                Output("null"u8);
            Output("\n"u8);
        }
        IReadOnlyList<Diagnostic> findings = RbsFiles.Findings(parsedFiles);
        Streams.Write(Streams.Error, DiagnosticReport.Of(findings, DiagnosticFormat.Text));
        return findings.Count == 0 ? 0 : UserException.Failed;
    }

    private static void Output(ReadOnlySpan<byte> bytes) => StandardStreams.Write(Streams.Output, bytes);
}
