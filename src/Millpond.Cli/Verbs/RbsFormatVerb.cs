using System.CommandLine;
using System.Text.Json;
using Millpond.Lab;
using Millpond.Pages.Processes;
using Millpond.Rbs.Diagnostics;
using Millpond.Rbs.Formatting;
using Millpond.Rbs.Parsing;
using Millpond.Rbs.Text;

namespace Millpond.Cli.Verbs;

/// <summary>Formats signatures in place, or says which are not.</summary>
internal sealed class RbsFormatVerb : Verb
{
    private readonly Argument<string[]> _paths = RbsOptions.Paths("Files, or folders that hold .rbs files");
    private readonly Option<bool> _check = new("--check") { Description = "Change nothing: list what is not formatted" };
    private readonly Option<bool> _diff = new("--diff") { Description = "Change nothing: print what would change" };
    private readonly Option<bool> _stdin = new("--stdin") { Description = "From standard input to standard output" };
    private readonly Option<bool> _json = CommonOptions.Json("Print what was found of each file as JSON");
    private readonly Option<RbsVersion> _version = RbsOptions.Version();

    internal RbsFormatVerb(CommandLine line)
        : base(
            "format",
            "Format signatures; every comment stays",
            "millpond rbs format [--check] [--diff] [--json] [--rbs-version VERSION] PATH… | --stdin",
            "millpond rbs format sig",
            "millpond rbs format --check --diff sig",
            "millpond rbs format --stdin < sig/a.rbs")
    {
        Arguments.Add(_paths);
        foreach (Option option in (Option[])[_check, _diff, _stdin, _json, _version])
            Options.Add(option);
        SetAction(parsed => Run(parsed, line.Command));
    }

    private enum State
    {
        Unchanged,
        Changed,
        Error,
    }

    private int Run(System.CommandLine.ParseResult parsed, IReadOnlyList<string>? command)
    {
        NoCommand.Expect(command);
        ParserOptions options = new() { Version = parsed.GetValue(_version) };
        string[] paths = parsed.GetValue(_paths) ?? [];
        if (!parsed.GetValue(_stdin))
            return Files(parsed, RbsFiles.Find(RbsOptions.Expect(paths)), options);
        if (paths.Length > 0)
            throw new UserException($"--stdin reads standard input alone; leave out {paths[0]}, or --stdin");
        using MemoryStream source = new();
        using Stream input = Console.OpenStandardInput();
        input.CopyTo(source);
        Outcome outcome = Format(SourceBuffer.FromBytes("-", source.ToArray()), options);
        if (parsed.GetValue(_check) || parsed.GetValue(_diff) || parsed.GetValue(_json))
            return Report(parsed, [outcome]);
        if (outcome.Text is not null)
            StandardStreams.Write(Streams.Output, outcome.Text);
        return ReportErrors([outcome]) ? UserException.Failed : 0;
    }

    private int Files(System.CommandLine.ParseResult parsed, IReadOnlyList<string> files, ParserOptions options)
    {
        var outcomes = new Outcome[files.Count];
        try
        {
            Parallel.For(0, files.Count, at => outcomes[at] = Format(RbsFiles.Read(files[at]), options));
        }
        catch (AggregateException error) when (error.InnerException is UserException first)
        {
            throw first;
        }
        if (!parsed.GetValue(_check) && !parsed.GetValue(_diff))
        {
            foreach (Outcome outcome in outcomes.Where(outcome => outcome.State == State.Changed))
                Write(outcome);
        }
        return Report(parsed, outcomes);
    }

    private int Report(System.CommandLine.ParseResult parsed, IReadOnlyList<Outcome> outcomes)
    {
        bool isDry = parsed.GetValue(_check) || parsed.GetValue(_diff);
        List<Outcome> changed = [.. outcomes.Where(outcome => outcome.State == State.Changed)];
        if (parsed.GetValue(_json))
            WriteJson(outcomes, parsed.GetValue(_diff));
        else if (parsed.GetValue(_diff))
            Streams.Write(Streams.Output, string.Concat(changed.Select(DiffOf)));
        else
            Streams.Write(Streams.Output, string.Concat(changed.Select(outcome => outcome.Source.Name + "\n")));
        bool hasErrors = ReportErrors(outcomes);
        return hasErrors || (isDry && changed.Count > 0) ? UserException.Failed : 0;
    }

    private static bool ReportErrors(IReadOnlyList<Outcome> outcomes)
    {
        List<Diagnostic> findings = [.. outcomes.SelectMany(outcome => outcome.Findings)];
        Streams.Write(Streams.Error, DiagnosticReport.Of(findings, DiagnosticFormat.Text));
        return findings.Count > 0;
    }

    private static Outcome Format(SourceBuffer source, ParserOptions options)
    {
        FormatResult result = SignatureFormatter.Format(source, options);
        State state = result.Text is null ? State.Error
            : source.Bytes.SequenceEqual(result.Text) ? State.Unchanged
            : State.Changed;
        return new(source, state, result.Text, result.Diagnostics);
    }

    private static string DiffOf(Outcome outcome) =>
        UnifiedDiff.Of(outcome.Source.Name, outcome.Source.Bytes, outcome.Text);

    private static void Write(Outcome outcome)
    {
        try
        {
            File.WriteAllBytes(outcome.Source.Name, outcome.Text!);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new UserException($"{outcome.Source.Name}: {error.Message}; check that the file may be written");
        }
    }

    private static void WriteJson(IReadOnlyList<Outcome> outcomes, bool withDiff)
    {
        using MemoryStream text = new();
        using (Utf8JsonWriter json = new(text))
        {
            json.WriteStartArray();
            foreach (Outcome outcome in outcomes)
            {
                json.WriteStartObject();
                json.WriteString("path", outcome.Source.Name);
                json.WriteString("state", outcome.State switch
                {
                    State.Changed => "changed",
                    State.Unchanged => "unchanged",
                    _ => "error",
                });
                if (withDiff && outcome.State == State.Changed)
                    json.WriteString("diff", DiffOf(outcome));
                json.WriteStartArray("errors");
                foreach (Diagnostic finding in outcome.Findings)
                    json.WriteStringValue(finding.FullMessage);
                json.WriteEndArray();
                json.WriteEndObject();
            }
            json.WriteEndArray();
        }
        StandardStreams.Write(Streams.Output, [.. text.ToArray(), (byte)'\n']);
    }

    private sealed record Outcome(
        SourceBuffer Source, State State, byte[]? Text, IReadOnlyList<Diagnostic> Findings);
}
