using System.Text;

namespace Millpond.Cli;

/// <summary>
/// Standard output and error without <see cref="Console"/>'s writers: those set up the terminal, which costs time and is
/// not ours while a child uses it.
/// </summary>
internal static class Streams
{
    internal static Stream Output => Console.OpenStandardOutput();

    internal static Stream Error => Console.OpenStandardError();

    internal static bool ErrorIsTerminal => !Console.IsErrorRedirected;

    internal static void WriteLine(Stream stream, string text) => Write(stream, text + "\n");

    // In one piece, so that lines of several processes do not mix.
    internal static void Write(Stream stream, string text)
    {
        stream.Write(Encoding.UTF8.GetBytes(text));
        stream.Flush();
    }
}
