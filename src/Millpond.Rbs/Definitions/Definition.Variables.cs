using Millpond.Rbs.Ast;
using Millpond.Rbs.Environments;

namespace Millpond.Rbs.Definitions;

/// <summary>An instance, class instance or class variable of a definition.</summary>
/// <param name="Name">With its <c>@</c> or <c>@@</c>.</param>
/// <param name="Type">With absolute names, and with arguments in place of type parameters.</param>
/// <param name="DeclaredIn">The class or module whose declaration of it counts.</param>
public sealed record DefinedVariable(Name Name, RbsType Type, TypeName DeclaredIn)
{
    /// <summary>The declaration that this one hides; null where there is none.</summary>
    public DefinedVariable? Parent { get; init; }
}

// Variables are asked for seldom, so they are collected each time.
public sealed partial class Definition
{
    /// <summary>The instance variables, inherited ones first; of a singleton its class instance variables.</summary>
    public IReadOnlyList<DefinedVariable> InstanceVariables => [.. Collect(isClassVariable: false)];

    /// <summary>The class variables, inherited ones first.</summary>
    public IReadOnlyList<DefinedVariable> ClassVariables => [.. Collect(isClassVariable: true)];

    internal ReadOnlySpan<VariableLayer> VariableLayers => _variables;

    private IEnumerable<DefinedVariable> Collect(bool isClassVariable)
    {
        List<Name> order = [];
        Dictionary<Name, DefinedVariable> known = [];
        foreach (DefinedVariable inherited in Base?.Collect(isClassVariable) ?? [])
        {
            order.Add(inherited.Name);
            known.Add(inherited.Name, inherited with { Type = BaseGiven.Apply(inherited.Type) });
        }
        foreach (VariableLayer layer in _variables)
        {
            foreach (SaidVariable said in SaidVariable.Of(layer.Owner, layer.IsSingleton))
            {
                if (said.IsClassVariable != isClassVariable)
                    continue;
                if (!known.TryGetValue(said.Name, out DefinedVariable? parent))
                    order.Add(said.Name);
                known[said.Name] = new(said.Name, TypeOf(said, layer), layer.Owner.Name) { Parent = parent };
            }
        }
        return order.Select(name => known[name]);
    }

    private RbsType TypeOf(SaidVariable said, VariableLayer layer)
    {
        RbsType type = _builder.Facts.Absolute(said.Type, said.Placed.Context);
        // What a class variable says of type parameters stays, as upstream leaves it.
        return said.IsClassVariable ? type : layer.Given.Apply(said.Placed.Renaming.Apply(type));
    }
}

/// <summary>A variable as a declaration says it.</summary>
/// <param name="Name">With its <c>@</c>.</param>
/// <param name="Type">As written.</param>
/// <param name="Placed">The variable member, or the attribute that brings it.</param>
internal readonly record struct SaidVariable(Name Name, RbsType Type, PlacedMember Placed)
{
    public bool IsClassVariable => Placed.Member is VariableMember { Kind: VariableKind.Class };

    /// <summary>The variables that the declarations of a class or module say, in order.</summary>
    public static IEnumerable<SaidVariable> Of(ModuleFacts module, bool isSingleton)
    {
        MemberKind kind = isSingleton ? MemberKind.Singleton : MemberKind.Instance;
        foreach (Declared<ContainerDeclaration> declared in module.Declarations)
        {
            Context? context = null;
            foreach (Member member in declared.Declaration.Members)
            {
                (Name? name, RbsType? type) = member switch
                {
                    AttributeMember { HasNoVariable: false } attribute when attribute.Kind == kind =>
                        (attribute.VariableName ?? Ast.Name.Of($"@{attribute.Name}"), attribute.Type),
                    VariableMember { Kind: VariableKind.Class } variable => (variable.Name, variable.Type),
                    VariableMember variable when (variable.Kind == VariableKind.ClassInstance) == isSingleton =>
                        (variable.Name, variable.Type),
                    _ => ((Name?)null, (RbsType?)null),
                };
                if (name is null)
                    continue;
                context ??= declared.Inside;
                var renaming = Substitution.Renaming(declared.Declaration.TypeParams, module.Entry.TypeParams);
                yield return new(name, type!, new(member, context, declared.File.Buffer, renaming));
            }
        }
    }
}
