using System.CommandLine;
using System.Text;
using Millpond.Lab;
using Millpond.Rbs.Ast;
using Millpond.Rbs.Comparing;
using Millpond.Rbs.Diagnostics;
using Millpond.Rbs.Environments;
using Millpond.Rbs.Environments.Loading;

namespace Millpond.Cli.Verbs;

/// <summary>Compares classes in two sets of signatures.</summary>
internal sealed class RbsDiffVerb : Verb
{
    private readonly RbsEnvironmentOptions _environment = new();
    private readonly Option<string[]> _before = Folders("--before", "A folder of signatures, before");
    private readonly Option<string[]> _after = Folders("--after", "A folder of signatures, after");
    private readonly Option<string[]> _names = new("--type-name")
    {
        HelpName = "NAME",
        Description = "A class or module to compare; may be repeated",
    };

    private readonly Option<string?> _format = CommonOptions.Text("--format", "FORMAT", "diff (default) or markdown");
    private readonly Option<bool> _detail = new("--detail") { Description = "Also where each is defined; visibility" };
    private readonly Option<bool> _json = CommonOptions.Json();

    internal RbsDiffVerb(CommandLine line)
        : base(
            "diff",
            "Compare the methods and constants of a class in two sets of signatures",
            "millpond rbs diff [--before DIR] [--after DIR] --type-name NAME [--format FORMAT] [--detail] [options]",
            "millpond rbs diff --before sig-1.0 --after sig --type-name Foo",
            "millpond rbs diff --type-name Time --after stdlib/time/0 --format markdown")
    {
        foreach (Option option in (Option[])[_before, _after, _names, _format, _detail, _json])
            Options.Add(option);
        _environment.AddTo(this);
        SetAction(parsed => Run(parsed, line.Command));
    }

    private int Run(System.CommandLine.ParseResult parsed, IReadOnlyList<string>? command)
    {
        NoCommand.Expect(command);
        string format = parsed.GetValue(_format) ?? "diff";
        if (format is not ("diff" or "markdown"))
            throw new UserException($"--format {format}: give diff or markdown");
        TypeName[] names = [.. (parsed.GetValue(_names) ?? []).Select(Parse)];
        if (names.Length == 0)
            throw new UserException("say what to compare with --type-name, such as --type-name Time");
        LoaderOptions options = _environment.Read(parsed);
        RbsEnvironment before = Load(options, parsed.GetValue(_before)), after = Load(options, parsed.GetValue(_after));
        IReadOnlyList<Diagnostic> findings = [.. before.Diagnostics, .. after.Diagnostics];
        if (findings.Count > 0)
        {
            Streams.Write(Streams.Error, DiagnosticReport.Of(findings, DiagnosticFormat.Text));
            return UserException.Failed;
        }
        List<string> warnings = [];
        List<SignatureChange> changes = [.. names.SelectMany(name =>
            SignatureDiff.Of(before, after, name, parsed.GetValue(_detail), warnings))];
        foreach (string warning in warnings)
            Streams.WriteLine(Streams.Error, $"millpond rbs diff: {warning}");
        if (parsed.GetValue(_json))
            WriteJson(changes);
        else
            Streams.Write(Streams.Output, format == "diff" ? AsDiff(changes) : AsMarkdown(changes));
        return 0;
    }

    private static RbsEnvironment Load(LoaderOptions options, string[]? folders)
    {
        foreach (string folder in folders ?? [])
        {
            if (!Directory.Exists(folder) && !File.Exists(folder))
                throw new UserException($"{folder}: no such folder; give folders that hold .rbs files");
        }
        try
        {
            return DiffSide.Load(options, folders ?? []);
        }
        catch (RbsLoadException error)
        {
            throw new UserException(error.Message);
        }
    }

    private static string AsDiff(IEnumerable<SignatureChange> changes) =>
        string.Join('\n', changes.Select(change => $"- {change.Before}\n+ {change.After}\n"));

    private static string AsMarkdown(IEnumerable<SignatureChange> changes)
    {
        StringBuilder text = new("| before | after |\n| --- | --- |\n");
        foreach (SignatureChange change in changes)
            text.Append($"| `{Escape(change.Before)}` | `{Escape(change.After)}` |\n");
        return text.ToString();
    }

    private static string Escape(string text) => text.Replace("|", "\\|", StringComparison.Ordinal);

    private static void WriteJson(IEnumerable<SignatureChange> changes) => RbsJson.Print(json =>
    {
        json.WriteStartArray();
        foreach (SignatureChange change in changes)
        {
            json.WriteStartObject();
            json.WriteString("before", change.Before);
            json.WriteString("after", change.After);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    });

    private static TypeName Parse(string text)
    {
        try
        {
            return TypeName.Parse(text).ToAbsolute();
        }
        catch (FormatException error)
        {
            throw new UserException($"--type-name {text}: {error.Message}");
        }
    }

    private static Option<string[]> Folders(string name, string description) => new(name)
    {
        HelpName = "DIR",
        Description = description + "; may be repeated",
    };
}
