using System.Globalization;

namespace Millpond.Lab.Doctor;

/// <summary>What the kernel tells in files, read below <paramref name="root"/> so that tests can make up a machine.</summary>
internal sealed class KernelFiles(string root = "/")
{
    // cgroup v1 says "no limit" with the largest multiple of the page size below 2^63.
    private const long NoLimitFromBytes = 1L << 62;

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

    /// <summary>The soft limit on the address space, or null.</summary>
    internal long? AddressSpaceLimit()
    {
        const string Key = "Max address space";
        string? line = Text("proc/self/limits")?.Split('\n').FirstOrDefault(one => one.StartsWith(Key, StringComparison.Ordinal));
        string? soft = line?[Key.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries).FirstOrDefault();
        return long.TryParse(soft, CultureInfo.InvariantCulture, out long bytes) ? bytes : null;
    }

    /// <summary>The kind of memory cgroup and the smallest limit from this process's group up to the root.</summary>
    internal (string Kind, long? LimitBytes) Cgroup()
    {
        string[] lines = Text("proc/self/cgroup")?.Split('\n') ?? [];
        string[][] fields = [.. lines.Select(line => line.Split(':', 3)).Where(parts => parts.Length == 3)];
        string? v1 = fields.FirstOrDefault(parts => parts[1].Split(',').Contains("memory"))?[2];
        if (v1 is not null)
            return ("v1", SmallestLimit("sys/fs/cgroup/memory", v1, "memory.limit_in_bytes"));
        string? v2 = fields.FirstOrDefault(parts => parts[0] == "0")?[2];
        return v2 is not null && Text("sys/fs/cgroup/cgroup.controllers") is not null
            ? ("v2", SmallestLimit("sys/fs/cgroup", v2, "memory.max"))
            : ("none", null);
    }

    // In a container the path is often the host's and not there: then the mount's own root is the group.
    private long? SmallestLimit(string mount, string group, string file)
    {
        long? smallest = null;
        for (string path = group.Trim('/'); ; path = path[..Math.Max(0, path.LastIndexOf('/'))])
        {
            long? limit = Number(Path.Combine(mount, path, file));
            if (limit < NoLimitFromBytes && (smallest is null || limit < smallest))
                smallest = limit;
            if (path.Length == 0)
                return smallest;
        }
    }

    private static double? Average(string text, string kind)
    {
        const string Key = "avg10=";
        string? line = text.Split('\n').FirstOrDefault(one => one.StartsWith(kind, StringComparison.Ordinal));
        string? field = line?.Split(' ').FirstOrDefault(one => one.StartsWith(Key, StringComparison.Ordinal));
        return double.TryParse(field?[Key.Length..], CultureInfo.InvariantCulture, out double percent) ? percent : null;
    }
}
