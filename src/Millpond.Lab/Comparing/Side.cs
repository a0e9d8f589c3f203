using Millpond.Lab.Launching;
using Millpond.Pages.Processes;

namespace Millpond.Lab.Comparing;

/// <summary>One side of a comparison: with the plugin or without, and what its environment has besides.</summary>
/// <param name="Name">What tables call it.</param>
/// <param name="UsesPlugin">True for Millpond's own side.</param>
/// <param name="Variables">Set last, so they win over everything.</param>
public sealed record Side(string Name, bool UsesPlugin, IReadOnlyList<KeyValuePair<string, string>> Variables)
{
    /// <summary>The baseline's name.</summary>
    public const string Plain = "plain";

    /// <summary>The plugin's name.</summary>
    public const string Millpond = "millpond";

    /// <summary>Plain, Millpond, then the rivals.</summary>
    /// <param name="both">Variables of every side.</param>
    /// <param name="first">Variables of the plain side alone.</param>
    /// <param name="second">Variables of Millpond's side alone.</param>
    /// <param name="rivals">Further sides.</param>
    public static IReadOnlyList<Side> Make(
        IReadOnlyList<KeyValuePair<string, string>> both,
        IReadOnlyList<KeyValuePair<string, string>> first,
        IReadOnlyList<KeyValuePair<string, string>> second,
        IReadOnlyList<Rival> rivals) =>
    [
        new(Plain, false, [.. both, .. first]),
        new(Millpond, true, [.. both, .. second]),
        .. rivals.Select(rival => new Side(rival.Name, false, [.. both, .. rival.Variables])),
    ];

    internal EnvironmentBlock MakeEnvironment(ComparisonPlan plan, string reportFolder)
    {
        EnvironmentBlock environment = EnvironmentBlock.OfThisProcess();
        if (plan.IsStock)
            environment.RemoveWhere(IsAboutMemory);
        if (UsesPlugin)
            plan.Settings.ApplyTo(environment, plan.Installation, reportFolder);
        else
            // A program may turn the plugin on by itself; the other sides must not.
            environment.Set("MILLPOND", "off");
        foreach ((string name, string value) in Variables)
            environment.Set(name, value);
        return environment;
    }

    private static bool IsAboutMemory(string name) =>
        name is "LD_PRELOAD" or "GLIBC_TUNABLES" or "NUMPY_MADVISE_HUGEPAGE"
            || name.StartsWith("MALLOC_", StringComparison.Ordinal)
            || name.StartsWith("MILLPOND", StringComparison.Ordinal);
}

/// <summary>How a comparison is carried out.</summary>
public sealed record ComparisonPlan
{
    /// <summary>The sides, the baseline first.</summary>
    public required IReadOnlyList<Side> Sides { get; init; }

    /// <summary>The plugin's dials.</summary>
    public PluginSettings Settings { get; init; } = new();

    /// <summary>Where the plugin is.</summary>
    public required Installation Installation { get; init; }

    /// <summary>Measured rounds; in each, every side runs once.</summary>
    public required int Rounds { get; init; }

    /// <summary>
    /// Rounds after which a snippet's processes are replaced by fresh ones. Where a large array happens to lie decides
    /// how much of it the kernel can back with huge pages, so one process may be lucky all its life. Default: never.
    /// </summary>
    public int RoundsAProcess { get; init; } = int.MaxValue;

    /// <summary>Rounds before that, not counted; for a snippet, before each process's own.</summary>
    public int WarmUps { get; init; }

    /// <summary>
    /// True: what the caller set about memory (MALLOC_*, LD_PRELOAD, MILLPOND_* and the like) is removed, so that the
    /// plain side is what its name says. False: a program is measured as its user runs it.
    /// </summary>
    public bool IsStock { get; init; }

    /// <summary>Told what is done, of how much.</summary>
    public Action<int, int> Progress { get; init; } = static (_, _) => { };
}
