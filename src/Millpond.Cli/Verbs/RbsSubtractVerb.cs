using System.CommandLine;
using System.Collections.Immutable;
using Millpond.Lab;
using Millpond.Rbs.Comparing;
using Millpond.Rbs.Diagnostics;
using Millpond.Rbs.Environments;
using Millpond.Rbs.Formatting;
using Millpond.Rbs.Parsing;

namespace Millpond.Cli.Verbs;

/// <summary>Takes from signatures what others declare already.</summary>
internal sealed class RbsSubtractVerb : Verb
{
    private readonly Argument<string[]> _minuends = RbsOptions.Paths(
        "Files or folders to take from; without --subtrahend the last is what to take");

    private readonly Option<string[]> _subtrahends = new("--subtrahend")
    {
        HelpName = "PATH",
        Description = "A file or folder of what to take; may be repeated",
    };

    private readonly Option<bool> _write = new("--write", "-w")
    {
        Description = "Overwrite the files; one of which nothing is left is deleted",
    };

    private readonly Option<bool> _json = CommonOptions.Json("Print path and text of each file as JSON");
    private readonly Option<RbsVersion> _version = RbsOptions.Version();

    internal RbsSubtractVerb(CommandLine line)
        : base(
            "subtract",
            "Take from generated signatures what is written by hand",
            "millpond rbs subtract [--write] [--json] MINUEND… SUBTRAHEND | MINUEND… --subtrahend PATH…",
            "millpond rbs subtract --write sig/generated sig/handwritten",
            "millpond rbs subtract generated.rbs --subtrahend a.rbs --subtrahend b.rbs")
    {
        Arguments.Add(_minuends);
        foreach (Option option in (Option[])[_subtrahends, _write, _json, _version])
            Options.Add(option);
        SetAction(parsed => Run(parsed, line.Command));
    }

    private int Run(System.CommandLine.ParseResult parsed, IReadOnlyList<string>? command)
    {
        NoCommand.Expect(command);
        string[] minuends = parsed.GetValue(_minuends) ?? [], subtrahends = parsed.GetValue(_subtrahends) ?? [];
        if (subtrahends.Length == 0 && minuends.Length > 0)
            (minuends, subtrahends) = (minuends[..^1], minuends[^1..]);
        if (minuends.Length == 0)
            throw new UserException(
                "name what to take from and what to take, as in subtract generated.rbs handwritten.rbs");
        ParserOptions options = new() { Version = parsed.GetValue(_version) };
        RbsEnvironment subtrahend = RbsEnvironment.Of(
            RbsFiles.Find(subtrahends).Select(
                path => SourceFile.Parse(RbsFiles.Read(path), new FolderOrigin(path), options)),
            options.Version);
        SignatureFile[] files = RbsFiles.Parse([.. minuends.SelectMany(FindVisible)], options);
        // Names are compared as written, so what a `use` means does not count.
        IEnumerable<Diagnostic> duplicates =
            subtrahend.Diagnostics.Where(one => one.Code == EnvironmentCodes.Duplicate);
        IReadOnlyList<Diagnostic> findings =
            [.. subtrahend.Files.SelectMany(file => file.Diagnostics), .. duplicates, .. RbsFiles.Findings(files)];
        if (findings.Count > 0)
        {
            Streams.Write(Streams.Error, DiagnosticReport.Of(findings, DiagnosticFormat.Text));
            return UserException.Failed;
        }
        List<(string Path, string Text)> left =
            [.. files.Select(file => (file.Buffer.Name, Subtract(file, subtrahend)))];
        if (parsed.GetValue(_write))
            left.ForEach(Write);
        if (parsed.GetValue(_json))
            WriteJson(left);
        else if (!parsed.GetValue(_write))
            Streams.Write(Streams.Output, string.Concat(left.Select(file => file.Text.Length == 0 ? "\n" : file.Text)));
        return 0;
    }

    private static string Subtract(SignatureFile file, RbsEnvironment subtrahend)
    {
        ImmutableArray<WrittenMember> left = new Subtractor(subtrahend).Subtract(file.Declarations);
        return SignatureWriter.Write(file, subtrahend.Version, left);
    }

    // As rbs: in a folder, those below folders whose names begin with _ are left out.
    private static IEnumerable<string> FindVisible(string path) => RbsFiles.Find([path]).Where(file =>
        !Path.GetRelativePath(path, file).Split('/').SkipLast(1).Any(part => part.StartsWith('_')));

    private static void Write((string Path, string Text) file)
    {
        try
        {
            if (file.Text.Length == 0)
                File.Delete(file.Path);
            else
                File.WriteAllText(file.Path, file.Text);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new UserException($"{file.Path}: {error.Message}; check that the file may be written");
        }
    }

    private static void WriteJson(List<(string Path, string Text)> files) => RbsJson.Print(json =>
    {
        json.WriteStartArray();
        foreach ((string path, string text) in files)
        {
            json.WriteStartObject();
            json.WriteString("path", path);
            json.WriteString("text", text);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    });
}
