using System.Collections.Immutable;
using Millpond.Rbs.Ast;

namespace Millpond.Rbs.Environments;

/// <summary>What a name stands for in an environment. Immutable; its declarations are parsed when first asked for where
/// the environment came from the cache.</summary>
public abstract class Entry
{
    private protected Entry(TypeName name, DeclarationKind kind)
    {
        Name = name;
        Kind = kind;
    }

    /// <summary>The absolute name.</summary>
    public TypeName Name { get; }

    /// <summary>What it is.</summary>
    public DeclarationKind Kind { get; }
}

/// <summary>A name with one declaration.</summary>
/// <typeparam name="T">The declaration.</typeparam>
public abstract class SingleEntry<T> : Entry
    where T : Declaration
{
    private protected SingleEntry(TypeName name, in Declared<T> declared) : base(name, declared.Kind) => Declared = declared;

    /// <summary>The declaration with its file and context.</summary>
    public Declared<T> Declared { get; }

    /// <summary>The declaration.</summary>
    public T Declaration => Declared.Declaration;

    /// <summary>The context around the declaration, in which its names are resolved.</summary>
    public Context Context => Declared.Context;
}

/// <summary>An interface. Its members are resolved in the context around it.</summary>
public sealed class InterfaceEntry : SingleEntry<InterfaceDeclaration>
{
    internal InterfaceEntry(TypeName name, in Declared<InterfaceDeclaration> declared) : base(name, declared)
    {
    }
}

/// <summary>A type alias.</summary>
public sealed class TypeAliasEntry : SingleEntry<TypeAliasDeclaration>
{
    internal TypeAliasEntry(TypeName name, in Declared<TypeAliasDeclaration> declared) : base(name, declared)
    {
    }
}

/// <summary>A constant.</summary>
public sealed class ConstantEntry : SingleEntry<ConstantDeclaration>
{
    internal ConstantEntry(TypeName name, in Declared<ConstantDeclaration> declared) : base(name, declared)
    {
    }
}

/// <summary>A class or module alias; <see cref="Entry.Kind"/> says which.</summary>
public sealed class ClassAliasEntry : SingleEntry<ClassAliasDeclaration>
{
    internal ClassAliasEntry(TypeName name, TypeName oldName, in Declared<ClassAliasDeclaration> declared)
        : base(name, declared) => OldName = oldName;

    /// <summary>What it names, as written. Known without parsing the file.</summary>
    public TypeName OldName { get; }

    /// <summary>Written with <c>module</c>.</summary>
    public bool IsModule => Kind == DeclarationKind.ModuleAlias;
}

/// <summary>A global variable: the one thing that has a <see cref="Ast.Name"/>, not a type name.</summary>
public sealed class GlobalEntry
{
    internal GlobalEntry(Name name, in Declared<GlobalDeclaration> declared)
    {
        Name = name;
        Declared = declared;
    }

    /// <summary>The name with its <c>$</c>.</summary>
    public Name Name { get; }

    /// <summary>The declaration with its file and context; its type is resolved at the top level of the file.</summary>
    public Declared<GlobalDeclaration> Declared { get; }

    /// <summary>The declaration.</summary>
    public GlobalDeclaration Declaration => Declared.Declaration;
}

/// <summary>A class or module: one or more declarations, in order of loading.</summary>
public abstract class ClassOrModuleEntry : Entry
{
    private protected ClassOrModuleEntry(TypeName name, DeclarationKind kind) : base(name, kind)
    {
    }

    /// <summary>How many declarations there are; at least 1.</summary>
    public abstract int Count { get; }

    /// <summary>It is a class.</summary>
    public bool IsClass => Kind == DeclarationKind.Class;

    /// <summary>The declaration whose type parameters, and super class, count: of a class the first with a super class,
    /// else the first.</summary>
    public abstract Declared<ContainerDeclaration> Primary { get; }

    /// <summary>The type parameters of <see cref="Primary"/>.</summary>
    public ImmutableArray<TypeParam> TypeParams => Primary.Declaration.TypeParams;

    /// <summary>The declarations, in order, whichever they are.</summary>
    public abstract IEnumerable<Declared<ContainerDeclaration>> All { get; }
}

/// <summary>A class.</summary>
public sealed class ClassEntry : ClassOrModuleEntry
{
    private int _primary = -1;

    internal ClassEntry(TypeName name, ImmutableArray<Declared<ClassDeclaration>> declarations)
        : base(name, DeclarationKind.Class) => Declarations = declarations;

    /// <summary>The declarations, in order of loading; at least one.</summary>
    public ImmutableArray<Declared<ClassDeclaration>> Declarations { get; }

    /// <summary>As <see cref="Primary"/>, as a class.</summary>
    public Declared<ClassDeclaration> PrimaryClass => Declarations[FindPrimary()];

    /// <inheritdoc/>
    public override int Count => Declarations.Length;

    /// <inheritdoc/>
    public override Declared<ContainerDeclaration> Primary => PrimaryClass.As<ContainerDeclaration>();

    /// <inheritdoc/>
    public override IEnumerable<Declared<ContainerDeclaration>> All =>
        Declarations.Select(declared => declared.As<ContainerDeclaration>());

    private int FindPrimary()
    {
        if (_primary >= 0)
            return _primary;
        int found = 0;
        if (Declarations.Length > 1)
        {
            for (int at = 0; at < Declarations.Length; at++)
            {
                if (Declarations[at].Declaration.SuperClass is null)
                    continue;
                found = at;
                break;
            }
        }
        return _primary = found;
    }
}

/// <summary>A module.</summary>
public sealed class ModuleEntry : ClassOrModuleEntry
{
    internal ModuleEntry(TypeName name, ImmutableArray<Declared<ModuleDeclaration>> declarations)
        : base(name, DeclarationKind.Module) => Declarations = declarations;

    /// <summary>The declarations, in order of loading; at least one.</summary>
    public ImmutableArray<Declared<ModuleDeclaration>> Declarations { get; }

    /// <inheritdoc/>
    public override int Count => Declarations.Length;

    /// <inheritdoc/>
    public override Declared<ContainerDeclaration> Primary => Declarations[0].As<ContainerDeclaration>();

    /// <inheritdoc/>
    public override IEnumerable<Declared<ContainerDeclaration>> All =>
        Declarations.Select(declared => declared.As<ContainerDeclaration>());
}
