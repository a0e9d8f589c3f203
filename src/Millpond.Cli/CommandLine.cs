namespace Millpond.Cli;

/// <summary>
/// What was typed, split at the first <c>--</c>: before it the verb and its options, after it somebody else's command,
/// which nobody here may read or change.
/// </summary>
/// <param name="Own">Ours.</param>
/// <param name="Command">Theirs; null without a <c>--</c>.</param>
internal sealed record CommandLine(IReadOnlyList<string> Own, IReadOnlyList<string>? Command)
{
    internal string VerbForMessages => Own.Count > 0 && Root.Names.Contains(Own[0]) ? " " + Own[0] : "";

    internal static CommandLine Split(string[] arguments)
    {
        int separator = Array.IndexOf(arguments, "--");
        return separator < 0
            ? new(arguments, null)
            : new(arguments[..separator], arguments[(separator + 1)..]);
    }
}
