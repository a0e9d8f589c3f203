using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Millpond.Rbs.Ast;

namespace Millpond.Rbs.Definitions;

/// <summary>Lists of ancestors, nearest first, as Ruby looks methods up. Each is made once.</summary>
internal sealed class AncestorBuilder(FactTable facts, DirectAncestorFinder direct)
{
    // Far beyond what people write (Rails' longest list has about a hundred), and little enough that lists which grow
    // with each class stay affordable.
    private const int MostAncestors = 2_000;

    // An argument that is given on twice at each step doubles at each.
    private const int MostTypesInArgs = 10_000;

    /// <summary>What instances of a class, or of classes with a module, inherit from.</summary>
    public ReadOnlySpan<Ancestor> OfInstance(ModuleFacts module) => OfInstance(module, []);

    /// <summary>What the class or module itself inherits from.</summary>
    public ReadOnlySpan<Ancestor> OfSingleton(ModuleFacts module) => OfSingleton(module, []);

    public ReadOnlySpan<Ancestor> OfInterface(InterfaceFacts @interface) => OfInterface(@interface, []);

    private Ancestor[] OfInstance(ModuleFacts module, List<Ancestor> path)
    {
        if (module.InstanceAncestors is { } known)
            return known;
        module.ThrowIfFailed(ModuleFact.InstanceAncestors);
        try
        {
            return module.InstanceAncestors = FindOfInstance(module, path);
        }
        catch (DefinitionException exception) when (module.Remember(ModuleFact.InstanceAncestors, exception))
        {
            throw;
        }
    }

    private Ancestor[] FindOfInstance(ModuleFacts module, List<Ancestor> path)
    {
        ImmutableArray<TypeParam> parameters = module.TypeParams(facts.Resolution);
        Ancestor self = new(module.Name, Substitution.VariablesOf(parameters), AncestorSource.Itself);
        Enter(self, path, module.PrimaryPlace);
        DirectAncestors ancestors = direct.OfInstance(module);
        List<Ancestor> list = [];
        if (ancestors.Super is { } super)
            Prepend(list, super, module.PrimaryPlace, path);
        foreach (DirectAncestor selfType in ancestors[AncestorGroup.SelfTypes])
        {
            // Only to find those that go round.
            if (selfType.Name.Kind == TypeNameKind.Class)
                OfInstance(Module(selfType, module.PrimaryPlace), path);
        }
        foreach (DirectAncestor included in ancestors[AncestorGroup.IncludedModules])
            Prepend(list, included, module.PrimaryPlace, path);
        list.Insert(0, self);
        foreach (DirectAncestor prepended in ancestors[AncestorGroup.PrependedModules])
            Prepend(list, prepended, module.PrimaryPlace, path);
        path.RemoveAt(path.Count - 1);
        return [.. list];
    }

    private Ancestor[] OfSingleton(ModuleFacts module, List<Ancestor> path)
    {
        if (module.SingletonAncestors is { } known)
            return known;
        module.ThrowIfFailed(ModuleFact.SingletonAncestors);
        try
        {
            return module.SingletonAncestors = FindOfSingleton(module, path);
        }
        catch (DefinitionException exception) when (module.Remember(ModuleFact.SingletonAncestors, exception))
        {
            throw;
        }
    }

    private Ancestor[] FindOfSingleton(ModuleFacts module, List<Ancestor> path)
    {
        Ancestor self = new(module.Name, [], AncestorSource.Itself, isSingleton: true);
        Enter(self, path, module.PrimaryPlace);
        DirectAncestors ancestors = direct.OfSingleton(module);
        List<Ancestor> list = [];
        if (ancestors.Super is { Ancestor.IsSingleton: true } super)
            list.AddRange(OfSingleton(Module(super, module.PrimaryPlace), path));
        else if (ancestors.Super is { } instance)
            Prepend(list, instance, module.PrimaryPlace, path);
        foreach (DirectAncestor extended in ancestors[AncestorGroup.ExtendedModules])
            Prepend(list, extended, module.PrimaryPlace, path);
        list.Insert(0, self);
        path.RemoveAt(path.Count - 1);
        return [.. list];
    }

    private Ancestor[] OfInterface(InterfaceFacts @interface, List<Ancestor> path)
    {
        if (@interface.Ancestors is { } known)
            return known;
        Ancestor self = new(@interface.Name, Substitution.VariablesOf(@interface.TypeParams), AncestorSource.Itself);
        Enter(self, path, @interface.Place);
        List<Ancestor> list = [];
        foreach (DirectAncestor included in direct.OfInterface(@interface).All)
        {
            InterfaceFacts inner = facts.FindInterface(included.Name)!;
            Prepend(list, included, OfInterface(inner, path), inner.TypeParams, @interface.Place);
        }
        list.Insert(0, self);
        path.RemoveAt(path.Count - 1);
        return @interface.Ancestors = [.. list];
    }

    private void Prepend(List<Ancestor> list, DirectAncestor direct, Place place, List<Ancestor> path)
    {
        ModuleFacts module = Module(direct, place);
        Ancestor[] theirs = OfInstance(module, path);
        Prepend(list, direct, theirs, module.TypeParams(facts.Resolution), place);
    }

    private void Prepend(
        List<Ancestor> list,
        DirectAncestor direct,
        Ancestor[] theirs,
        ImmutableArray<TypeParam> parameters,
        Place place)
    {
        if (direct.Args.Length != parameters.Length)
            throw Errors.InvalidTypeApplication(direct.Name, direct.Args, parameters, place, facts.Version);
        var given = Substitution.Of(parameters, direct.Args);
        int start = list.Count;
        if (start + theirs.Length > MostAncestors)
            throw Errors.TooDeep(direct.Name.ToString(), place);
        CollectionsMarshal.SetCount(list, start + theirs.Length);
        Span<Ancestor> all = CollectionsMarshal.AsSpan(list);
        all[..start].CopyTo(all[theirs.Length..]);
        for (int at = 0; at < theirs.Length; at++)
            all[at] = Applied(theirs[at], given, direct, place);
    }

    private static Ancestor Applied(Ancestor ancestor, Substitution given, DirectAncestor direct, Place place)
    {
        bool isNamed = ReferenceEquals(ancestor.Name, direct.Name) && ancestor.Source == AncestorSource.Itself;
        if (isNamed && direct.Args.Length == ancestor.Args.Length)
            return direct.Ancestor;
        ImmutableArray<RbsType> args = given.Apply(ancestor.Args);
        if (TypeWalk.IsLarger(args, MostTypesInArgs))
            throw Errors.TooDeep(ancestor.Name.ToString(), place);
        return args == ancestor.Args
            ? ancestor
            : new(ancestor.Name, args, ancestor.Source, ancestor.IsSingleton) { Place = ancestor.Place };
    }

    // Of aliases that go round nothing is left; upstream ends there without a word of its own.
    private ModuleFacts Module(DirectAncestor ancestor, Place place) =>
        facts.FindModule(ancestor.Name) ?? throw Errors.NoTypeFound(ancestor.Name, ancestor.Place ?? place);

    private void Enter(Ancestor self, List<Ancestor> path, Place place)
    {
        foreach (Ancestor ancestor in path)
        {
            if (ReferenceEquals(ancestor.Name, self.Name) && ancestor.IsSingleton == self.IsSingleton)
                throw Errors.RecursiveAncestor(path.Append(self), place, facts.Version);
        }
        if (path.Count >= MostAncestors)
            throw Errors.TooDeep(self.Name.ToString(), place);
        path.Add(self);
    }
}
