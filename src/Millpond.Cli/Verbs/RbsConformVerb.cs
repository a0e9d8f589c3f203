using System.CommandLine;
using Millpond.Lab;
using Millpond.Rbs.Conformance;
using Millpond.Rbs.Parsing;

namespace Millpond.Cli.Verbs;

/// <summary>Compares with what the rbs gem did, as recorded.</summary>
internal sealed class RbsConformVerb : Verb
{
    private readonly Argument<string> _path = new("path") { Description = "Recorded parser calls: .jsonl or .jsonl.gz" };
    private readonly Option<bool> _json = CommonOptions.Json("Print each difference as a line of JSON");
    private readonly Option<RbsVersion> _version = RbsOptions.Version();

    internal RbsConformVerb(CommandLine line)
        : base(
            "conform",
            "Run recorded calls of the rbs gem's parser and print each that comes out differently",
            "millpond rbs conform [--json] [--rbs-version VERSION] FILE.jsonl[.gz]",
            "millpond rbs conform parse-cases.jsonl.gz")
    {
        Arguments.Add(_path);
        Options.Add(_json);
        Options.Add(_version);
        SetAction(parsed => Run(parsed, line.Command));
    }

    private int Run(System.CommandLine.ParseResult parsed, IReadOnlyList<string>? command)
    {
        NoCommand.Expect(command);
        string path = parsed.GetValue(_path)!;
        bool json = parsed.GetValue(_json);
        ConformanceCount count = RunFile(path, parsed.GetValue(_version), difference => Streams.WriteLine(
            Streams.Output, json ? ConformanceReport.Json(difference) : ConformanceReport.Text(difference)));
        if (count.Documented > 0 && !json)
            Streams.WriteLine(Streams.Output, $"{count.Documented} differ on purpose, see docs/rbs-conformance.md");
        Streams.WriteLine(
            Streams.Output, json ? ConformanceReport.Json(count) : $"{count.Passed} passed, {count.Failed} failed");
        return count.Failed == 0 ? 0 : UserException.Failed;
    }

    private static ConformanceCount RunFile(
        string path, RbsVersion version, Action<ConformanceDifference> differs)
    {
        try
        {
            return ConformanceRun.Run(path, differs, version);
        }
        catch (Exception error) when (
            error is IOException or UnauthorizedAccessException or InvalidDataException or FormatException)
        {
            throw new UserException($"{path}: {error.Message}; give a file of recorded cases, .jsonl or .jsonl.gz");
        }
    }
}
