using System.CommandLine;
using System.Text;
using Millpond.Lab;
using Millpond.Rbs.Environments;

namespace Millpond.Cli.Verbs;

/// <summary>Lists classes, modules and interfaces.</summary>
internal sealed class RbsListVerb : Verb
{
    private readonly RbsEnvironmentOptions _environment = new();
    private readonly Option<bool> _classes = new("--class") { Description = "Classes" };
    private readonly Option<bool> _modules = new("--module") { Description = "Modules" };
    private readonly Option<bool> _interfaces = new("--interface") { Description = "Interfaces" };
    private readonly Option<bool> _json = CommonOptions.Json();

    internal RbsListVerb(CommandLine line)
        : base(
            "list",
            "List classes, modules and interfaces",
            "millpond rbs list [--class] [--module] [--interface] [--json] [options]",
            "millpond rbs list --module",
            "millpond rbs list -r json -I sig --json")
    {
        foreach (Option option in (Option[])[_classes, _modules, _interfaces, _json])
            Options.Add(option);
        _environment.AddTo(this);
        SetAction(parsed => Run(parsed, line.Command));
    }

    private int Run(System.CommandLine.ParseResult parsed, IReadOnlyList<string>? command)
    {
        NoCommand.Expect(command);
        if (_environment.LoadSound(parsed) is not { } environment)
            return UserException.Failed;
        bool classes = parsed.GetValue(_classes), modules = parsed.GetValue(_modules);
        bool interfaces = parsed.GetValue(_interfaces);
        bool all = !classes && !modules && !interfaces;
        IEnumerable<Entry> listed = Listed(environment, all || classes, all || modules, all || interfaces);
        if (parsed.GetValue(_json))
            RbsJson.Print(json => Write(json, listed));
        else
            Print(listed);
        return 0;
    }

    // Classes and modules, then aliases of such, then interfaces: as rbs does.
    private static IEnumerable<Entry> Listed(RbsEnvironment environment, bool classes, bool modules, bool interfaces) =>
    [
        .. environment.Classes.Where(entry => entry.IsClass ? classes : modules),
        .. environment.ClassAliases.Where(entry => entry.IsModule ? modules : classes),
        .. interfaces ? environment.Interfaces : Enumerable.Empty<InterfaceEntry>(),
    ];

    private static void Print(IEnumerable<Entry> listed)
    {
        StringBuilder text = new();
        foreach (Entry entry in listed)
            text.Append(entry.Name).Append(" (").Append(KindOf(entry)).Append(")\n");
        Streams.Write(Streams.Output, text.ToString());
    }

    private static void Write(System.Text.Json.Utf8JsonWriter json, IEnumerable<Entry> listed)
    {
        json.WriteStartArray();
        foreach (Entry entry in listed)
        {
            json.WriteStartObject();
            json.WriteString("name", entry.Name.ToString());
            json.WriteString("kind", KindOf(entry));
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static string KindOf(Entry entry) => entry.Kind switch
    {
        DeclarationKind.Class => "class",
        DeclarationKind.Module => "module",
        DeclarationKind.ClassAlias => "class alias",
        DeclarationKind.ModuleAlias => "module alias",
        _ => "interface",
    };
}
