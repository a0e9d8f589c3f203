namespace Millpond.Rbs.Ast;

/// <summary>A type. Equal to another when it says the same: places do not count, nor the order of a record's fields.
/// </summary>
public abstract class RbsType : Node, IEquatable<RbsType>
{
    private protected RbsType()
    {
    }

    /// <inheritdoc/>
    public bool Equals(RbsType? other) => Structure.AreSame(this, other);

    /// <inheritdoc/>
    public sealed override bool Equals(object? obj) => Equals(obj as RbsType);

    /// <inheritdoc/>
    public sealed override int GetHashCode() => Structure.HashOf(this);
}
