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

    internal EnvironmentBlock MakeEnvironment(PluginSettings settings, Installation installation, string reportFolder)
    {
        EnvironmentBlock environment = EnvironmentBlock.OfThisProcess();
        if (UsesPlugin)
            settings.ApplyTo(environment, installation, reportFolder);
        else
            // A program may turn the plugin on by itself; the other sides must not.
            environment.Set("MILLPOND", "off");
        foreach ((string name, string value) in Variables)
            environment.Set(name, value);
        return environment;
    }
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

    /// <summary>Rounds before that, not counted.</summary>
    public int WarmUps { get; init; }

    /// <summary>Told what is done, of how much.</summary>
    public Action<int, int> Progress { get; init; } = static (_, _) => { };
}
