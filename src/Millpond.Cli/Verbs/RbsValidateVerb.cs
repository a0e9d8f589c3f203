using System.CommandLine;
using System.Text;
using Millpond.Lab;
using Millpond.Rbs.Definitions;
using Millpond.Rbs.Diagnostics;
using Millpond.Rbs.Environments;
using Millpond.Rbs.Parsing;
using Millpond.Rbs.Validation;

namespace Millpond.Cli.Verbs;

/// <summary>Validates signatures: every error, as <c>rbs validate</c> words it.</summary>
internal sealed class RbsValidateVerb : Verb
{
    // Until then rbs said what it was at, unless it had to be silent.
    private static readonly RbsVersion s_isSilent = new(3, 3);

    private readonly RbsEnvironmentOptions _environment = new();
    private readonly Option<bool> _silent = new("--silent")
    {
        Description = "Print only errors, which rbs before 3.3 does not",
    };

    private readonly Option<bool> _failFast = new("--fail-fast") { Description = "Stop at the first error" };
    private readonly Option<bool> _exitError = new("--exit-error-on-syntax-error")
    {
        Description = "Fail for warnings too: what RBS 4.0 does not allow any more",
    };

    private readonly Option<DiagnosticFormat> _format = RbsOptions.Format();
    private readonly Option<bool> _json = CommonOptions.Json("The same as --format json");

    internal RbsValidateVerb(CommandLine line)
        : base(
            "validate",
            "Validate signatures: names, arguments, methods, ancestors, variance; every error at once",
            "millpond rbs validate [--silent] [--fail-fast] [--format FORMAT] [options]",
            "millpond rbs validate -I sig",
            "millpond rbs validate -r json -I sig --format github")
    {
        foreach (Option option in (Option[])[_silent, _failFast, _exitError, _format, _json])
            Options.Add(option);
        _environment.AddTo(this);
        SetAction(parsed => Run(parsed, line.Command));
    }

    private int Run(System.CommandLine.ParseResult parsed, IReadOnlyList<string>? command)
    {
        NoCommand.Expect(command);
        RbsEnvironment environment = _environment.Load(parsed);
        ValidationResult result =
            new Validator(environment).Validate(parsed.GetValue(_failFast), _environment.Threads(parsed));
        DiagnosticFormat format = parsed.GetValue(_json) ? DiagnosticFormat.Json : parsed.GetValue(_format);
        if (format == DiagnosticFormat.Text)
            Print(environment, result, parsed.GetValue(_silent));
        else
        {
            Diagnostic[] findings = [.. result.All.Select(error => error.ToDiagnostic())];
            Streams.Write(Streams.Output, DiagnosticReport.Of(findings, format));
        }
        bool isWrong = !result.IsValid || (parsed.GetValue(_exitError) && !result.Warnings.IsEmpty);
        return isWrong ? UserException.Failed : 0;
    }

    // Errors go where rbs logs them.
    private static void Print(RbsEnvironment environment, ValidationResult result, bool isSilent)
    {
        if (!isSilent && environment.Version < s_isSilent)
            Streams.Write(Streams.Output, Progress(environment, result.FirstFailed));
        StringBuilder text = new();
        foreach (DefinitionError error in result.All)
            text.Append(error.FullText).Append('\n');
        Streams.Write(Streams.Error, text.ToString());
    }

    private static string Progress(RbsEnvironment environment, object? last)
    {
        IEnumerable<(string What, object Name, object Entry)> steps =
        [
            .. environment.Classes.Select(entry => ("class/module definition", (object)entry.Name, (object)entry)),
            .. environment.ClassAliases.Select(
                entry => ("class/module alias definition", (object)entry.Name, (object)entry)),
            .. environment.Interfaces.Select(entry => ("interface", (object)entry.Name, (object)entry)),
            .. environment.Constants.Select(entry => ("constant", (object)entry.Name, (object)entry)),
            .. environment.Globals.Select(entry => ("global", (object)entry.Name, (object)entry)),
            .. environment.TypeAliases.Select(entry => ("alias", (object)entry.Name, (object)entry)),
        ];
        StringBuilder text = new();
        foreach ((string what, object name, object entry) in steps)
        {
            text.Append("Validating ").Append(what).Append(": `").Append(name).Append("`...\n");
            if (ReferenceEquals(entry, last))
                break;
        }
        return text.ToString();
    }
}
