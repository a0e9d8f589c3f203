using System.CommandLine;
using Millpond.Lab;
using Millpond.Rbs.Ast;
using Millpond.Rbs.Constants;
using Millpond.Rbs.Definitions;
using Millpond.Rbs.Environments;

namespace Millpond.Cli.Verbs;

/// <summary>Resolves a constant.</summary>
internal sealed class RbsConstantVerb : Verb
{
    private readonly RbsEnvironmentOptions _environment = new();
    private readonly Argument<string> _name = new("NAME") { Description = "The constant, such as File::SEPARATOR" };
    private readonly Option<string?> _context = CommonOptions.Text(
        "--context", "MODULE", "The class or module where the name is written (default: the top level)");

    private readonly Option<bool> _json = CommonOptions.Json();

    internal RbsConstantVerb(CommandLine line)
        : base(
            "constant",
            "Say what a constant is",
            "millpond rbs constant [--context MODULE] [--json] [options] NAME",
            "millpond rbs constant --context=::Encoding UTF_8")
    {
        Arguments.Add(_name);
        Options.Add(_context);
        Options.Add(_json);
        _environment.AddTo(this);
        SetAction(parsed => Run(parsed, line.Command));
    }

    private int Run(System.CommandLine.ParseResult parsed, IReadOnlyList<string>? command)
    {
        NoCommand.Expect(command);
        TypeName name = Parse(parsed.GetValue(_name)!);
        string? written = parsed.GetValue(_context);
        TypeName? context = written is null ? null : Parse(written).ToAbsolute();
        if (_environment.LoadSound(parsed) is not { } environment)
            return UserException.Failed;
        if (context is not null && environment.Find(context) is null && environment.FindNormalized(context) is null)
            throw new UserException($"--context {written}: there is no such class or module; see millpond rbs list");
        ResolvedConstant? constant = Resolve(environment, name, context);
        string? type = constant is null ? null : TypeText.Of(constant.Type, environment.Version);
        if (parsed.GetValue(_json))
            Print(name, context, constant, type);
        else
            Print(environment, name, context is null ? "" : written!, constant, type);
        return 0;
    }

    private static ResolvedConstant? Resolve(RbsEnvironment environment, TypeName name, TypeName? context)
    {
        try
        {
            return new ConstantResolver(new(environment)).Resolve(name, context);
        }
        catch (DefinitionException error)
        {
            throw new UserException(error.Message, UserException.Failed);
        }
    }

    // As rbs prints it: before version 3 the context as a namespace.
    private static void Print(
        RbsEnvironment environment, TypeName name, string context, ResolvedConstant? constant, string? type)
    {
        if (environment.Version.Major < 3)
            context = context.Length == 0 ? "::" : TypeName.Parse(context).ToAbsolute().ToNamespace().ToString();
        string found = constant is null ? "[no constant]" : $"{constant.Name}: {type}";
        Streams.Write(Streams.Output, $"Context: {context}\nConstant name: {name}\n => {found}\n");
    }

    private static void Print(TypeName name, TypeName? context, ResolvedConstant? constant, string? type) =>
        RbsJson.Print(json =>
        {
            json.WriteStartObject();
            json.WriteString("context", context?.ToString());
            json.WriteString("asked", name.ToString());
            json.WriteString("name", constant?.Name.ToString());
            json.WriteString("type", type);
            json.WriteEndObject();
        });

    private static TypeName Parse(string text)
    {
        try
        {
            return TypeName.Parse(text);
        }
        catch (FormatException error)
        {
            throw new UserException(error.Message);
        }
    }
}
