using System.Text.Json;
using Millpond.Pages.Processes;

namespace Millpond.Lab.Launching;

/// <summary>A Python that has NumPy.</summary>
/// <param name="Path">How it is started.</param>
/// <param name="Executable">Where it says it is.</param>
/// <param name="Version">E.g. 3.11.2.</param>
/// <param name="NumPyVersion">E.g. 1.24.2.</param>
public sealed record PythonFound(string Path, string Executable, string Version, string NumPyVersion);

/// <summary>Finds a Python with NumPy: the one asked for, else python3 on PATH, else /usr/bin/python3.</summary>
public static class PythonFinder
{
    private const string Probe =
        "import json, platform, sys, numpy; "
        + "print(json.dumps([sys.executable, platform.python_version(), numpy.__version__]))";

    private static readonly string[] s_usual = ["python3", "/usr/bin/python3"];

    /// <summary>The first that has NumPy. Costs an import of NumPy each.</summary>
    /// <exception cref="UserException">None has, or the one asked for has not.</exception>
    public static PythonFound Find(string? asked)
    {
        if (asked is not null)
            return Try(asked, out string why) ?? throw new UserException($"--python {asked}: {why}");
        foreach (string usual in s_usual)
            if (Try(usual, out _) is { } found)
                return found;
        throw new UserException(
            "no Python with NumPy: neither python3 on PATH nor /usr/bin/python3 has it; install it (Debian: "
            + "apt install python3-numpy), or name another with --python PATH",
            UserException.Failed);
    }

    private static PythonFound? Try(string path, out string why)
    {
        why = "";
        try
        {
            CapturedCommand answer = CapturedCommand.Run([path, "-c", Probe]);
            string[]? said = answer.Exit.Status.IsSuccess
                ? JsonSerializer.Deserialize(answer.Output, LabJson.Default.StringArray)
                : null;
            if (said is [var at, var version, var numpy])
                return new(path, at, version, numpy);
            why = answer.ErrorTail.Contains("numpy", StringComparison.Ordinal)
                ? "it has no NumPy; install NumPy for it, or name another"
                : "it does not answer as Python does; name a python3";
        }
        catch (ChildStartException error)
        {
            why = error.IsMissing ? "no such command; check the path" : "it cannot be run; check its permissions";
        }
        catch (JsonException)
        {
            why = "it does not answer as Python does; name a python3";
        }
        return null;
    }
}
