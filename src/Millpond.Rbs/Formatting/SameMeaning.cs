using System.Collections.Immutable;
using Millpond.Rbs.Ast;
using Millpond.Rbs.Parsing;

namespace Millpond.Rbs.Formatting;

/// <summary>Whether two trees say the same: places and comments do not count, as upstream's equality has it.</summary>
internal static class SameMeaning
{
    public static bool Of(SignatureFile one, SignatureFile other) =>
        one.IsValid == other.IsValid
        && All(one.Directives, other.Directives, Of)
        && All(one.Declarations, other.Declarations, Of);

    public static bool Of(Member one, Member other) =>
        AnnotationsOf(one).SequenceEqual(AnnotationsOf(other), StringComparer.Ordinal) && (one, other) switch
        {
            (MethodDefinition a, MethodDefinition b) => Of(a, b),
            (AttributeMember a, AttributeMember b) => Of(a, b),
            (MixinMember a, MixinMember b) => (a.Kind, a.Name) == (b.Kind, b.Name) && Of(a.Args, b.Args),
            (AliasMember a, AliasMember b) => (a.NewName, a.OldName, a.Kind) == (b.NewName, b.OldName, b.Kind),
            (VariableMember a, VariableMember b) => (a.Kind, a.Name) == (b.Kind, b.Name) && Of(a.Type, b.Type),
            (VisibilityMember a, VisibilityMember b) => a.Visibility == b.Visibility,
            (TypeAliasDeclaration a, TypeAliasDeclaration b) => SameHead(a, b) && Of(a.Type, b.Type),
            (ConstantDeclaration a, ConstantDeclaration b) => a.Name == b.Name && Of(a.Type, b.Type),
            (GlobalDeclaration a, GlobalDeclaration b) => a.Name == b.Name && Of(a.Type, b.Type),
            (ClassAliasDeclaration a, ClassAliasDeclaration b) =>
                (a.IsModule, a.NewName, a.OldName) == (b.IsModule, b.NewName, b.OldName),
            (ContainerDeclaration a, ContainerDeclaration b) =>
                a.GetType() == b.GetType() && SameHead(a, b) && SameParents(a, b) && All(a.Members, b.Members, Of),
            _ => false,
        };

    public static bool Of(MethodDefinition one, MethodDefinition other) =>
        (one.Name, one.Kind, one.Visibility, one.IsOverloading)
            == (other.Name, other.Kind, other.Visibility, other.IsOverloading)
        && All(one.Overloads, other.Overloads, static (a, b) =>
            a.MethodType.Equals(b.MethodType)
            && Texts(a.Annotations).SequenceEqual(Texts(b.Annotations), StringComparer.Ordinal));

    private static bool Of(AttributeMember one, AttributeMember other) =>
        (one.Attribute, one.Kind, one.Visibility, one.Name, one.VariableName, one.HasNoVariable)
            == (other.Attribute, other.Kind, other.Visibility, other.Name, other.VariableName, other.HasNoVariable)
        && Of(one.Type, other.Type);

    private static bool Of(Directive one, Directive other) => (one, other) switch
    {
        (ResolveTypeNamesDirective a, ResolveTypeNamesDirective b) => a.Value == b.Value,
        (UseDirective a, UseDirective b) => All(a.Clauses, b.Clauses, Of),
        _ => false,
    };

    private static bool Of(UseClause one, UseClause other) => (one, other) switch
    {
        (SingleUseClause a, SingleUseClause b) => (a.TypeName, a.NewName) == (b.TypeName, b.NewName),
        (WildcardUseClause a, WildcardUseClause b) => a.Namespace == b.Namespace,
        _ => false,
    };

    private static bool Of(RbsType? one, RbsType? other) => Structure.AreSame(one, other);

    private static bool Of(ImmutableArray<RbsType> one, ImmutableArray<RbsType> other) => Structure.AreSame(one, other);

    private static bool SameHead(GenericDeclaration one, GenericDeclaration other) =>
        one.Name == other.Name && All(one.TypeParams, other.TypeParams, Structure.AreSame);

    private static bool SameParents(ContainerDeclaration one, ContainerDeclaration other) => (one, other) switch
    {
        (ClassDeclaration a, ClassDeclaration b) => a.SuperClass is null || b.SuperClass is null
            ? a.SuperClass == b.SuperClass
            : Of(a.SuperClass, b.SuperClass),
        (ModuleDeclaration a, ModuleDeclaration b) => All(a.SelfTypes, b.SelfTypes, Of),
        _ => true,
    };

    private static bool Of(ClassReference one, ClassReference other) => one.Name == other.Name && Of(one.Args, other.Args);

    private static IEnumerable<string> AnnotationsOf(Member member) =>
        member is AnnotatedMember annotated ? Texts(annotated.Annotations) : [];

    private static IEnumerable<string> Texts(ImmutableArray<Annotation> annotations) =>
        annotations.Select(static annotation => annotation.Text);

    private static bool All<T>(ImmutableArray<T> one, ImmutableArray<T> other, Func<T, T, bool> areSame)
    {
        if (one.Length != other.Length)
            return false;
        for (int i = 0; i < one.Length; i++)
        {
            if (!areSame(one[i], other[i]))
                return false;
        }
        return true;
    }
}
