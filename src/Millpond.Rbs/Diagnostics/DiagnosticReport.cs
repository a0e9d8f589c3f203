using System.Text;

namespace Millpond.Rbs.Diagnostics;

/// <summary>How findings are written.</summary>
public enum DiagnosticFormat : byte
{
    /// <summary>For people: the message, the line it is about and carets below the place.</summary>
    Text,

    /// <summary>An array of objects.</summary>
    Json,

    /// <summary>SARIF 2.1.0, which code hosts and editors read.</summary>
    Sarif,

    /// <summary>Workflow commands, which GitHub Actions shows beside the code.</summary>
    GitHub,
}

/// <summary>Findings as text, JSON, SARIF or GitHub annotations, each ended by a newline.</summary>
public static class DiagnosticReport
{
    /// <summary>All <paramref name="diagnostics"/> in a format. JSON and SARIF are whole documents, also for none.</summary>
    public static string Of(IReadOnlyCollection<Diagnostic> diagnostics, DiagnosticFormat format)
    {
        ArgumentNullException.ThrowIfNull(diagnostics);
        if (format == DiagnosticFormat.Json)
            return JsonReport.Of(diagnostics);
        if (format == DiagnosticFormat.Sarif)
            return SarifReport.Of(diagnostics);
        StringBuilder text = new();
        foreach (Diagnostic diagnostic in diagnostics)
        {
            if (format == DiagnosticFormat.Text)
                TextReport.Append(text, diagnostic);
            else
                GitHubReport.Append(text, diagnostic);
        }
        return text.ToString();
    }
}
