using System.CommandLine;
using Millpond.Lab;
using Millpond.Rbs.Diagnostics;
using Millpond.Rbs.Parsing;
using Millpond.Rbs.Text;

namespace Millpond.Cli.Verbs;

/// <summary>Checks the syntax of signatures: all errors of all files at once.</summary>
internal sealed class RbsParseVerb : Verb
{
    private readonly Argument<string[]> _paths = RbsOptions.Paths("Files, or folders that hold .rbs files");
    private readonly Option<string?> _code = CommonOptions.Text("-e", "CODE", "Source to parse, beside or instead of files");
    private readonly Option<bool> _type = new("--type") { Description = "Each source is a type" };
    private readonly Option<bool> _methodType = new("--method-type") { Description = "Each source is a method type" };
    private readonly Option<DiagnosticFormat> _format = RbsOptions.Format();
    private readonly Option<bool> _json = CommonOptions.Json("The same as --format json");
    private readonly Option<RbsVersion> _version = RbsOptions.Version();

    internal RbsParseVerb(CommandLine line)
        : base(
            "parse",
            "Check syntax: every error of every file, with its place",
            "millpond rbs parse [-e CODE] [--type | --method-type] [--format FORMAT] [--rbs-version VERSION] PATH…",
            "millpond rbs parse sig",
            "millpond rbs parse --format github sig",
            "millpond rbs parse --type -e 'Array[String]?'")
    {
        Arguments.Add(_paths);
        foreach (Option option in (Option[])[_code, _type, _methodType, _format, _json, _version])
            Options.Add(option);
        SetAction(parsed => Run(parsed, line.Command));
    }

    private int Run(System.CommandLine.ParseResult parsed, IReadOnlyList<string>? command)
    {
        NoCommand.Expect(command);
        string? code = parsed.GetValue(_code);
        string[] paths = parsed.GetValue(_paths) ?? [];
        if (paths.Length == 0 && code is null)
            throw new UserException("name .rbs files, or folders that hold them, or give source with -e");
        if (parsed.GetValue(_type) && parsed.GetValue(_methodType))
            throw new UserException("a source is a type or a method type: leave out --type or --method-type");
        IReadOnlyList<Diagnostic> findings = Check(parsed, RbsFiles.Find(paths), code);
        DiagnosticFormat format = parsed.GetValue(_json) ? DiagnosticFormat.Json : parsed.GetValue(_format);
        Streams.Write(Streams.Output, DiagnosticReport.Of(findings, format));
        return findings.Count == 0 ? 0 : UserException.Failed;
    }

    private IReadOnlyList<Diagnostic> Check(
        System.CommandLine.ParseResult parsed, IReadOnlyList<string> files, string? code)
    {
        ParserOptions options = new() { Version = parsed.GetValue(_version), RequireEof = true };
        SourceBuffer? typed = code is null ? null : SourceBuffer.FromText("-e", code);
        if (!parsed.GetValue(_type) && !parsed.GetValue(_methodType))
        {
            IEnumerable<SignatureFile> all = RbsFiles.Parse(files, options);
            return RbsFiles.Findings(typed is null ? all : all.Append(Parser.ParseSignature(typed, options)));
        }
        IEnumerable<SourceBuffer> sources = files.Select(RbsFiles.Read);
        return [.. (typed is null ? sources : sources.Append(typed)).SelectMany(Findings)];

        IEnumerable<Diagnostic> Findings(SourceBuffer source) => parsed.GetValue(_type)
            ? Parser.ParseType(source, options).Diagnostics
            : Parser.ParseMethodType(source, options).Diagnostics;
    }
}
