using Millpond.Rbs.Ast;

namespace Millpond.Rbs.Definitions;

/// <summary>An interface's methods in a layer.</summary>
/// <param name="Interface">The interface with its arguments.</param>
/// <param name="Methods">Its own methods.</param>
/// <param name="Given">What its type parameters stand for.</param>
/// <param name="Place">The <c>include</c> or <c>extend</c>.</param>
/// <param name="Group">Which of the interfaces that the class itself names brings it, counted from 0.</param>
internal sealed record InterfacePart(
    Ancestor Interface, MethodTable Methods, Substitution Given, Place Place, int Group);

/// <summary>
/// What one class, module or interface adds to a definition: a shared table, and what its type parameters stand for
/// here. So a module costs each class that includes it these few words, not a copy of its methods.
/// </summary>
/// <param name="Methods">Its own methods.</param>
/// <param name="Interfaces">The interfaces that it includes or extends; below its own methods.</param>
/// <param name="Given">What its type parameters stand for.</param>
internal sealed record Layer(MethodTable Methods, InterfacePart[] Interfaces, Substitution Given)
{
    /// <summary>The module whose self types' methods its aliases may name as well; null where they may not.</summary>
    public ModuleFacts? SelfTyped { get; init; }

    public TypeName Owner => Methods.Owner;
}

/// <summary>Whose variables come into a definition, in order.</summary>
/// <param name="Owner">The class or module.</param>
/// <param name="Given">What its type parameters stand for.</param>
/// <param name="IsSingleton">Those of the class itself, not of its instances.</param>
internal sealed record VariableLayer(ModuleFacts Owner, Substitution Given, bool IsSingleton);
