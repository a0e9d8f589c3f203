namespace Millpond.Rbs.Definitions;

/// <summary>A definition while it is being made.</summary>
internal sealed class DefinitionParts
{
    public Definition? Base { get; init; }

    public Substitution BaseGiven { get; init; } = Substitution.Empty;

    public List<Layer> Layers { get; } = [];

    public List<VariableLayer> Variables { get; } = [];

    public DefinedMethod? TypedNew { get; init; }
}
