using System.CommandLine;
using System.Text.Json;
using Millpond.Lab;
using Millpond.Rbs.Ast;
using Millpond.Rbs.Definitions;
using Millpond.Rbs.Environments;

namespace Millpond.Cli.Verbs;

/// <summary>Shows the ancestors of a class or module.</summary>
internal sealed class RbsAncestorsVerb : Verb
{
    private readonly RbsEnvironmentOptions _environment = new();
    private readonly RbsTypeOptions _type = new();
    private readonly Option<bool> _json = CommonOptions.Json();

    internal RbsAncestorsVerb(CommandLine line)
        : base(
            "ancestors",
            "Show the ancestors of a class or module, nearest first",
            "millpond rbs ancestors [--instance | --singleton] [--json] [options] NAME",
            "millpond rbs ancestors ::Array",
            "millpond rbs ancestors --singleton -I sig User")
    {
        _type.AddTo(this);
        Options.Add(_json);
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
            IReadOnlyList<Ancestor>? ancestors =
                isSingleton ? builder.FindSingletonAncestors(name) : builder.FindInstanceAncestors(name);
            if (ancestors is null)
                return RbsTypeOptions.CannotFind($"class: {name}");
            if (parsed.GetValue(_json))
                RbsJson.Print(json => Write(json, ancestors, environment));
            else
                Streams.Write(Streams.Output, string.Concat(ancestors.Select(
                    ancestor => $"{ancestor.ToText(environment.Version)}\n")));
            return 0;
        });
    }

    private static void Write(Utf8JsonWriter json, IReadOnlyList<Ancestor> ancestors, RbsEnvironment environment)
    {
        json.WriteStartArray();
        foreach (Ancestor ancestor in ancestors)
        {
            json.WriteStartObject();
            json.WriteString("name", ancestor.Name.ToString());
            json.WriteString("kind", ancestor.IsSingleton ? "singleton" : "instance");
            json.WriteStartArray("args");
            foreach (RbsType arg in ancestor.Args)
                json.WriteStringValue(TypeText.Of(arg, environment.Version));
            json.WriteEndArray();
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }
}
