namespace Millpond.Blocks;

/// <summary>Keeps nothing: every freed block is given back at once, as munmap would. The baseline of comparisons.</summary>
public sealed class OffPolicy : RetentionPolicy
{
    /// <inheritdoc/>
    public override string Name => "off";

    /// <inheritdoc/>
    public override BlockState OnFree(in BlockView block, in CacheView cache) => BlockState.Cold;
}
