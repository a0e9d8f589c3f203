using System.CommandLine;
using System.Globalization;
using Millpond.Lab;
using Millpond.Lab.Launching;

namespace Millpond.Cli.Verbs;

/// <summary>Options that several verbs share.</summary>
internal static class CommonOptions
{
    internal static Option<bool> Json(string description = "Print JSON on standard output") =>
        new("--json") { Description = description };

    internal static Option<string?> Text(string name, string value, string description) =>
        new(name) { HelpName = value, Description = description };

    internal static Option<string?> Python() =>
        Text("--python", "PATH", "The Python to use (default: python3 if it has NumPy, else /usr/bin/python3)");

    /// <summary>A whole number in a range; anything else is one line, not a type name.</summary>
    internal static Option<int?> Count(string name, int fewest, int most, string description) => new(name)
    {
        HelpName = "N",
        Description = description,
        CustomParser = result =>
        {
            string text = result.Tokens.Count > 0 ? result.Tokens[0].Value : "";
            if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int count)
                && count >= fewest && count <= most)
                return count;
            result.AddError($"{name} {text}: give a whole number from {fewest} to {most}");
            return null;
        },
    };

    /// <summary>A repeated NAME=VALUE.</summary>
    internal static Option<string[]> Variables(string name, string description) => new(name)
    {
        HelpName = "NAME=VALUE",
        Description = description,
        AllowMultipleArgumentsPerToken = false,
    };

    /// <summary>The pairs of such an option.</summary>
    internal static IReadOnlyList<KeyValuePair<string, string>> Pairs(ParseResult parsed, Option<string[]> option) =>
    [
        .. (parsed.GetValue(option) ?? []).Select(text => text.IndexOf('=') is > 0 and int at
            ? KeyValuePair.Create(text[..at], text[(at + 1)..])
            : throw new UserException(
                $"{option.Name} {text}: give NAME=VALUE, such as {option.Name} OMP_NUM_THREADS=1")),
    ];
}

/// <summary>The plugin's dials as options.</summary>
internal sealed class DialOptions
{
    private readonly Option<string?> _thrift = CommonOptions.Text(
        "--thrift", "PRICE", "fast, balanced, small, or what a MiB kept for a second is worth in µs");

    private readonly Option<string?> _limit = CommonOptions.Text(
        "--limit", "SIZE", "The most to keep: 512M, 2G, or 25% of the memory it may have");

    private readonly Option<string?> _policy = CommonOptions.Text(
        "--policy", "NAME", "millpond, proposal, victim, decay or off");

    private readonly Option<string?> _threshold = CommonOptions.Text(
        "--threshold", "SIZE", "Smaller arrays stay with NumPy's own allocator: 256K");

    internal void AddTo(Command command)
    {
        foreach (Option option in (Option[])[_thrift, _limit, _policy, _threshold])
            command.Options.Add(option);
    }

    internal PluginSettings Read(ParseResult parsed) => new PluginSettings
    {
        Thrift = parsed.GetValue(_thrift),
        Limit = parsed.GetValue(_limit),
        Policy = parsed.GetValue(_policy),
        Threshold = parsed.GetValue(_threshold),
    }.Checked();
}
