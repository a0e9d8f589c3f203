using System.Text;
using Millpond.Pages.Processes;

namespace Millpond.Cli;

/// <summary>Text on standard output and error.</summary>
internal static class Streams
{
    internal const int Output = StandardStreams.Output;

    internal const int Error = StandardStreams.Error;

    internal static bool ErrorIsTerminal => StandardStreams.TerminalColumns(Error) is not null;

    internal static void WriteLine(int stream, string text) => Write(stream, text + "\n");

    // In one piece, so that lines of several processes do not mix.
    internal static void Write(int stream, string text) => StandardStreams.Write(stream, Encoding.UTF8.GetBytes(text));
}
