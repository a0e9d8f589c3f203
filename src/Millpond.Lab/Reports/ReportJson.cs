using System.Text.Json;

namespace Millpond.Lab.Reports;

/// <summary>A run's report for other programs.</summary>
public static class ReportJson
{
    /// <summary>One line, so that it can be told from whatever else is on standard error.</summary>
    public static string Line(RunSummary summary) => JsonSerializer.Serialize(summary, LabLines.Default.RunSummary);
}
