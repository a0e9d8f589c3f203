namespace Millpond.Pages.Processes;

/// <summary>The environment that a child will have, kept in order and byte for byte. Not thread-safe.</summary>
public sealed class EnvironmentBlock
{
    private readonly List<string> _entries;

    private EnvironmentBlock(List<string> entries) => _entries = entries;

    /// <summary>The entries, each <c>NAME=value</c>.</summary>
    public IReadOnlyList<string> Entries => _entries;

    /// <summary>What this process was started with.</summary>
    public static EnvironmentBlock OfThisProcess() =>
        new(OperatingSystem.IsLinux() ? NativeText.ReadList("/proc/self/environ") : FromManaged());

    /// <summary>An environment without any variable.</summary>
    public static EnvironmentBlock Empty() => new([]);

    /// <summary>A copy that can be changed apart from this one.</summary>
    public EnvironmentBlock Copy() => new([.. _entries]);

    /// <summary>The value of <paramref name="name"/>, or null.</summary>
    public string? Get(string name)
    {
        int index = IndexOf(name);
        return index < 0 ? null : _entries[index][(name.Length + 1)..];
    }

    /// <summary>Sets <paramref name="name"/>; null removes it.</summary>
    public EnvironmentBlock Set(string name, string? value)
    {
        Guard.InRange(!string.IsNullOrEmpty(name), "a variable has a name");
        Guard.InRange(!name.Contains('=', StringComparison.Ordinal), "a variable's name has no '='");
        for (int index = IndexOf(name); index >= 0; index = IndexOf(name))
            _entries.RemoveAt(index);
        if (value is not null)
            _entries.Add(name + "=" + value);
        return this;
    }

    /// <summary>Removes every variable whose name <paramref name="isUnwanted"/> picks.</summary>
    public void RemoveWhere(Predicate<string> isUnwanted) =>
        _entries.RemoveAll(entry => isUnwanted(entry[..Math.Max(0, entry.IndexOf('=', StringComparison.Ordinal))]));

    /// <summary>Puts <paramref name="first"/> before what a list such as PYTHONPATH already holds.</summary>
    public EnvironmentBlock Prepend(string name, string first, char separator = ':')
    {
        string? rest = Get(name);
        return Set(name, string.IsNullOrEmpty(rest) ? first : first + separator + rest);
    }

    private int IndexOf(string name) =>
        _entries.FindIndex(entry => entry.Length > name.Length && entry[name.Length] == '='
            && entry.StartsWith(name, StringComparison.Ordinal));

    private static List<string> FromManaged()
    {
        List<string> entries = [];
        foreach (System.Collections.DictionaryEntry entry in Environment.GetEnvironmentVariables())
            entries.Add(entry.Key + "=" + entry.Value);
        return entries;
    }
}
