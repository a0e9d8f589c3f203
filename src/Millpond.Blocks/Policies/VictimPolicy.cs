namespace Millpond.Blocks;

/// <summary>
/// The victim cache of Lund, Skovhede, Kristensen and Vinter (PyHPC 2013): ten lines, replaced in turn, untouched until
/// then; its authors tried the exact, the first and the best fit.
/// </summary>
public sealed class VictimPolicy(string name, FitRule fit) : RetentionPolicy
{
    /// <inheritdoc/>
    public override string Name => name;

    /// <inheritdoc/>
    public override FitRule Fit => fit;

    /// <inheritdoc/>
    public override int BlocksMax => 10;
}
