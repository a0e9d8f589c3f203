using System.CommandLine;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Millpond.Lab;
using Millpond.Rbs.Ast;
using Millpond.Rbs.Definitions;
using Millpond.Rbs.Parsing;

namespace Millpond.Cli.Verbs;

/// <summary>Shows one method: where it comes from, and its types.</summary>
internal sealed class RbsMethodVerb : Verb
{
    // Then rbs began to say where each type stands.
    private static readonly RbsVersion s_saysPlaces = new(3, 0);

    private readonly RbsEnvironmentOptions _environment = new();
    private readonly RbsTypeOptions _type = new();
    private readonly Argument<string> _method = new("method") { Description = "The method's name, such as gsub" };
    private readonly Option<bool> _json = CommonOptions.Json();

    internal RbsMethodVerb(CommandLine line)
        : base(
            "method",
            "Show a method: where it is defined, and its types",
            "millpond rbs method [--instance | --singleton] [--json] [options] NAME METHOD",
            "millpond rbs method ::String gsub",
            "millpond rbs method --singleton ::Array new")
    {
        _type.AddTo(this);
        Arguments.Add(_method);
        Options.Add(_json);
        _environment.AddTo(this);
        SetAction(parsed => Run(parsed, line.Command));
    }

    private int Run(System.CommandLine.ParseResult parsed, IReadOnlyList<string>? command)
    {
        NoCommand.Expect(command);
        TypeName name = _type.Name(parsed);
        bool isSingleton = _type.IsSingleton(parsed);
        var methodName = Millpond.Rbs.Ast.Name.Of(parsed.GetValue(_method) ?? "");
        if (_environment.LoadSound(parsed) is not { } environment)
            return UserException.Failed;
        return RbsTypeOptions.Told(() =>
        {
            DefinitionBuilder builder = new(environment);
            Definition? definition = isSingleton ? builder.FindSingleton(name) : builder.FindInstance(name);
            if (definition is null)
                return RbsTypeOptions.CannotFind($"class: {name}");
            if (definition.FindMethod(methodName) is not { } method)
                return RbsTypeOptions.CannotFind($"method: {methodName}");
            if (parsed.GetValue(_json))
                RbsJson.Print(json => Write(json, name, isSingleton, method, environment.Version));
            else
                Streams.Write(Streams.Output, Text(name, isSingleton, method, environment.Version));
            return 0;
        });
    }

    private static string Text(TypeName name, bool isSingleton, DefinedMethod method, RbsVersion version)
    {
        StringBuilder text = new();
        text.Append(CultureInfo.InvariantCulture, $"{name}{(isSingleton ? '.' : '#')}{method.Name}\n");
        text.Append(CultureInfo.InvariantCulture, $"  defined_in: {method.DefinedIn}\n");
        text.Append(CultureInfo.InvariantCulture, $"  implementation: {method.ImplementedIn}\n");
        text.Append(CultureInfo.InvariantCulture, $"  accessibility: {(method.IsPrivate ? "private" : "public")}\n");
        text.Append("  types:\n");
        string[] types = [.. method.Overloads.Select(overload => TypeText.Of(overload.Type, version))];
        // Ruby pads to characters.
        int width = types.Max(Characters);
        for (int at = 0; at < types.Length; at++)
        {
            text.Append(at == 0 ? "      " : "    | ").Append(types[at]);
            if (version >= s_saysPlaces)
                text.Append(' ', width - Characters(types[at])).Append("   at ").Append(method.Overloads[at].Place);
            text.Append('\n');
        }
        return text.ToString();
    }

    private static int Characters(string text) => text.EnumerateRunes().Count();

    private static void Write(
        Utf8JsonWriter json, TypeName name, bool isSingleton, DefinedMethod method, RbsVersion version)
    {
        json.WriteStartObject();
        json.WriteString("type", name.ToString());
        json.WriteString("kind", isSingleton ? "singleton" : "instance");
        json.WriteString("name", method.Name.Text);
        json.WriteString("visibility", method.IsPrivate ? "private" : "public");
        json.WriteString("defined_in", method.DefinedIn?.ToString());
        json.WriteString("implemented_in", method.ImplementedIn?.ToString());
        json.WriteString("alias_of", method.AliasOf?.Name.Text);
        json.WriteString("super", method.Super?.DefinedIn?.ToString());
        json.WriteStartArray("types");
        foreach (MethodOverload overload in method.Overloads)
        {
            json.WriteStartObject();
            json.WriteString("type", TypeText.Of(overload.Type, version));
            json.WriteString("defined_in", overload.DefinedIn.ToString());
            json.WriteString("location", overload.Place?.ToString());
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
