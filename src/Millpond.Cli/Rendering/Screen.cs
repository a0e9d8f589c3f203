using Spectre.Console;

namespace Millpond.Cli.Rendering;

/// <summary>Where tables are drawn: colour on terminals only, and wide enough elsewhere that no cell is broken.</summary>
internal static class Screen
{
    private const int WidthWithoutTerminal = 200;

    internal static IAnsiConsole Output() => Make(Console.Out, !Console.IsOutputRedirected);

    /// <summary>For text that goes elsewhere: no colour, no escape.</summary>
    internal static IAnsiConsole Plain(TextWriter writer) => Make(writer, false);

    internal static Table Table(params string[] headings)
    {
        Table table = new() { Border = TableBorder.Rounded };
        foreach (string heading in headings)
            table.AddColumn(Bold(heading));
        return table;
    }

    internal static string Bold(string text) => $"[bold]{Markup.Escape(text)}[/]";

    internal static string Good(string text) => $"[green]{Markup.Escape(text)}[/]";

    internal static string Bad(string text) => $"[red]{Markup.Escape(text)}[/]";

    internal static string Faint(string text) => $"[grey]{Markup.Escape(text)}[/]";

    private static IAnsiConsole Make(TextWriter writer, bool isTerminal)
    {
        IAnsiConsole console = AnsiConsole.Create(new()
        {
            Out = new AnsiConsoleOutput(writer),
            Ansi = isTerminal ? AnsiSupport.Detect : AnsiSupport.No,
            ColorSystem = isTerminal && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"))
                ? ColorSystemSupport.Detect
                : ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
        });
        if (!isTerminal)
            console.Profile.Width = WidthWithoutTerminal;
        return console;
    }
}
