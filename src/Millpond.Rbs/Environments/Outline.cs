using Millpond.Rbs.Ast;
using Millpond.Rbs.Parsing;

namespace Millpond.Rbs.Environments;

/// <summary>What one declaration of a file declares, without its body.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Outer">The index of the class or module around it; -1 at the top level.</param>
/// <param name="Name">Its absolute name; null for a global.</param>
/// <param name="Global">The name of a global; else null.</param>
/// <param name="OldName">What a class or module alias names, as written; else null.</param>
internal readonly record struct OutlineItem(
    DeclarationKind Kind, int Outer, TypeName? Name, Name? Global, TypeName? OldName);

/// <summary>A clause of a <c>use</c> directive.</summary>
/// <param name="Used">The type, absolute; for a wildcard null.</param>
/// <param name="NewName">The name it gets; for a wildcard null.</param>
/// <param name="Namespace">The namespace of a wildcard, absolute; else null.</param>
internal readonly record struct OutlineUse(TypeName? Used, Name? NewName, Namespace? Namespace);

/// <summary>
/// All that an environment must know of a file before a declaration is looked into: the declarations from the outside in,
/// in order of writing, and the directives. This is what the cache keeps. Immutable.
/// </summary>
internal sealed class Outline
{
    private readonly OutlineItem[] _items;

    public Outline(OutlineItem[] items, OutlineUse[] uses, bool resolvesNames)
    {
        _items = items;
        Uses = uses;
        ResolvesNames = resolvesNames;
    }

    public OutlineUse[] Uses { get; }

    public bool ResolvesNames { get; }

    public int Count => _items.Length;

    public ReadOnlySpan<OutlineItem> Items => _items;

    public ref readonly OutlineItem this[int index] => ref _items[index];

    /// <summary>The outline of a tree, and its declarations under the same indices.</summary>
    public static Outline Of(SignatureFile tree, out Declaration[] declarations)
    {
        List<OutlineItem> items = [];
        List<Declaration> found = [];
        foreach (Declaration declaration in tree.Declarations)
            Add(declaration, -1, Namespace.Root, items, found);
        declarations = [.. found];
        List<OutlineUse> uses = [];
        bool resolvesNames = true;
        foreach (Directive directive in tree.Directives)
        {
            if (directive is ResolveTypeNamesDirective resolve)
                resolvesNames = resolve.Value;
            else if (directive is UseDirective use)
                uses.AddRange(use.Clauses.Select(Of));
        }
        return new([.. items], [.. uses], resolvesNames);
    }

    /// <summary>The same names are declared in the same order, under the same directives.</summary>
    public bool SaysTheSameAs(Outline other) => ResolvesNames == other.ResolvesNames
        && Uses.AsSpan().SequenceEqual(other.Uses) && _items.AsSpan().SequenceEqual(other._items);

    private static OutlineUse Of(UseClause clause) => clause switch
    {
        SingleUseClause single => new(single.TypeName.ToAbsolute(), single.NewName ?? single.TypeName.Name, null),
        WildcardUseClause wildcard => new(null, null, wildcard.Namespace.ToAbsolute()),
        _ => throw new InvalidOperationException($"A use clause of the kind {clause.GetType().Name} is not known"),
    };

    // Classes are nested as deeply as the parser allows, which is checked there.
    private static void Add(
        Declaration declaration, int outer, Namespace prefix, List<OutlineItem> items, List<Declaration> found)
    {
        int index = items.Count;
        OutlineItem item = ItemOf(declaration, outer, prefix);
        items.Add(item);
        found.Add(declaration);
        if (declaration is not (ClassDeclaration or ModuleDeclaration))
            return;
        Namespace inside = item.Name!.ToNamespace();
        foreach (Member member in ((ContainerDeclaration)declaration).Members)
        {
            if (member is Declaration nested)
                Add(nested, index, inside, items, found);
        }
    }

    private static OutlineItem ItemOf(Declaration declaration, int outer, Namespace prefix) => declaration switch
    {
        ClassDeclaration node => new(DeclarationKind.Class, outer, node.Name.Within(prefix), null, null),
        ModuleDeclaration node => new(DeclarationKind.Module, outer, node.Name.Within(prefix), null, null),
        InterfaceDeclaration node => new(DeclarationKind.Interface, outer, node.Name.Within(prefix), null, null),
        TypeAliasDeclaration node => new(DeclarationKind.TypeAlias, outer, node.Name.Within(prefix), null, null),
        ConstantDeclaration node => new(DeclarationKind.Constant, outer, node.Name.Within(prefix), null, null),
        GlobalDeclaration node => new(DeclarationKind.Global, outer, null, node.Name, null),
        ClassAliasDeclaration node => new(
            node.IsModule ? DeclarationKind.ModuleAlias : DeclarationKind.ClassAlias,
            outer, node.NewName.Within(prefix), null, node.OldName),
        _ => throw new InvalidOperationException($"A declaration of the kind {declaration.GetType().Name} is not known"),
    };
}
