using Millpond.Rbs.Text;

namespace Millpond.Rbs.Definitions;

/// <summary>A range of a source: where something is said.</summary>
/// <param name="Buffer">The source.</param>
/// <param name="Span">The range, in bytes.</param>
public readonly record struct Place(SourceBuffer Buffer, Span Span)
{
    /// <summary>As the rbs gem writes a location: <c>a.rbs:1:0...3:3</c>, lines from 1, columns in code
    /// points.</summary>
    public override string ToString() =>
        $"{Buffer.Name}:{Buffer.PositionOf(Span.Start)}...{Buffer.PositionOf(Span.End)}";
}
