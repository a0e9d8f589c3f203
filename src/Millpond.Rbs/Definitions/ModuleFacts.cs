using System.Collections.Immutable;
using Millpond.Rbs.Ast;
using Millpond.Rbs.Environments;

namespace Millpond.Rbs.Definitions;

/// <summary>What is found out about a class or module, and may fail to be.</summary>
internal enum ModuleFact : byte
{
    InstanceAncestors,
    SingletonAncestors,
    Instance,
    Singleton,
}

/// <summary>All that has been found out about one class or module. Each fact is made at its first use, maybe by two
/// threads at once, which then make the same; a fact is whole before it is stored.</summary>
internal sealed class ModuleFacts(ClassOrModuleEntry entry)
{
    private ImmutableArray<TypeParam> _typeParams;
    private Declared<ContainerDeclaration>[]? _declarations;
    private Declared<ContainerDeclaration>? _odd;
    private DefinitionError?[]? _failures;

    public ClassOrModuleEntry Entry { get; } = entry;

    public TypeName Name => Entry.Name;

    public DirectAncestors? DirectInstance { get; set; }

    public DirectAncestors? DirectSingleton { get; set; }

    public Ancestor[]? InstanceAncestors { get; set; }

    public Ancestor[]? SingletonAncestors { get; set; }

    public MethodTable? InstanceMethods { get; set; }

    public MethodTable? SingletonMethods { get; set; }

    public Definition? Instance { get; set; }

    /// <summary>Without the <c>new</c> that is made from <c>initialize</c>.</summary>
    public Definition? PlainSingleton { get; set; }

    public Definition? Singleton { get; set; }

    public Declared<ContainerDeclaration>[] Declarations => _declarations ??= [.. Entry.All];

    /// <summary>Where the declaration that counts stands.</summary>
    public Place PrimaryPlace => PlaceOf(Entry.Primary);

    /// <summary>The type parameters, once all declarations are found to agree on them.</summary>
    /// <exception cref="DefinitionException">They do not.</exception>
    public ImmutableArray<TypeParam> TypeParams(Resolution resolution) => TryTypeParams(resolution)
        ?? throw new DefinitionException(new(
            DefinitionErrorKind.GenericParameterMismatch,
            $"Generic parameters mismatch: {Name}",
            PlaceOf(_odd!.Value)));

    /// <summary>The type parameters; null where the declarations do not agree on them.</summary>
    public ImmutableArray<TypeParam>? TryTypeParams(Resolution resolution)
    {
        if (!_typeParams.IsDefault)
            return _typeParams;
        Declared<ContainerDeclaration> first = Declarations[0];
        foreach (Declared<ContainerDeclaration> other in Declarations.AsSpan(1))
        {
            if (AreCompatible(first, other, resolution))
                continue;
            _odd = other;
            return null;
        }
        return _typeParams = Entry.TypeParams;
    }

    /// <summary>Throws what was thrown before: a class far below a broken one need not go all the way again.</summary>
    public void ThrowIfFailed(ModuleFact fact)
    {
        if (_failures?[(int)fact] is { } failure)
            throw new DefinitionException(failure);
    }

    /// <summary>An exception filter that remembers and never catches.</summary>
    public bool Remember(ModuleFact fact, DefinitionException exception)
    {
        if (exception.IsLasting)
            (_failures ??= new DefinitionError?[Enum.GetValues<ModuleFact>().Length])[(int)fact] = exception.Error;
        return false;
    }

    public static Place PlaceOf(in Declared<ContainerDeclaration> declared) =>
        new(declared.File.Buffer, declared.Declaration.Span);

    // Names may differ; bounds are compared as they are, even where they use such a name.
    private static bool AreCompatible(
        Declared<ContainerDeclaration> one, Declared<ContainerDeclaration> other, Resolution resolution)
    {
        ImmutableArray<TypeParam> a = one.Declaration.TypeParams;
        ImmutableArray<TypeParam> b = other.Declaration.TypeParams;
        if (a.Length != b.Length)
            return false;
        for (int at = 0; at < a.Length; at++)
        {
            if (a[at].Variance != b[at].Variance || a[at].IsUnchecked != b[at].IsUnchecked)
                return false;
            if (!Same(a[at].UpperBound, b[at].UpperBound) || !Same(a[at].LowerBound, b[at].LowerBound)
                || !Same(a[at].Default, b[at].Default))
                return false;
        }
        return true;

        bool Same(RbsType? left, RbsType? right) => left is null || right is null
            ? left is null && right is null
            : new AbsoluteTypes(resolution, one.Inside).Type(left)
                .Equals(new AbsoluteTypes(resolution, other.Inside).Type(right));
    }
}

/// <summary>All that has been found out about one interface.</summary>
internal sealed class InterfaceFacts(InterfaceEntry entry)
{
    public InterfaceEntry Entry { get; } = entry;

    public TypeName Name => Entry.Name;

    public ImmutableArray<TypeParam> TypeParams => Entry.Declaration.TypeParams;

    public Place Place => new(Entry.Declared.File.Buffer, Entry.Declaration.Span);

    public DirectAncestors? Direct { get; set; }

    public Ancestor[]? Ancestors { get; set; }

    public MethodTable? Methods { get; set; }

    public Definition? Definition { get; set; }
}
