using System.Collections.Immutable;
using System.Runtime.InteropServices;
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

    /// <summary>It has the same declarations of the same files, in the same contexts.</summary>
    internal abstract bool IsMadeOfTheSameAs(Entry other);

    /// <summary>The first or the last declaration, with its file.</summary>
    internal abstract (SourceFile File, Declaration Declaration) Locate(bool last);
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

    internal override bool IsMadeOfTheSameAs(Entry other) => other is SingleEntry<T> same && Declared == same.Declared;

    internal override (SourceFile File, Declaration Declaration) Locate(bool last) => (Declared.File, Declaration);
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
    /// else the first; of a module the first.</summary>
    public abstract Declared<ContainerDeclaration> Primary { get; }

    /// <summary>The type parameters of <see cref="Primary"/>.</summary>
    public ImmutableArray<TypeParam> TypeParams => Primary.Declaration.TypeParams;

    /// <summary>The declarations, in order of loading, whichever they are.</summary>
    public abstract IEnumerable<Declared<ContainerDeclaration>> All { get; }

    /// <summary>One more declaration, while the environment is built.</summary>
    internal abstract void Add(SourceFile file, int index, Context context);

    /// <summary>The environment is built: from here on nothing changes.</summary>
    internal abstract void Seal();
}

/// <summary>What classes and modules have in common but for the type of their declarations.</summary>
/// <typeparam name="T">The declarations.</typeparam>
public abstract class ReopenableEntry<T> : ClassOrModuleEntry
    where T : ContainerDeclaration
{
    private Declared<T>[] _declarations = [];
    private int _count;

    private protected ReopenableEntry(TypeName name, DeclarationKind kind) : base(name, kind)
    {
    }

    /// <summary>The declarations, in order of loading; at least one.</summary>
    public ImmutableArray<Declared<T>> Declarations => ImmutableCollectionsMarshal.AsImmutableArray(_declarations);

    /// <inheritdoc/>
    public override int Count => _count;

    /// <inheritdoc/>
    public override IEnumerable<Declared<ContainerDeclaration>> All =>
        _declarations.Select(declared => declared.As<ContainerDeclaration>());

    internal override void Add(SourceFile file, int index, Context context)
    {
        if (_count == _declarations.Length)
            Array.Resize(ref _declarations, Math.Max(1, _count * 2));
        _declarations[_count++] = new(file, index, context);
    }

    internal override void Seal() => Array.Resize(ref _declarations, _count);

    internal override bool IsMadeOfTheSameAs(Entry other) =>
        other is ReopenableEntry<T> same && _declarations.AsSpan().SequenceEqual(same._declarations);

    internal override (SourceFile File, Declaration Declaration) Locate(bool last)
    {
        Declared<T> declared = _declarations[last ? _count - 1 : 0];
        return (declared.File, declared.Declaration);
    }
}

/// <summary>A class.</summary>
public sealed class ClassEntry : ReopenableEntry<ClassDeclaration>
{
    private int _primary = -1;

    internal ClassEntry(TypeName name) : base(name, DeclarationKind.Class)
    {
    }

    /// <summary>As <see cref="Primary"/>, as a class.</summary>
    public Declared<ClassDeclaration> PrimaryClass => Declarations[FindPrimary()];

    /// <inheritdoc/>
    public override Declared<ContainerDeclaration> Primary => PrimaryClass.As<ContainerDeclaration>();

    private int FindPrimary()
    {
        if (_primary < 0)
            _primary = Count == 1 ? 0 : Math.Max(0, Array.FindIndex([.. Declarations], each => each.Declaration.SuperClass is not null));
        return _primary;
    }
}

/// <summary>A module.</summary>
public sealed class ModuleEntry : ReopenableEntry<ModuleDeclaration>
{
    internal ModuleEntry(TypeName name) : base(name, DeclarationKind.Module)
    {
    }

    /// <inheritdoc/>
    public override Declared<ContainerDeclaration> Primary => Declarations[0].As<ContainerDeclaration>();
}
