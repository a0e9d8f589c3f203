namespace Millpond.Rbs.Text;

/// <summary>A place as people and editors count it.</summary>
/// <param name="Line">Lines from 1.</param>
/// <param name="Column">From 0, in the unit it was asked in: code points, UTF-16 units or bytes.</param>
public readonly record struct Position(int Line, int Column)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Line}:{Column}";
}
