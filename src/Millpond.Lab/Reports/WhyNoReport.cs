namespace Millpond.Lab.Reports;

/// <summary>No process wrote a report: the likeliest reason, from what was started and how.</summary>
public static class WhyNoReport
{
    /// <summary>The reason for <paramref name="command"/>; <paramref name="variable"/> reads its environment.</summary>
    public static string Explain(IReadOnlyList<string> command, Func<string, string?> variable)
    {
        ArgumentNullException.ThrowIfNull(command);
        ArgumentNullException.ThrowIfNull(variable);
        if (variable("MILLPOND") == "off")
            return "MILLPOND=off is set; unset it to use the plugin";
        if (IsolatingOption(command) is { } option)
            return $"python -{option} ignores {(option == 'S' ? "sitecustomize" : "PYTHONPATH")}; "
                + "leave the option out, or call millpond.enable() in the program";
        return "no Python process imported NumPy and ended normally";
    }

    // -I and -E make Python ignore PYTHONPATH; -S keeps it from importing site, and so sitecustomize.
    private static char? IsolatingOption(IReadOnlyList<string> command)
    {
        if (command.Count == 0 || !Path.GetFileName(command[0]).StartsWith("python", StringComparison.Ordinal))
            return null;
        for (int index = 1; index < command.Count; index++)
        {
            string argument = command[index];
            if (argument.Length < 2 || argument[0] != '-' || argument[1] == '-')
                return null;
            for (int place = 1; place < argument.Length; place++)
            {
                if (argument[place] is 'I' or 'E' or 'S')
                    return argument[place];
                // -c and -m end Python's own options; -W and -X take the rest of this argument, or else the next.
                if (argument[place] is 'c' or 'm')
                    return null;
                if (argument[place] is not ('W' or 'X'))
                    continue;
                index += place == argument.Length - 1 ? 1 : 0;
                break;
            }
        }
        return null;
    }
}
