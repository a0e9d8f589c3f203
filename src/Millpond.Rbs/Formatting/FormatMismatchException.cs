namespace Millpond.Rbs.Formatting;

/// <summary>Tree and tokens do not belong together: a mistake in the printer, never in a source.</summary>
internal sealed class FormatMismatchException(string message) : Exception(message);
