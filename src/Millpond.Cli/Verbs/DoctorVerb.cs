using System.CommandLine;
using System.Text.Json;
using Millpond.Cli.Rendering;
using Millpond.Lab;
using Millpond.Lab.Doctor;
using Millpond.Lab.Launching;

namespace Millpond.Cli.Verbs;

/// <summary>Looks whether Millpond can work here, and what others would make of warm memory.</summary>
internal sealed class DoctorVerb : Verb
{
    private readonly Option<string?> _python = CommonOptions.Python();
    private readonly Option<bool> _json = CommonOptions.Json();

    internal DoctorVerb(CommandLine line)
        : base(
            "doctor",
            "Find out whether Millpond can work here, who else watches memory, and what to set",
            "millpond doctor [--python PATH] [--json]",
            "millpond doctor",
            "millpond doctor --python .venv/bin/python --json")
    {
        Options.Add(_python);
        Options.Add(_json);
        SetAction(parsed => Run(parsed, line.Command));
    }

    private int Run(ParseResult parsed, IReadOnlyList<string>? command)
    {
        NoCommand.Expect(command);
        DoctorFindings findings = Findings.Gather(parsed.GetValue(_python), Installation.OfThisCommand());
        if (parsed.GetValue(_json))
            Streams.WriteLine(Streams.Output, JsonSerializer.Serialize(findings, LabJson.Default.DoctorFindings));
        else
            DoctorTable.Write(findings);
        return 0;
    }
}

/// <summary>For verbs that run no command.</summary>
internal static class NoCommand
{
    internal static void Expect(IReadOnlyList<string>? command)
    {
        if (command is not null)
            throw new UserException("takes no command; leave out the -- and what follows");
    }
}
