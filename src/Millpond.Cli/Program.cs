using Millpond.Cli.Verbs;
using Millpond.Lab;
using Millpond.Pages.Processes;

namespace Millpond.Cli;

internal static class Program
{
    private static int Main(string[] arguments)
    {
        // Before anything else is made: scripts ask for the version often, and nothing but the answer should cost.
        if (arguments is ["--version"])
        {
            Streams.WriteLine(Streams.Output, "millpond " + Product.Version);
            return 0;
        }
        CommandLine line = CommandLine.Split(Lossless(arguments));
        try
        {
            return Root.Run(line);
        }
        catch (UserException error)
        {
            Streams.WriteLine(Streams.Error, $"millpond{line.VerbForMessages}: {error.Message}");
            return error.ExitCode;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            Streams.WriteLine(
                Streams.Error, $"millpond{line.VerbForMessages}: {error.Message}; check that disk and folder allow it");
            return UserException.Failed;
        }
        catch (ChildStartException error)
        {
            Streams.WriteLine(Streams.Error, $"millpond{line.VerbForMessages}: {Explain(error)}");
            return error.IsMissing ? RunVerb.NotFound : RunVerb.NotRunnable;
        }
    }

    private static string Explain(ChildStartException error) => error.IsMissing
        ? $"{error.Command}: no such command (or its interpreter is missing); check the name and PATH"
        : $"{error.Message}; check that it is a program and may be run";

    // .NET replaces what is no UTF-8; the kernel still knows what was typed.
    private static string[] Lossless(string[] arguments)
    {
        if (!arguments.Any(argument => argument.Contains('\uFFFD')) || !OperatingSystem.IsLinux())
            return arguments;
        List<string> typed = NativeText.ReadList("/proc/self/cmdline");
        return [.. typed[^arguments.Length..]];
    }
}
