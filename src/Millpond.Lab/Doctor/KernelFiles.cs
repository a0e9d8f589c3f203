using System.Globalization;

namespace Millpond.Lab.Doctor;

/// <summary>
/// What the kernel tells in files, read below <paramref name="root"/> so that tests can make up a machine.
/// </summary>
internal sealed class KernelFiles(string root = "/")
{
    internal string? Text(string path)
    {
        try
        {
            return File.ReadAllText(Path.Combine(root, path)).Trim();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    internal long? Number(string path) => long.TryParse(
        Text(path), NumberStyles.Integer, CultureInfo.InvariantCulture, out long number) ? number : null;

    /// <summary>The chosen word of a file such as <c>always [madvise] never</c>.</summary>
    internal string? Choice(string path)
    {
        string? text = Text(path);
        int open = text?.IndexOf('[') ?? -1;
        int close = text?.IndexOf(']') ?? -1;
        return open >= 0 && close > open ? text![(open + 1)..close] : null;
    }

    /// <summary>The first number, in kB, of a line such as <c>MemTotal: 24683240 kB</c>.</summary>
    internal long? Kibibytes(string path, string key)
    {
        string? line = Text(path)?.Split('\n').FirstOrDefault(one => one.StartsWith(key, StringComparison.Ordinal));
        string? number = line?[key.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries).FirstOrDefault();
        return long.TryParse(number, CultureInfo.InvariantCulture, out long kibibytes) ? kibibytes * 1024 : null;
    }

    /// <summary>Percentages of the last 10 s from a pressure file.</summary>
    internal PressureFinding Pressure()
    {
        string? text = Text("proc/pressure/memory");
        return text is null ? new(false, null, null) : new(true, Average(text, "some"), Average(text, "full"));
    }

    /// <summary>v1, v2 or none: which kind of control group counts this process's memory.</summary>
    internal string CgroupKind()
    {
        string[] lines = Text("proc/self/cgroup")?.Split('\n') ?? [];
        string[][] fields = [.. lines.Select(line => line.Split(':', 3)).Where(parts => parts.Length == 3)];
        if (fields.Any(parts => parts[1].Split(',').Contains("memory")))
            return "v1";
        bool unified = fields.Any(parts => parts[0] == "0") && Text("sys/fs/cgroup/cgroup.controllers") is not null;
        return unified ? "v2" : "none";
    }

    private static double? Average(string text, string kind)
    {
        const string Key = "avg10=";
        string? line = text.Split('\n').FirstOrDefault(one => one.StartsWith(kind, StringComparison.Ordinal));
        string? field = line?.Split(' ').FirstOrDefault(one => one.StartsWith(Key, StringComparison.Ordinal));
        return double.TryParse(field?[Key.Length..], CultureInfo.InvariantCulture, out double percent) ? percent : null;
    }
}
