using System.Text.RegularExpressions;
using Millpond.Pages.Processes;

namespace Millpond.Lab.Launching;

/// <summary>
/// The plugin's dials as a user gives them; null leaves the plugin's own default or the user's variable.
/// </summary>
public sealed partial record PluginSettings
{
    private static readonly string[] s_policies = ["proposal", "victim", "decay", "millpond", "off"];

    /// <summary>fast, balanced, small, or a price in microseconds per MiB and second.</summary>
    public string? Thrift { get; init; }

    /// <summary>The most that may be kept: bytes, 512M, or 25% of the memory this process may have.</summary>
    public string? Limit { get; init; }

    /// <summary>proposal, victim, decay, millpond or off.</summary>
    public string? Policy { get; init; }

    /// <summary>Smaller requests go to NumPy's own allocator: bytes or 256K.</summary>
    public string? Threshold { get; init; }

    /// <summary>These settings, if each can be understood.</summary>
    /// <exception cref="UserException">Names the first that cannot.</exception>
    public PluginSettings Checked()
    {
        if (Thrift is not null && Blocks.Thrift.TryParse(Thrift) is null)
            throw new UserException(
                $"--thrift {Thrift}: give fast, balanced, small, or a price above 0 (µs per MiB and s)");
        if (Limit is not null && !SizePattern().IsMatch(Limit) && !PercentPattern().IsMatch(Limit))
            throw new UserException(
                $"--limit {Limit}: give bytes, or a size such as 512M or 2G, or a share such as 25%");
        if (Policy is not null && !s_policies.Contains(Policy))
            throw new UserException($"--policy {Policy}: give one of {string.Join(", ", s_policies)}");
        if (Threshold is not null && !SizePattern().IsMatch(Threshold))
            throw new UserException($"--threshold {Threshold}: give bytes, or a size such as 256K");
        return this;
    }

    /// <summary>Makes <paramref name="environment"/> one whose Python processes load the plugin.</summary>
    public EnvironmentBlock ApplyTo(EnvironmentBlock environment, Installation installation, string reportFolder)
    {
        environment
            .Prepend("PYTHONPATH", installation.PythonFolder)
            .Prepend("PYTHONPATH", installation.AutoloadFolder)
            .Set("MILLPOND_AUTOLOAD", "1")
            .Set("MILLPOND_REPORT_DIR", reportFolder);
        (string Name, string? Value)[] dials =
        [
            ("MILLPOND_THRIFT", Thrift), ("MILLPOND_LIMIT", Limit), ("MILLPOND_POLICY", Policy),
            ("MILLPOND_THRESHOLD", Threshold),
        ];
        foreach ((string name, string? value) in dials)
            if (value is not null)
                environment.Set(name, value);
        return environment;
    }

    [GeneratedRegex(@"^\d{1,15}(\.\d{1,9})?([KMGT](i?B)?)?$")]
    private static partial Regex SizePattern();

    [GeneratedRegex(@"^(100|[1-9]?\d(\.\d{1,9})?)%$")]
    private static partial Regex PercentPattern();
}
