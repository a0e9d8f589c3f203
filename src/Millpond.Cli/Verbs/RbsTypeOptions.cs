using System.CommandLine;
using Millpond.Lab;
using Millpond.Rbs.Ast;
using Millpond.Rbs.Definitions;

namespace Millpond.Cli.Verbs;

/// <summary>What the verbs about one class or module share: its name, and whether it or its instances are
/// meant.</summary>
internal sealed class RbsTypeOptions
{
    private readonly Argument<string> _name = new("name") { Description = "The class or module, such as ::String" };
    private readonly Option<bool> _instance = new("--instance") { Description = "Of its instances (default)" };
    private readonly Option<bool> _singleton = new("--singleton") { Description = "Of the class or module itself" };

    internal void AddTo(Command command)
    {
        command.Arguments.Add(_name);
        command.Options.Add(_instance);
        command.Options.Add(_singleton);
    }

    /// <summary>The name from the top: <c>String</c> is <c>::String</c>.</summary>
    internal TypeName Name(System.CommandLine.ParseResult parsed)
    {
        string text = parsed.GetValue(_name) ?? "";
        try
        {
            return TypeName.Parse(text).ToAbsolute();
        }
        catch (FormatException error)
        {
            throw new UserException(error.Message);
        }
    }

    internal bool IsSingleton(System.CommandLine.ParseResult parsed)
    {
        bool isSingleton = parsed.GetValue(_singleton);
        if (isSingleton && parsed.GetValue(_instance))
            throw new UserException("ancestors and methods are those of instances or of the class itself: "
                + "leave out --instance or --singleton");
        return isSingleton;
    }

    /// <summary>Says, in rbs's words, that there is no such class.</summary>
    internal static int CannotFind(string what)
    {
        Streams.WriteLine(Streams.Output, $"Cannot find {what}");
        return UserException.Failed;
    }

    /// <summary>Runs what may meet an error in the signatures; that is printed.</summary>
    internal static int Told(Func<int> run)
    {
        try
        {
            return run();
        }
        catch (DefinitionException exception)
        {
            Streams.WriteLine(Streams.Error, exception.Error.FullText.TrimEnd('\n'));
            return UserException.Failed;
        }
    }
}
