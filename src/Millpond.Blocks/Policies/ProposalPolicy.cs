namespace Millpond.Blocks;

/// <summary>
/// The proposal to NumPy of 2017, as its author described it: keep the four largest recently freed blocks, freed lazily
/// at once; a request takes the first that is large enough. Nothing expires: the kernel takes what it wants.
/// </summary>
public sealed class ProposalPolicy : RetentionPolicy
{
    /// <inheritdoc/>
    public override string Name => "proposal";

    /// <inheritdoc/>
    public override FitRule Fit => FitRule.First;

    /// <inheritdoc/>
    public override int BlocksMax => 4;

    /// <inheritdoc/>
    public override EvictionOrder Eviction => EvictionOrder.Smallest;

    /// <inheritdoc/>
    public override BlockState OnFree(in BlockView block, in CacheView cache) =>
        block.Bytes > cache.LimitBytes ? BlockState.Cold : BlockState.Warm;
}
