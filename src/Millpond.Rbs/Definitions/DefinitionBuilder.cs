using Millpond.Rbs.Ast;
using Millpond.Rbs.Environments;
using Millpond.Rbs.Parsing;

namespace Millpond.Rbs.Definitions;

/// <summary>
/// Makes definitions: ancestors, methods and variables of classes, modules and interfaces, by the rules of the
/// environment's version. Each is made once; tables of methods are shared between all that inherit them. Free to use
/// from many threads.
/// </summary>
public sealed partial class DefinitionBuilder
{
    private readonly DirectAncestorFinder _direct;
    private readonly AncestorBuilder _ancestors;
    private readonly MethodTableBuilder _methods;

    /// <summary>Definitions of what an environment declares; none is made before it is asked for.</summary>
    public DefinitionBuilder(RbsEnvironment environment)
    {
        ArgumentNullException.ThrowIfNull(environment);
        Facts = new(environment);
        _direct = new(Facts);
        _ancestors = new(Facts, _direct);
        _methods = new(Facts);
    }

    /// <summary>The environment.</summary>
    public RbsEnvironment Environment => Facts.Environment;

    internal FactTable Facts { get; }

    internal RbsVersion Version => Facts.Version;

    /// <summary>Before 3.0 a module was defined by itself and then merged into classes.</summary>
    internal bool HasOldRules => Version < new RbsVersion(2, 8);

    /// <summary>Since 3.5 a module's aliases may name methods of its self types.</summary>
    internal bool HasSelfTypeMethods => Version >= new RbsVersion(3, 5);

    /// <summary>The ancestors of a class's or module's instances, nearest first.</summary>
    /// <returns>Null where there is no such class or module.</returns>
    /// <exception cref="DefinitionException">They cannot be told.</exception>
    public IReadOnlyList<Ancestor>? FindInstanceAncestors(TypeName name) =>
        FindModule(name) is { } module ? _ancestors.OfInstance(module).ToArray() : null;

    /// <summary>The ancestors of a class or module itself, nearest first.</summary>
    /// <returns>Null where there is no such class or module.</returns>
    /// <exception cref="DefinitionException">They cannot be told.</exception>
    public IReadOnlyList<Ancestor>? FindSingletonAncestors(TypeName name) =>
        FindModule(name) is { } module ? _ancestors.OfSingleton(module).ToArray() : null;

    /// <summary>The interfaces that an interface includes, itself first.</summary>
    /// <returns>Null where there is no such interface.</returns>
    /// <exception cref="DefinitionException">They cannot be told.</exception>
    public IReadOnlyList<Ancestor>? FindInterfaceAncestors(TypeName name) =>
        Facts.FindInterface(name) is { } found ? _ancestors.OfInterface(found).ToArray() : null;

    /// <summary>The definition of instances.</summary>
    /// <returns>Null where there is no such class or module.</returns>
    /// <exception cref="DefinitionException">It cannot be made.</exception>
    public Definition? FindInstance(TypeName name) => FindModule(name) is { } module ? Instance(module) : null;

    /// <summary>The definition of the class or module itself.</summary>
    /// <returns>Null where there is no such class or module.</returns>
    /// <exception cref="DefinitionException">It cannot be made.</exception>
    public Definition? FindSingleton(TypeName name) => FindModule(name) is { } module ? Singleton(module) : null;

    /// <summary>The definition of an interface.</summary>
    /// <returns>Null where there is no such interface.</returns>
    /// <exception cref="DefinitionException">It cannot be made.</exception>
    public Definition? FindInterface(TypeName name) => Facts.FindInterface(name) is { } found ? Interface(found) : null;

    internal Definition Interface(InterfaceFacts @interface)
    {
        if (@interface.Definition is { } known)
            return known;
        Facts.CheckNamespace(@interface.Name.Namespace, @interface.Place);
        _ancestors.OfInterface(@interface);
        MethodTable methods = _methods.OfInterface(@interface);
        CheckVariance(@interface.TypeParams, _direct.OfInterface(@interface), methods, @interface.Place);
        DefinitionParts parts = new();
        AddInterface(new(@interface.Name, MethodSide.Interface, parts), @interface, Substitution.Empty);
        return @interface.Definition = new(this, @interface.Name, MethodSide.Interface, parts);
    }

    internal Definition Instance(ModuleFacts module)
    {
        if (module.Instance is { } known)
            return known;
        module.ThrowIfFailed(ModuleFact.Instance);
        try
        {
            return module.Instance = MakeInstance(module);
        }
        catch (DefinitionException exception) when (module.Remember(ModuleFact.Instance, exception))
        {
            throw;
        }
    }

    private Definition MakeInstance(ModuleFacts module)
    {
        Facts.CheckNamespace(module.Name.Namespace, ModuleFacts.PlaceOf(module.Declarations[0]));
        _ancestors.OfInstance(module);
        DirectAncestors direct = _direct.OfInstance(module);
        MethodTable methods = _methods.OfInstance(module);
        CheckVariance(module.TypeParams(Facts.Resolution), direct, methods, module.PrimaryPlace);
        DefinitionParts parts = direct.Super is { } super ? BasedOn(super) : new();
        Making making = new(module.Name, MethodSide.Instance, parts);
        foreach (DirectAncestor self in direct[AncestorGroup.SelfTypes])
            AddSelfType(making, self);
        AddInstance(making, module, Substitution.Empty);
        return new(this, module.Name, MethodSide.Instance, parts);
    }

    internal Definition PlainSingleton(ModuleFacts module)
    {
        if (module.PlainSingleton is { } known)
            return known;
        module.ThrowIfFailed(ModuleFact.Singleton);
        try
        {
            return module.PlainSingleton = MakePlainSingleton(module);
        }
        catch (DefinitionException exception) when (module.Remember(ModuleFact.Singleton, exception))
        {
            throw;
        }
    }

    private Definition MakePlainSingleton(ModuleFacts module)
    {
        Facts.CheckNamespace(module.Name.Namespace, ModuleFacts.PlaceOf(module.Declarations[0]));
        _ancestors.OfSingleton(module);
        DirectAncestors direct = _direct.OfSingleton(module);
        MethodTable methods = _methods.OfSingleton(module);
        DefinitionParts parts = new()
        {
            Base = direct.Super is not { } super ? null
                : super.Ancestor.IsSingleton ? PlainSingleton(Module(super)) : Instance(Module(super)),
        };
        Making making = new(module.Name, MethodSide.Singleton, parts);
        foreach (DirectAncestor extended in direct[AncestorGroup.ExtendedModules])
            AddMixin(making, extended, Substitution.Empty);
        AddLayer(making, methods, Interfaces(direct[AncestorGroup.ExtendedInterfaces]), Substitution.Empty, null);
        AddVariables(making, module, Substitution.Empty, isSingleton: true);
        return new(this, module.Name, MethodSide.Singleton, parts);
    }

    internal Definition Singleton(ModuleFacts module)
    {
        if (module.Singleton is { } known)
            return known;
        Definition plain = PlainSingleton(module);
        if (!module.Entry.IsClass || TypedNew(module, plain) is not { } typedNew)
            return module.Singleton = plain;
        DefinitionParts parts = new() { Base = plain, TypedNew = typedNew };
        return module.Singleton = new(this, module.Name, MethodSide.Singleton, parts);
    }

    /// <summary>A method of a module's self types; of several, the last one's.</summary>
    internal DefinedMethod? FindInSelfTypes(ModuleFacts module, Name name)
    {
        DefinedMethod? found = null;
        foreach (DirectAncestor self in _direct.OfInstance(module)[AncestorGroup.SelfTypes])
        {
            Definition definition = self.Name.Kind == TypeNameKind.Interface
                ? Interface(Facts.FindInterface(self.Name)!)
                : Instance(Module(self));
            found = definition.FindMethod(name)?.Apply(Given(self)) ?? found;
        }
        return found;
    }

    internal ModuleFacts? FindModule(TypeName name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return Facts.FindModule(Facts.NormalizeModule(name));
    }

    private DefinitionParts BasedOn(DirectAncestor super)
    {
        Definition inherited = Instance(Module(super));
        Facts.CheckPresence(super);
        return new() { Base = inherited, BaseGiven = super.Args.IsEmpty ? Substitution.Empty : Given(super) };
    }

    private ModuleFacts Module(DirectAncestor ancestor) => Facts.FindModule(ancestor.Name)
        ?? throw new InvalidOperationException($"{ancestor.Name} is no class or module");

    private Substitution Given(DirectAncestor ancestor) =>
        Given(ancestor.Ancestor, Facts.TypeParamsOf(ancestor.Name) ?? []);
}
