using System.Collections.Immutable;
using Millpond.Rbs.Ast;

namespace Millpond.Rbs.Definitions;

/// <summary>One method type of a method.</summary>
public sealed class MethodOverload
{
    private readonly FactTable _facts;
    private readonly Func<MethodType, MethodType>? _transform;
    private MethodType? _type;

    internal MethodOverload(
        FactTable facts, MethodType written, PlacedMember placed, ImmutableArray<Substitution> given,
        TypeName definedIn, TypeName? implementedIn, Func<MethodType, MethodType>? transform = null)
    {
        _facts = facts;
        Written = written;
        Placed = placed;
        Given = given;
        DefinedIn = definedIn;
        ImplementedIn = implementedIn;
        _transform = transform;
    }

    /// <summary>The method type, with absolute names and with the arguments of the class in place of type
    /// parameters.</summary>
    public MethodType Type => _type ??= MakeType();

    /// <summary>The method type as written.</summary>
    public MethodType Written { get; }

    /// <summary>The definition or attribute that says it.</summary>
    public Member Member => Placed.Member;

    /// <summary>Where <see cref="Written"/> stands; null for an attribute.</summary>
    public Place? Place => Member is MethodDefinition ? new Place(Placed.Buffer, Written.Span) : null;

    /// <summary>The class, module or interface that defines it.</summary>
    public TypeName DefinedIn { get; }

    /// <summary>The class or module that implements it; null in an interface.</summary>
    public TypeName? ImplementedIn { get; }

    internal PlacedMember Placed { get; }

    /// <summary>Made of <c>initialize</c>, so it returns an instance whatever is written.</summary>
    internal bool IsTypedNew => _transform is not null;

    /// <summary>What type parameters stand for, to be put in one after the other.</summary>
    internal ImmutableArray<Substitution> Given { get; }

    internal MethodOverload Update(TypeName definedIn, TypeName? implementedIn) =>
        new(_facts, Written, Placed, Given, definedIn, implementedIn, _transform);

    internal MethodOverload Apply(Substitution given) =>
        new(_facts, Written, Placed, Given.Add(given), DefinedIn, ImplementedIn, _transform);

    internal MethodOverload Transform(Func<MethodType, MethodType> transform) =>
        new(_facts, Written, Placed, Given, DefinedIn, ImplementedIn, transform);

    private MethodType MakeType()
    {
        MethodType type = Placed.Renaming.Apply(_facts.Absolute(Written, Placed.Context));
        foreach (Substitution given in Given)
            type = given.Apply(type);
        return _transform is null ? type : _transform(type);
    }
}

/// <summary>A method of a class, module or interface: with all its overloads, from wherever they come.
/// Immutable.</summary>
public sealed class DefinedMethod
{
    private readonly Func<DefinedMethod?>? _super;

    internal DefinedMethod(
        Name name, bool isPrivate, ImmutableArray<MethodOverload> overloads, Func<DefinedMethod?>? super)
    {
        Name = name;
        IsPrivate = isPrivate;
        Overloads = overloads;
        _super = super;
    }

    /// <summary>The method's name.</summary>
    public Name Name { get; }

    /// <summary>Private; else public.</summary>
    public bool IsPrivate { get; }

    /// <summary>The method types, in the order in which a call is matched to them.</summary>
    public ImmutableArray<MethodOverload> Overloads { get; }

    /// <summary>The method that this is an alias of; else null.</summary>
    public DefinedMethod? AliasOf { get; internal init; }

    /// <summary>What <c>super</c> calls; null where there is none.</summary>
    public DefinedMethod? Super => _super?.Invoke();

    /// <summary>The class, module or interface that defines it.</summary>
    public TypeName? DefinedIn => Overloads.IsEmpty ? null : Overloads[^1].DefinedIn;

    /// <summary>The class or module that implements it; null in an interface.</summary>
    public TypeName? ImplementedIn => Overloads.IsEmpty ? null : Overloads[^1].ImplementedIn;

    internal DefinedMethod Apply(Substitution given) => given.IsEmpty ? this : new(
        Name, IsPrivate, [.. Overloads.Select(overload => overload.Apply(given))], () => Super?.Apply(given))
    {
        AliasOf = AliasOf,
    };

    internal DefinedMethod With(DefinedMethod aliasOf) =>
        new(Name, IsPrivate, aliasOf.Overloads, _super) { AliasOf = aliasOf };
}
