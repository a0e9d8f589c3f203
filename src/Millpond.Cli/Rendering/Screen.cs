using System.Text;
using Millpond.Pages.Processes;
using Spectre.Console;

namespace Millpond.Cli.Rendering;

/// <summary>
/// Where tables are drawn: colour on terminals only, and wide enough elsewhere that no cell is broken.
/// </summary>
internal static class Screen
{
    private const int WidthWithoutTerminal = 200;
    private const int WidthIfUnknown = 80;

    /// <summary>Draws on standard output.</summary>
    internal static void Show(Action<IAnsiConsole> draw) =>
        Streams.Write(Streams.Output, Draw(draw, StandardStreams.TerminalColumns(Streams.Output)));

    /// <summary>Draws into a string: no colour, no escape.</summary>
    internal static string Text(Action<IAnsiConsole> draw) => Draw(draw, null);

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

    private static string Draw(Action<IAnsiConsole> draw, int? columns)
    {
        using StringWriter writer = new();
        bool hasEscapes = columns is not null
            && Environment.GetEnvironmentVariable("TERM") is not (null or "" or "dumb");
        bool hasColour = hasEscapes && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));
        IAnsiConsole console = AnsiConsole.Create(new()
        {
            Out = new Sheet(
                writer, columns is 0 ? WidthIfUnknown : columns ?? WidthWithoutTerminal, columns is not null),
            Ansi = hasEscapes ? AnsiSupport.Yes : AnsiSupport.No,
            ColorSystem = hasColour ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
        });
        draw(console);
        return writer.ToString();
    }

    // Spectre's own output asks Console for the width, which sets up the terminal.
    private sealed class Sheet(TextWriter writer, int width, bool isTerminal) : IAnsiConsoleOutput
    {
        public TextWriter Writer => writer;

        public bool IsTerminal => isTerminal;

        public int Width => width;

        public int Height => int.MaxValue;

        public void SetEncoding(Encoding encoding)
        {
            // What is drawn becomes bytes elsewhere.
        }
    }
}
