namespace Millpond.Rbs.Ast;

/// <summary><c>%a{pure}</c> before a declaration, a member or an overload.</summary>
public sealed class Annotation : Node
{
    /// <summary>What stands between the brackets, without blanks at both ends.</summary>
    public required string Text { get; init; }

    /// <inheritdoc/>
    public override string ToString() => Text;
}
