namespace Millpond.Lab.Ruby;

/// <summary>The small Ruby programs whose collections are laid beside those of Millpond's heap.</summary>
public static class RubyPrograms
{
    private static readonly string[] s_names =
    [
        "ast_cycles_shared", "ast_cycles_unshared", "boot_then_serve", "churn_hashes", "malloc_strings", "old_to_young",
        "phases", "random_replace", "requests", "retain_hashes", "window",
    ];

    /// <summary>Their names.</summary>
    public static IReadOnlyList<string> Names => s_names;

    /// <summary>A program's text; what it does is told in its first lines.</summary>
    /// <exception cref="UserException">There is no such program.</exception>
    public static string Source(string name)
    {
        if (!s_names.Contains(Guard.NotNull(name)))
            throw new UserException($"no program {name}: choose from {string.Join(", ", s_names)}");
        return Resources.Text($"Ruby/programs/{name}.rb");
    }

    /// <summary>What a Ruby is given to read: it runs the program and prints a row.</summary>
    internal static string Script(string name) =>
        $"""
        program = "{name}"
        source = <<'PROGRAM'
        {Source(name)}
        PROGRAM
        {Resources.Text("Ruby/run.rb")}
        """;
}
