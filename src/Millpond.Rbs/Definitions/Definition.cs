using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Millpond.Rbs.Ast;
using Millpond.Rbs.Parsing;

namespace Millpond.Rbs.Definitions;

/// <summary>
/// The methods and variables of a class's or module's instances, of a class or module itself, or of an interface. It
/// holds no table of its own but a short list of shared ones, looked through from the top; a <see
/// cref="DefinedMethod"/> is made when asked for. Immutable and free to use from many threads.
/// </summary>
public sealed partial class Definition
{
    private readonly DefinitionBuilder _builder;
    private readonly Layer[] _layers;
    private readonly VariableLayer[] _variables;
    private Name[]? _names;
    private volatile Answer _isSound;

    internal Definition(DefinitionBuilder builder, TypeName name, MethodSide side, DefinitionParts parts)
    {
        _builder = builder;
        Name = name;
        Side = side;
        Base = parts.Base;
        BaseGiven = parts.BaseGiven;
        _layers = [.. parts.Layers];
        _variables = [.. parts.Variables];
        TypedNew = parts.TypedNew;
    }

    /// <summary>The absolute name of the class, module or interface.</summary>
    public TypeName Name { get; }

    /// <summary>It is of the class or module itself.</summary>
    public bool IsSingleton => Side == MethodSide.Singleton;

    /// <summary>Every method's name, in the order in which upstream keeps them: inherited ones first.</summary>
    public IReadOnlyList<Name> MethodNames => _names ??= CollectNames();

    internal MethodSide Side { get; }

    /// <summary>The definition that this one begins with: the super class's.</summary>
    internal Definition? Base { get; }

    internal Substitution BaseGiven { get; }

    internal ReadOnlySpan<Layer> Layers => _layers;

    /// <summary>The <c>new</c> made of <c>initialize</c>; null where there is none to make.</summary>
    internal DefinedMethod? TypedNew { get; }

    private RbsVersion Version => _builder.Version;

    /// <summary>A method, or null.</summary>
    public DefinedMethod? FindMethod(Name name)
    {
        if (TypedNew is null)
            return Find(name, _layers.Length);
        if (ReferenceEquals(name, WellKnown.New))
            return TypedNew;
        DefinedMethod? method = Find(name, _layers.Length);
        return method is not null && IsAliasOfNew(method) ? method.With(aliasOf: TypedNew) : method;
    }

    /// <summary>The methods, by <see cref="MethodNames"/>.</summary>
    public IEnumerable<DefinedMethod> Methods => MethodNames.Select(name => FindMethod(name)!);

    /// <summary>Every type of every method has only names that exist, with as many arguments as they take.</summary>
    internal bool IsSound()
    {
        if (_isSound == Answer.Unknown)
            _isSound = FindSoundness() ? Answer.Yes : Answer.No;
        return _isSound == Answer.Yes;
    }

    /// <summary>Whether there is such a method; makes none.</summary>
    internal bool Has(Name name) => Has(name, _layers.Length);

    internal bool Has(Name name, int below)
    {
        for (int at = below - 1; at >= 0; at--)
        {
            if (_layers[at].Methods.TryFind(name, out _) || FindPart(_layers[at], name, out _) >= 0)
                return true;
        }
        return Base is not null && Base.Has(name);
    }

    private DefinedMethod? Find(Name name, int below)
    {
        for (int at = below - 1; at >= 0; at--)
        {
            if (_layers[at].Methods.TryFind(name, out MethodEntry? entry))
                return Own(at, entry);
            if (FindPart(_layers[at], name, out MethodEntry? said) is >= 0 and var part)
                return OfInterface(at, part, said!);
        }
        return Base?.FindMethod(name)?.Apply(BaseGiven);
    }

    private static int FindPart(Layer layer, Name name, out MethodEntry? entry)
    {
        for (int part = 0; part < layer.Interfaces.Length; part++)
        {
            if (layer.Interfaces[part].Methods.TryFind(name, out entry))
                return part;
        }
        entry = null;
        return -1;
    }

    // What a name means for a member of a layer's own table: an interface of the layer, or what is below.
    private DefinedMethod? FindUnder(int layer, Name name) => FindInInterfaces(layer, name) ?? Find(name, layer);

    private DefinedMethod? FindInInterfaces(int layer, Name name) =>
        FindPart(_layers[layer], name, out MethodEntry? entry) is >= 0 and var part
            ? OfInterface(layer, part, entry!)
            : null;

    private DefinedMethod Own(int at, MethodEntry entry)
    {
        Layer layer = _layers[at];
        TypeName? implementedIn = layer.Methods.Side == MethodSide.Interface ? null : layer.Owner;
        DefinedMethod? Existing() => FindUnder(at, entry.Name);
        Origin origin = new(layer.Given, layer.Owner, implementedIn);
        if (entry.Alias is { } alias)
        {
            // A chain of aliases is as long as somebody writes it.
            if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
                throw Errors.TooDeep($"{Name}#{entry.Name}", entry.Original!.Place);
            DefinedMethod? old = !ReferenceEquals(alias.OldName, entry.Name)
                && layer.Methods.TryFind(alias.OldName, out MethodEntry? own)
                    ? Own(at, own)
                    : FindOutside(at, alias.OldName);
            return Aliased(entry, old!, origin, Existing);
        }
        return entry.Original is null
            ? Overloaded(entry, Existing()!, origin, () => FindUnder(at, entry.Name))
            : Original(entry, origin, implementedIn is null ? null : Existing);
    }

    private DefinedMethod OfInterface(int at, int part, MethodEntry entry)
    {
        InterfacePart said = _layers[at].Interfaces[part];
        DefinedMethod? Existing() => Find(entry.Name, at);
        Origin origin = new(_layers[at].Given.Then(said.Given), said.Methods.Owner, _layers[at].Owner);
        if (entry.Alias is { } alias)
        {
            if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
                throw Errors.TooDeep($"{Name}#{entry.Name}", entry.Original!.Place);
            return Aliased(entry, FindOld(at, part, entry, alias)!, origin, Existing);
        }
        return entry.Original is null
            ? Overloaded(entry, Existing()!, origin, Existing)
            : Original(entry, origin, Existing);
    }

    // An interface's alias sees its own interface and those before it.
    private DefinedMethod? FindOld(int at, int part, MethodEntry entry, AliasMember alias)
    {
        for (int earlier = part; earlier >= 0; earlier--)
        {
            if (earlier == part && ReferenceEquals(alias.OldName, entry.Name))
                continue;
            if (_layers[at].Interfaces[earlier].Methods.TryFind(alias.OldName, out MethodEntry? old))
                return OfInterface(at, earlier, old);
        }
        return Find(alias.OldName, at);
    }

    private DefinedMethod? FindOutside(int at, Name name)
    {
        Layer layer = _layers[at];
        if (layer.SelfTyped is not { } module)
            return FindUnder(at, name);
        // Until 3.0 a module's own definition, self types included, came before those of the class.
        return _builder.HasOldRules
            ? FindInInterfaces(at, name)
                ?? _builder.Instance(module).FindMethod(name)?.Apply(layer.Given)
                ?? Find(name, at)
            : FindUnder(at, name) ?? _builder.FindInSelfTypes(module, name)?.Apply(layer.Given);
    }

    private DefinedMethod Original(MethodEntry entry, Origin origin, Func<DefinedMethod?>? super)
    {
        PlacedMember placed = entry.Original!;
        if (placed.Member is not MethodDefinition method)
        {
            MethodType type = AttributeTypes.Of((AttributeMember)placed.Member, entry.Name);
            List<MethodOverload> own = [Overload(type, placed, origin)];
            return new(entry.Name, entry.IsPrivate, WithOverloads(entry, origin, own), super);
        }
        List<MethodOverload> overloads = new(method.Overloads.Length);
        foreach (Overload overload in method.Overloads)
            overloads.Add(Overload(overload.MethodType, placed, origin));
        bool isPrivate = entry.IsPrivate || IsAlwaysPrivate(method);
        return new(entry.Name, isPrivate, WithOverloads(entry, origin, overloads), super);
    }

    private DefinedMethod Aliased(MethodEntry entry, DefinedMethod old, Origin origin, Func<DefinedMethod?> super)
    {
        List<MethodOverload> overloads = new(old.Overloads.Length);
        foreach (MethodOverload overload in old.Overloads)
            overloads.Add(overload.Update(origin.DefinedIn, origin.ImplementedIn));
        return new(entry.Name, old.IsPrivate, WithOverloads(entry, origin, overloads), super) { AliasOf = old };
    }

    private DefinedMethod Overloaded(
        MethodEntry entry, DefinedMethod existing, Origin origin, Func<DefinedMethod?> super)
    {
        List<MethodOverload> overloads = new(existing.Overloads.Length);
        foreach (MethodOverload overload in existing.Overloads)
            overloads.Add(overload.Update(overload.DefinedIn, origin.ImplementedIn));
        return new(entry.Name, existing.IsPrivate, WithOverloads(entry, origin, overloads), super)
        {
            AliasOf = existing.AliasOf,
        };
    }

    // Those said later come first; within one definition they keep their order.
    private ImmutableArray<MethodOverload> WithOverloads(
        MethodEntry entry, Origin origin, List<MethodOverload> overloads)
    {
        foreach (PlacedMember placed in entry.Overloads ?? [])
        {
            int at = 0;
            foreach (Overload overload in ((MethodDefinition)placed.Member).Overloads)
                overloads.Insert(at++, Overload(overload.MethodType, placed, origin));
        }
        return [.. overloads];
    }

    private MethodOverload Overload(MethodType type, PlacedMember placed, Origin origin) => new(
        _builder.Facts,
        type,
        placed,
        origin.Given.IsEmpty ? [] : [origin.Given],
        origin.DefinedIn,
        origin.ImplementedIn);

    // Ruby makes these private whatever the section; since 3.6 upstream knows more of them than initialize.
    private bool IsAlwaysPrivate(MethodDefinition method) => Version < new RbsVersion(3, 6)
        ? ReferenceEquals(method.Name, WellKnown.Initialize)
        : method.Kind == MemberKind.Instance && method.Name.Text is "initialize" or "initialize_copy"
            or "initialize_clone" or "initialize_dup" or "respond_to_missing?";

    private static bool IsAliasOfNew(DefinedMethod method)
    {
        for (DefinedMethod? old = method.AliasOf; old is not null; old = old.AliasOf)
        {
            if (ReferenceEquals(old.Name, WellKnown.New) && ReferenceEquals(old.DefinedIn, WellKnown.Class))
                return true;
        }
        return false;
    }

    private bool FindSoundness()
    {
        foreach (Layer layer in _layers)
        {
            if (!_builder.IsSound(layer.Methods))
                return false;
            foreach (InterfacePart part in layer.Interfaces)
            {
                if (!_builder.IsSound(part.Methods))
                    return false;
            }
        }
        return (Base is null || Base.IsSound())
            && (TypedNew is null || TypedNew.Overloads.All(overload => Soundness.Of(_builder.Facts, overload.Placed)));
    }

    private Name[] CollectNames()
    {
        List<Name> names = Base is null ? [] : [.. Base.MethodNames];
        HashSet<Name> known = [.. names];
        foreach (Layer layer in _layers)
        {
            foreach (InterfacePart part in layer.Interfaces)
                Add(part.Methods);
            Add(layer.Methods);
        }
        return [.. names];

        void Add(MethodTable table)
        {
            foreach (MethodEntry entry in table.Entries)
            {
                if (known.Add(entry.Name))
                    names.Add(entry.Name);
            }
        }
    }

    private readonly record struct Origin(Substitution Given, TypeName DefinedIn, TypeName? ImplementedIn);
}
