using System.Diagnostics;

namespace Millpond.Cli.Tests;

/// <summary>What a run of the command left behind.</summary>
internal sealed record Ended(int Code, string Output, string Error)
{
    internal string LastErrorLine => Error.TrimEnd('\n').Split('\n')[^1];
}

/// <summary>The built command, run for real, with a made-up plugin unless a test brings another.</summary>
internal static class BuiltCommand
{
    internal static string Executable { get; } = Path.Combine(AppContext.BaseDirectory, "millpond");

    internal static Ended Run(params string[] arguments) =>
        RunIn(FakePlugin.Shared.Home, new Dictionary<string, string?>(), arguments);

    internal static Ended RunIn(
        string home, IReadOnlyDictionary<string, string?> variables, IReadOnlyList<string> arguments)
    {
        using Process process = Start(home, variables, arguments);
        Task<string> error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return new(process.ExitCode, output, error.Result);
    }

    internal static Process Start(
        string home, IReadOnlyDictionary<string, string?> variables, IReadOnlyList<string> arguments)
    {
        ProcessStartInfo start = new(Executable, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (string name in start.Environment.Keys.ToList())
            if (name.StartsWith("MILLPOND", StringComparison.Ordinal))
                start.Environment.Remove(name);
        start.Environment["MILLPOND_HOME"] = home;
        foreach ((string name, string? value) in variables)
            start.Environment[name] = value;
        return Process.Start(start)!;
    }
}
