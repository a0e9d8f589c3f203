using System.Text.Json;
using Millpond.Rbs.Ast;
using Millpond.Rbs.Diagnostics;
using Millpond.Rbs.Environments;

namespace Millpond.Rbs.LanguageServer;

/// <summary>What is wrong in a file, as the editor is told while one types.</summary>
internal static class Checks
{
    /// <summary>The code of a name that means nothing.</summary>
    public const string UnknownName = "RBS4002";

    /// <summary>Syntax errors, what is declared twice (in each place), and names that mean nothing (where core is known).
    /// </summary>
    public static List<Diagnostic> Of(SourceFile file, Workspace workspace)
    {
        RbsEnvironment environment = workspace.Environment;
        List<Diagnostic> found = [.. file.Tree.Diagnostics];
        found.AddRange(environment.Diagnostics.Where(diagnostic =>
            ReferenceEquals(diagnostic.Buffer, file.Buffer) && !found.Contains(diagnostic)));
        bool hasDuplicates = environment.Diagnostics.Any(static one => one.Code == EnvironmentCodes.Duplicate);
        if (!workspace.KnowsCore && !hasDuplicates)
            return found;
        foreach (Occurrence occurrence in OccurrenceFinder.Of(file, environment))
        {
            if (workspace.KnowsCore && !IsKnown(occurrence, environment))
                found.Add(new(UnknownName, Severity.Error, $"Could not find {file.Buffer.TextOf(occurrence.Span)}",
                    file.Buffer, occurrence.Span));
            if (hasDuplicates && occurrence is { Symbol: { } symbol, Declares: Declaration again }
                && !Declarations.Of(symbol, environment).Any(place => ReferenceEquals(place.Member, again)))
                found.Add(new(EnvironmentCodes.Duplicate, Severity.Error,
                    $"Duplicated declaration: {symbol.Text} is declared elsewhere", file.Buffer, occurrence.Span));
        }
        return found;
    }

    private static bool IsKnown(Occurrence occurrence, RbsEnvironment environment) => occurrence.Symbol switch
    {
        null => false,
        TypeSymbol type => occurrence.Declares is not null || environment.Find(type.Name) is not null,
        _ => true,
    };

    /// <summary>The parameters of <c>textDocument/publishDiagnostics</c>.</summary>
    public static void Write(Utf8JsonWriter json, string uri, int? version, IEnumerable<Diagnostic> diagnostics)
    {
        json.WriteString("uri", uri);
        if (version is { } known)
            json.WriteNumber("version", known);
        json.WriteStartArray("diagnostics");
        foreach (Diagnostic diagnostic in diagnostics)
        {
            json.WriteStartObject();
            json.WriteRange("range", diagnostic.Buffer, diagnostic.Span);
            json.WriteNumber("severity", (int)diagnostic.Severity + 1);
            json.WriteString("code", diagnostic.Code);
            json.WriteString("source", "millpond");
            json.WriteText("message", diagnostic.Message);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }
}
