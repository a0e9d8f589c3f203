using System.CommandLine;
using System.Text;
using System.Text.Json;
using Millpond.Lab;
using Millpond.Rbs.Ast;
using Millpond.Rbs.Definitions;

namespace Millpond.Cli.Verbs;

/// <summary>Lists the methods of a class or module.</summary>
internal sealed class RbsMethodsVerb : Verb
{
    private readonly RbsEnvironmentOptions _environment = new();
    private readonly RbsTypeOptions _type = new();
    private readonly Option<bool> _inherit = new("--inherit") { Description = "Inherited ones too (default)" };
    private readonly Option<bool> _noInherit = new("--no-inherit") { Description = "Only those of the class itself" };
    private readonly Option<bool> _json = CommonOptions.Json();

    internal RbsMethodsVerb(CommandLine line)
        : base(
            "methods",
            "List the methods of a class or module, with their visibility",
            "millpond rbs methods [--instance | --singleton] [--no-inherit] [--json] [options] NAME",
            "millpond rbs methods ::String",
            "millpond rbs methods --singleton --no-inherit -r json JSON")
    {
        _type.AddTo(this);
        foreach (Option option in (Option[])[_inherit, _noInherit, _json])
            Options.Add(option);
        _environment.AddTo(this);
        SetAction(parsed => Run(parsed, line.Command));
    }

    private int Run(System.CommandLine.ParseResult parsed, IReadOnlyList<string>? command)
    {
        NoCommand.Expect(command);
        TypeName name = _type.Name(parsed);
        bool isSingleton = _type.IsSingleton(parsed);
        if (_environment.LoadSound(parsed) is not { } environment)
            return UserException.Failed;
        return RbsTypeOptions.Told(() =>
        {
            DefinitionBuilder builder = new(environment);
            Definition? definition = isSingleton ? builder.FindSingleton(name) : builder.FindInstance(name);
            if (definition is null)
                return RbsTypeOptions.CannotFind($"class: {name}");
            IEnumerable<DefinedMethod> methods = definition.Methods.OrderBy(method => method.Name, ByBytes.Comparer);
            if (parsed.GetValue(_noInherit))
                methods = methods.Where(method => ReferenceEquals(method.ImplementedIn, name));
            if (parsed.GetValue(_json))
                RbsJson.Print(json => Write(json, methods));
            else
                Print(methods);
            return 0;
        });
    }

    private static void Print(IEnumerable<DefinedMethod> methods)
    {
        StringBuilder text = new();
        foreach (DefinedMethod method in methods)
            text.Append(method.Name).Append(method.IsPrivate ? " (private)\n" : " (public)\n");
        Streams.Write(Streams.Output, text.ToString());
    }

    private static void Write(Utf8JsonWriter json, IEnumerable<DefinedMethod> methods)
    {
        json.WriteStartArray();
        foreach (DefinedMethod method in methods)
        {
            json.WriteStartObject();
            json.WriteString("name", method.Name.Text);
            json.WriteString("visibility", method.IsPrivate ? "private" : "public");
            json.WriteString("defined_in", method.DefinedIn?.ToString());
            json.WriteString("implemented_in", method.ImplementedIn?.ToString());
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    /// <summary>As Ruby compares symbols: by their bytes, which is by code points.</summary>
    private sealed class ByBytes : IComparer<Name>
    {
        internal static ByBytes Comparer { get; } = new();

        public int Compare(Name? x, Name? y) =>
            Encoding.UTF8.GetBytes(x?.Text ?? "").AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(y?.Text ?? ""));
    }
}
