using System.CommandLine;
using Millpond.Lab;
using Millpond.Rbs.Diagnostics;
using Millpond.Rbs.Parsing;

namespace Millpond.Cli.Verbs;

/// <summary>Options that the verbs of <c>millpond rbs</c> share.</summary>
internal static class RbsOptions
{
    internal static Option<RbsVersion> Version() => new("--rbs-version")
    {
        HelpName = "VERSION",
        Description = $"The language to read, {RbsVersion.Oldest} to {RbsVersion.Latest} (default: the newest)",
        DefaultValueFactory = _ => RbsVersion.Latest,
        CustomParser = result =>
        {
            string text = result.Tokens.Count > 0 ? result.Tokens[0].Value : "";
            if (!RbsVersion.TryParse(text, out RbsVersion version))
                result.AddError(
                    $"--rbs-version {text}: give one from {RbsVersion.Oldest} to {RbsVersion.Latest}, such as 3.4");
            return version;
        },
    };

    internal static Option<DiagnosticFormat> Format() => new("--format")
    {
        HelpName = "FORMAT",
        Description = "How errors are printed: text (default), json, sarif, or github",
        DefaultValueFactory = _ => DiagnosticFormat.Text,
        CustomParser = result =>
        {
            string text = result.Tokens.Count > 0 ? result.Tokens[0].Value : "";
            DiagnosticFormat? format = text switch
            {
                "text" => DiagnosticFormat.Text,
                "json" => DiagnosticFormat.Json,
                "sarif" => DiagnosticFormat.Sarif,
                "github" => DiagnosticFormat.GitHub,
                _ => null,
            };
            if (format is null)
                result.AddError($"--format {text}: give text, json, sarif or github");
            return format ?? DiagnosticFormat.Text;
        },
    };

    internal static Argument<string[]> Paths(string description) =>
        new("path") { Arity = ArgumentArity.ZeroOrMore, Description = description };

    /// <summary>Whether what was taken for a path looks like an option that there is none of.</summary>
    internal static bool IsOption(string argument) => argument is ['-', _, ..];

    internal static UserException NoOption(string argument) =>
        new($"there is no option {argument}; see --help, or write ./{argument} for a file");

    internal static IReadOnlyList<string> Expect(string[]? paths) => paths is { Length: > 0 }
        ? paths
        : throw new UserException("name .rbs files, or folders that hold them, such as sig");
}
