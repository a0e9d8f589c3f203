using System.Collections.Immutable;
using Millpond.Rbs.Ast;
using Millpond.Rbs.Environments;
using Millpond.Rbs.Formatting;

namespace Millpond.Rbs.Comparing;

/// <summary>Takes from signatures what others declare already: members of classes and modules one by one, everything
/// else whole. By upstream's rules, which compare names as written.</summary>
/// <param name="subtrahend">What is declared already.</param>
public sealed class Subtractor(RbsEnvironment subtrahend)
{
    /// <summary>What is left, in the order in which upstream writes it: nested declarations before other members.
    /// </summary>
    public ImmutableArray<WrittenMember> Subtract(ImmutableArray<Declaration> minuend) =>
        [.. Remaining(minuend, [])];

    private IEnumerable<WrittenMember> Remaining(IEnumerable<Declaration> declarations, ImmutableArray<TypeName> outer)
    {
        foreach (Declaration declaration in declarations)
        {
            if (Remaining(declaration, outer) is { } left)
                yield return left;
        }
    }

    private WrittenMember? Remaining(Declaration declaration, ImmutableArray<TypeName> outer)
    {
        bool isThere = declaration switch
        {
            ConstantDeclaration node => IsConstant(Absolute(node.Name, outer)),
            InterfaceDeclaration node => subtrahend.Interfaces.Contains(Absolute(node.Name, outer)),
            GlobalDeclaration node => subtrahend.FindGlobal(node.Name) is not null,
            TypeAliasDeclaration node => subtrahend.TypeAliases.Contains(Absolute(node.Name, outer)),
            ClassAliasDeclaration node => IsSameKind(node, subtrahend.Find(Absolute(node.NewName, outer))),
            _ => false,
        };
        if (isThere)
            return null;
        if (declaration is not (ClassDeclaration or ModuleDeclaration))
            return new(declaration);
        var container = (ContainerDeclaration)declaration;
        TypeName name = Absolute(container.Name, outer);
        if (subtrahend.Classes.Find(name) is { } entry && entry.IsClass == container is ClassDeclaration)
            return Remaining(container, entry, outer);
        return IsConstant(name) ? null : new(declaration);
    }

    private WrittenMember? Remaining(
        ContainerDeclaration container, ClassOrModuleEntry entry, ImmutableArray<TypeName> outer)
    {
        ImmutableArray<TypeName> inner = [.. outer, container.Name];
        Member[] existing = [.. entry.All.SelectMany(static one => one.Declaration.Members)];
        List<WrittenMember> left = [.. Remaining(container.Members.OfType<Declaration>(), inner)];
        left.AddRange(container.Members
            .Where(member => member is not Declaration && !IsThere(member, existing, inner))
            .Select(static member => new WrittenMember(member)));
        left = WithoutIdleVisibility(left);
        return left.Count == 0 ? null : new(container, [.. left]);
    }

    // `private` with nothing below it, or right before another.
    private static List<WrittenMember> WithoutIdleVisibility(List<WrittenMember> members)
    {
        while (members is [.., { Member: VisibilityMember }])
            members.RemoveAt(members.Count - 1);
        return
        [
            .. members.Where((member, at) => member.Member is not VisibilityMember
                || members[at + 1].Member is not VisibilityMember),
        ];
    }

    private bool IsConstant(TypeName name) =>
        subtrahend.Find(name) is ConstantEntry or ClassOrModuleEntry or ClassAliasEntry;

    private static bool IsSameKind(ClassAliasDeclaration alias, Entry? found) => found switch
    {
        ClassAliasEntry other => other.IsModule == alias.IsModule,
        ClassOrModuleEntry other => other.IsClass != alias.IsModule,
        _ => false,
    };

    private static bool IsThere(Member member, Member[] existing, ImmutableArray<TypeName> context) => member switch
    {
        MethodDefinition node => HasMethod(existing, node.Name.Text, node.Kind),
        AliasMember node => HasMethod(existing, node.NewName.Text, node.Kind),
        AttributeMember { Attribute: AttributeKind.Reader } node => HasMethod(existing, node.Name.Text, node.Kind),
        AttributeMember { Attribute: AttributeKind.Writer } node => HasMethod(existing, $"{node.Name}=", node.Kind),
        AttributeMember node =>
            HasMethod(existing, node.Name.Text, node.Kind) || HasMethod(existing, $"{node.Name}=", node.Kind),
        VariableMember { Kind: VariableKind.Class } node =>
            existing.Any(one => one is VariableMember { Kind: VariableKind.Class } other && other.Name == node.Name),
        VariableMember node => HasVariable(existing, node),
        MixinMember node => HasMixin(existing, node, context),
        _ => false,
    };

    private static bool HasMethod(Member[] existing, string name, MemberKind kind) => existing.Any(one => one switch
    {
        MethodDefinition other => other.Kind == kind && other.Name.Text == name,
        AliasMember other => other.Kind == kind && other.NewName.Text == name,
        AttributeMember other => other.Kind == kind && other.Attribute switch
        {
            AttributeKind.Reader => other.Name.Text == name,
            AttributeKind.Writer => $"{other.Name}=" == name,
            _ => other.Name.Text == name || $"{other.Name}=" == name,
        },
        _ => false,
    });

    // As upstream has it: a variable of the class itself, too, is there if one of instances has its name.
    private static bool HasVariable(Member[] existing, VariableMember variable)
    {
        MemberKind kind = variable.Kind == VariableKind.Instance ? MemberKind.Instance : MemberKind.Singleton;
        return existing.Any(one => one switch
        {
            VariableMember { Kind: VariableKind.Instance } other => other.Name == variable.Name,
            AttributeMember { HasNoVariable: false } other =>
                other.Kind == kind && (other.VariableName?.Text ?? $"@{other.Name}") == variable.Name.Text,
            _ => false,
        });
    }

    private static bool HasMixin(Member[] existing, MixinMember mixin, ImmutableArray<TypeName> context)
    {
        HashSet<TypeName> candidates = [mixin.Name.ToAbsolute(), mixin.Name.ToRelative()];
        TypeName name = mixin.Name;
        for (int at = context.Length - 1; at >= 0 && !mixin.Name.IsAbsolute; at--)
        {
            name = name.Within(context[at].ToNamespace());
            candidates.Add(name.ToAbsolute());
            candidates.Add(name.ToRelative());
        }
        return existing.Any(one =>
            one is MixinMember other && other.Kind == mixin.Kind && candidates.Contains(other.Name));
    }

    private static TypeName Absolute(TypeName name, ImmutableArray<TypeName> outer)
    {
        for (int at = outer.Length - 1; at >= 0; at--)
            name = name.Within(outer[at].ToNamespace());
        return name.ToAbsolute();
    }
}
