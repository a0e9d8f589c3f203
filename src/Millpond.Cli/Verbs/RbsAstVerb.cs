using System.CommandLine;
using Millpond.Lab;
using Millpond.Pages.Processes;
using Millpond.Rbs.Diagnostics;
using Millpond.Rbs.Environments;
using Millpond.Rbs.Json;
using Millpond.Rbs.Parsing;

namespace Millpond.Cli.Verbs;

/// <summary>Prints syntax trees as JSON.</summary>
internal sealed class RbsAstVerb : Verb
{
    private readonly Argument<string[]> _patterns = new("pattern")
    {
        Arity = ArgumentArity.ZeroOrMore,
        Description = "Files, folders, ends of paths, or globs (default: all that is loaded)",
    };

    private readonly Option<bool> _lines = new("--lines")
    {
        Description = "One line for each file that is named, by itself: nothing else is loaded, names stay as written",
    };

    private readonly Option<bool> _full = new("--full")
    {
        Description = "Also what the rbs gem leaves out: offsets, the parts of each place, directives",
    };

    private readonly RbsEnvironmentOptions _environment = new();

    internal RbsAstVerb(CommandLine line)
        : base(
            "ast",
            "Print syntax trees as JSON, byte for byte as the rbs gem does",
            "millpond rbs ast [--lines] [--full] [-I DIR] [-r LIBRARY] [--rbs-version VERSION] [PATTERN…]",
            "millpond rbs ast --lines sig",
            "millpond rbs ast -I sig sig/models",
            "millpond rbs ast --lines --full --rbs-version 3.4 sig/a.rbs")
    {
        Arguments.Add(_patterns);
        Options.Add(_lines);
        Options.Add(_full);
        _environment.AddTo(this);
        SetAction(parsed => Run(parsed, line.Command));
    }

    private int Run(System.CommandLine.ParseResult parsed, IReadOnlyList<string>? command)
    {
        NoCommand.Expect(command);
        string[] patterns = parsed.GetValue(_patterns) ?? [];
        bool full = parsed.GetValue(_full);
        return parsed.GetValue(_lines)
            ? Lines(RbsFiles.Find(RbsOptions.Expect(patterns)), _environment.Version(parsed) ?? RbsVersion.Latest, full)
            : All(parsed, patterns, full);
    }

    private int All(System.CommandLine.ParseResult parsed, string[] patterns, bool full)
    {
        // What is named is also loaded.
        RbsEnvironment? environment = _environment.LoadSound(parsed, patterns.Where(Path.Exists));
        if (environment is null)
            return UserException.Failed;
        RbsPatterns named = new(patterns);
        AstJsonOptions options = new() { Version = environment.Version, IsFull = full };
        AstJson.Write(environment, Output, file => named.Match(file.Path), options);
        return 0;
    }

    private static int Lines(IReadOnlyList<string> files, RbsVersion version, bool full)
    {
        AstJsonOptions options = new() { Version = version, IsFull = full };
        SignatureFile[] parsed = RbsFiles.Parse(files, new() { Version = version });
        foreach (SignatureFile file in parsed)
        {
            // A line for each file, whatever is in it: who reads them counts them.
            if (file.IsValid)
                AstJson.Write(file, Output, options);
            else
                Output("null"u8);
            Output("\n"u8);
        }
        IReadOnlyList<Diagnostic> findings = RbsFiles.Findings(parsed);
        Streams.Write(Streams.Error, DiagnosticReport.Of(findings, DiagnosticFormat.Text));
        return findings.Count == 0 ? 0 : UserException.Failed;
    }

    private static void Output(ReadOnlySpan<byte> bytes) => StandardStreams.Write(Streams.Output, bytes);
}
