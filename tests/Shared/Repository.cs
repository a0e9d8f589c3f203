using System.Diagnostics;

namespace Millpond.Testing;

/// <summary>This clone as the tests see it: its folders, its commands, and how to run them.</summary>
internal static class Repository
{
    private static readonly TimeSpan s_usualTimeout = TimeSpan.FromMinutes(2);

    /// <summary>The folder that holds Millpond.slnx.</summary>
    public static string Root { get; } = FindRoot(AppContext.BaseDirectory);

    /// <summary>The launcher, <c>./millpond</c>.</summary>
    public static string Millpond => Path.Combine(Root, "millpond");

    /// <summary>What the launcher builds: the command, and what <c>millpond run</c> puts on PYTHONPATH.</summary>
    public static string Built => Path.Combine(Root, "artifacts", "millpond");

    /// <summary>Goes on PYTHONPATH; holds the package <c>millpond</c> beside its library.</summary>
    public static string PythonFolder => Path.Combine(Built, "python");

    /// <summary>Goes before it when the plugin shall turn itself on.</summary>
    public static string AutoloadFolder => Path.Combine(Built, "python-autoload");

    /// <summary>The library that serves NumPy.</summary>
    public static string NumPyLibrary => Path.Combine(PythonFolder, "millpond", "libmillpond_numpy.so");

    /// <summary>The Debian trixie root, or null where ./test has not named one: <see cref="Require.Trixie"/>.</summary>
    public static string? TrixieRoot =>
        Environment.GetEnvironmentVariable("MILLPOND_TRIXIE") is { } root && Directory.Exists(root) ? root : null;

    /// <summary>Runs a command to its end. <paramref name="environment"/> changes this process's environment (null
    /// removes a variable). After <paramref name="timeout"/> (two minutes) it is killed with its children.</summary>
    public static async Task<CommandResult> RunAsync(
        string file,
        IEnumerable<string> arguments,
        IReadOnlyDictionary<string, string?>? environment = null,
        TimeSpan? timeout = null,
        string? folder = null)
    {
        ProcessStartInfo start = new(file, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            WorkingDirectory = folder ?? "",
        };
        foreach ((string name, string? value) in environment ?? new Dictionary<string, string?>())
            start.Environment[name] = value;

        using Process process = Process.Start(start) ?? throw new InvalidOperationException($"{file} did not start");
        process.StandardInput.Close();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        stop.CancelAfter(timeout ?? s_usualTimeout);
        Task<string> output = process.StandardOutput.ReadToEndAsync(stop.Token);
        Task<string> error = process.StandardError.ReadToEndAsync(stop.Token);
        try
        {
            await process.WaitForExitAsync(stop.Token);
            return new(process.ExitCode, await output, await error);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{file} {string.Join(' ', start.ArgumentList)} did not end in time");
        }
    }

    /// <summary><see cref="RunAsync"/> for code that cannot wait asynchronously.</summary>
    public static CommandResult Run(
        string file,
        IEnumerable<string> arguments,
        IReadOnlyDictionary<string, string?>? environment = null,
        TimeSpan? timeout = null) =>
        RunAsync(file, arguments, environment, timeout).GetAwaiter().GetResult();

    /// <summary>Runs a command inside the trixie root, where this clone and the temporary folder have their own paths;
    /// skips the test where there is no such root.</summary>
    public static Task<CommandResult> RunInTrixieAsync(
        IEnumerable<string> command,
        IReadOnlyDictionary<string, string?>? environment = null,
        TimeSpan? timeout = null,
        string? folder = null)
    {
        Require.Trixie();
        return RunAsync(Path.Combine(Root, "setup", "in-trixie"), command, environment, timeout, folder);
    }

    private static string FindRoot(string start)
    {
        for (DirectoryInfo? at = new(start); at is not null; at = at.Parent)
            if (File.Exists(Path.Combine(at.FullName, "Millpond.slnx")))
                return at.FullName;
        throw new InvalidOperationException($"no folder above {start} holds Millpond.slnx: run the tests in a clone");
    }
}

/// <summary>How a command ended, and all it printed.</summary>
internal sealed record CommandResult(int ExitCode, string Output, string Error)
{
    /// <summary>This result, or a failed test that shows what the command printed.</summary>
    public CommandResult Succeeded()
    {
        Assert.True(ExitCode == 0, $"exit code {ExitCode}\n{Error}\n{Output}");
        return this;
    }
}
