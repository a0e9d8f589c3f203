using System.Collections.Immutable;
using Millpond.Rbs.Ast;
using Millpond.Rbs.Parsing;
using Context = Millpond.Rbs.Environments.Context;

namespace Millpond.Rbs.Definitions;

// Which layers a definition is made of, and whether their members have what they need. In upstream's order, so that of
// several errors the first is the same.
public sealed partial class DefinitionBuilder
{
    private void AddInstance(Making making, ModuleFacts module, Substitution given)
    {
        DirectAncestors direct = _direct.OfInstance(module);
        MethodTable methods = _methods.OfInstance(module);
        foreach (DirectAncestor included in direct[AncestorGroup.IncludedModules])
            AddMixin(making, included, given);
        ModuleFacts? selfTyped = module.Entry.IsClass || !(HasOldRules || HasSelfTypeMethods) ? null : module;
        AddLayer(making, methods, Interfaces(direct[AncestorGroup.IncludedInterfaces]), given, selfTyped);
        foreach (DirectAncestor prepended in direct[AncestorGroup.PrependedModules])
        {
            // Until 3.0 a prepended module brought its self types too.
            if (HasOldRules)
                AddWhole(making, Instance(Module(prepended)), Given(prepended).FollowedBy(given));
            else
                AddMixin(making, prepended, given);
        }
        AddVariables(making, module, given, isSingleton: false);
    }

    private void AddMixin(Making making, DirectAncestor mixin, Substitution outer)
    {
        Facts.CheckPresence(mixin);
        Substitution given = Given(mixin);
        AddInstance(making, Module(mixin), HasOldRules ? given.FollowedBy(outer) : outer.Then(given));
    }

    private void AddSelfType(Making making, DirectAncestor self)
    {
        Facts.CheckPresence(self);
        InterfaceFacts? @interface = Facts.FindInterface(self.Name);
        Substitution given = Given(self);
        if (HasOldRules)
            AddWhole(making, @interface is null ? Instance(Module(self)) : Interface(@interface), given);
        else if (@interface is not null)
            AddInterface(making, @interface, given);
        else
            AddInstance(making, Module(self), given);
    }

    private void AddInterface(Making making, InterfaceFacts @interface, Substitution given)
    {
        ReadOnlySpan<Ancestor> ancestors = _ancestors.OfInterface(@interface);
        MethodTable methods = _methods.OfInterface(@interface);
        List<(Ancestor, int)> included = [];
        foreach (Ancestor ancestor in ancestors[1..])
            included.Add((ancestor, 0));
        AddLayer(making, methods, Parts(included), given, null);
    }

    private static void AddWhole(Making making, Definition whole, Substitution given)
    {
        if (whole.Base is not null)
            AddWhole(making, whole.Base, whole.BaseGiven.FollowedBy(given));
        foreach (Layer layer in whole.Layers)
            making.Parts.Layers.Add(layer with { Given = layer.Given.FollowedBy(given) });
        foreach (VariableLayer layer in whole.VariableLayers)
            making.Parts.Variables.Add(layer with { Given = layer.Given.FollowedBy(given) });
    }

    // Each interface, and then those that it includes: their arguments stay in terms of the including interface.
    private InterfacePart[] Interfaces(ReadOnlySpan<DirectAncestor> included)
    {
        if (included.IsEmpty)
            return [];
        List<(Ancestor, int)> all = [];
        for (int group = 0; group < included.Length; group++)
        {
            all.Add((included[group].Ancestor, group));
            foreach (Ancestor inner in _ancestors.OfInterface(Facts.FindInterface(included[group].Name)!)[1..])
                all.Add((inner, group));
        }
        return Parts(all);
    }

    private InterfacePart[] Parts(List<(Ancestor, int)> interfaces)
    {
        if (interfaces.Count == 0)
            return [];
        List<InterfacePart> parts = [];
        foreach ((Ancestor said, int group) in interfaces)
        {
            InterfaceFacts @interface = Facts.FindInterface(said.Name)!;
            Substitution given = said.Args.IsEmpty ? Substitution.Empty : Given(said, @interface.TypeParams);
            InterfacePart part = new(said, _methods.OfInterface(@interface), given, said.Place!.Value, group);
            int same = HasOldRules ? -1 : parts.FindIndex(earlier => earlier.Interface.SaysTheSameAs(said));
            if (same < 0)
                parts.Add(part);
            else
                parts[same] = part;
        }
        return [.. parts];
    }

    private void AddLayer(
        Making making, MethodTable methods, InterfacePart[] interfaces, Substitution given, ModuleFacts? selfTyped)
    {
        Layer layer = new(methods, interfaces, given) { SelfTyped = selfTyped };
        if (interfaces.Length > 0)
            CheckWithInterfaces(making, layer);
        else
        {
            foreach (MethodEntry entry in methods.Open)
                CheckOpen(making, layer, entry);
            methods.ThrowIfCyclic();
        }
        making.Parts.Layers.Add(layer);
    }

    private void CheckWithInterfaces(Making making, Layer layer)
    {
        Dictionary<Name, InterfacePart> said = [];
        foreach (InterfacePart part in layer.Interfaces)
        {
            foreach (RbsType arg in part.Interface.Args)
                Facts.CheckPresence(arg, Context.Root, part.Place.Buffer);
            foreach (MethodEntry entry in part.Methods.Entries)
            {
                // Until 3.0 an interface could define again what it includes.
                if (!said.TryAdd(entry.Name, part) && !(HasOldRules && said[entry.Name].Group == part.Group))
                    throw Errors.DuplicatedInterfaceMethod(making.Name, making.IsSingleton, entry.Name, part.Place);
                CheckInInterface(making, said, part, entry);
            }
            part.Methods.ThrowIfCyclic();
        }
        foreach (MethodEntry entry in layer.Methods.Entries)
        {
            if (entry.Original is { Member: not AliasMember } original
                && said.TryGetValue(entry.Name, out InterfacePart? other))
                throw Duplicated(making, original, entry.Name, other);
            CheckOpen(making, layer, entry);
        }
        layer.Methods.ThrowIfCyclic();
    }

    private DefinitionException Duplicated(Making making, PlacedMember original, Name name, InterfacePart other)
    {
        if (HasOldRules)
            return Errors.DuplicatedMethod(making.Name, making.IsSingleton, name, [original.Place]);
        List<Place> theirs = [];
        AddPlaces(other.Methods, name, theirs);
        IEnumerable<Place> places = original.Member is AttributeMember
            ? theirs.Append(original.Place)
            : theirs.Prepend(original.Place);
        return Errors.DuplicatedMethod(making.Name, making.IsSingleton, name, [.. places]);
    }

    private static void AddPlaces(MethodTable table, Name name, List<Place> places)
    {
        if (!table.TryFind(name, out MethodEntry? entry))
            return;
        foreach (PlacedMember overload in Enumerable.Reverse(entry.Overloads ?? []))
            places.Add(overload.Place);
        if (entry.Alias is { } alias)
            AddPlaces(table, alias.OldName, places);
        else if (entry.Original is { } original)
            places.Add(original.Place);
    }

    private static void CheckInInterface(
        Making making, Dictionary<Name, InterfacePart> said, InterfacePart part, MethodEntry entry)
    {
        if (entry.Alias is { } alias)
        {
            bool isSaid = !ReferenceEquals(alias.OldName, entry.Name)
                && (part.Methods.TryFind(alias.OldName, out _) || said.ContainsKey(alias.OldName));
            if (!isSaid && !making.Has(alias.OldName))
                throw Errors.UnknownMethodAlias(alias, making.Name, entry.Original!.Place);
        }
        else if (entry.Original is null && !making.Has(entry.Name))
        {
            throw Errors.InvalidOverload(making.Name, entry.Name, entry.Overloads![0].Place);
        }
    }

    private void CheckOpen(Making making, Layer layer, MethodEntry entry)
    {
        if (entry.Alias is { } alias)
        {
            if (!ReferenceEquals(alias.OldName, entry.Name) && layer.Methods.TryFind(alias.OldName, out _))
                return;
            bool isFound = layer.Interfaces.Any(part => part.Methods.TryFind(alias.OldName, out _))
                || making.Has(alias.OldName)
                || (layer.SelfTyped is { } module && HasInSelfTypes(module, alias.OldName));
            if (!isFound)
                throw Errors.UnknownMethodAlias(alias, making.Name, entry.Original!.Place);
        }
        else if (entry.Original is null
            && !layer.Interfaces.Any(part => part.Methods.TryFind(entry.Name, out _)) && !making.Has(entry.Name))
        {
            throw Errors.InvalidOverload(making.Name, entry.Name, entry.Overloads![0].Place);
        }
    }

    // Looks through tables, not definitions: a self type may be what is being made.
    private bool HasInSelfTypes(ModuleFacts module, Name name)
    {
        foreach (DirectAncestor self in _direct.OfInstance(module)[AncestorGroup.SelfTypes])
        {
            ReadOnlySpan<Ancestor> ancestors = Facts.FindInterface(self.Name) is { } @interface
                ? _ancestors.OfInterface(@interface)
                : _ancestors.OfInstance(Module(self));
            foreach (Ancestor ancestor in ancestors)
            {
                if (HasOwn(ancestor.Name, name))
                    return true;
            }
        }
        return false;
    }

    private bool HasOwn(TypeName owner, Name name)
    {
        if (Facts.FindInterface(owner) is { } @interface)
            return _methods.OfInterface(@interface).TryFind(name, out _);
        if (Facts.FindModule(owner) is not { } module)
            return false;
        return _methods.OfInstance(module).TryFind(name, out _)
            || Interfaces(_direct.OfInstance(module)[AncestorGroup.IncludedInterfaces])
                .Any(part => part.Methods.TryFind(name, out _));
    }

    private void AddVariables(Making making, ModuleFacts module, Substitution given, bool isSingleton)
    {
        List<SaidVariable>? said = null;
        foreach (SaidVariable variable in SaidVariable.Of(module, isSingleton))
        {
            CheckVariable(module, variable, said ??= []);
            said.Add(variable);
        }
        if (said is not null)
            making.Parts.Variables.Add(new(module, given, isSingleton));
    }

    // Attributes may name a variable that is declared as well.
    private void CheckVariable(ModuleFacts module, in SaidVariable variable, List<SaidVariable> said)
    {
        if (Version < new RbsVersion(3, 9)
            || variable.Placed.Member is not VariableMember { Kind: not VariableKind.Class } own)
            return;
        foreach (SaidVariable earlier in said)
        {
            if (ReferenceEquals(earlier.Name, variable.Name) && earlier.Placed.Member is VariableMember)
                throw Errors.DuplicatedVariable(own.Kind, own.Name, module.Name, variable.Placed.Place);
        }
    }

    private Substitution Given(Ancestor said, ImmutableArray<TypeParam> parameters)
    {
        if (said.Args.Length == parameters.Length)
            return Substitution.Of(parameters, said.Args);
        throw Errors.InvalidTypeApplication(said.Name, said.Args, parameters, said.Place!.Value, Version);
    }

    /// <summary>A definition in the making.</summary>
    private sealed record Making(TypeName Name, MethodSide Side, DefinitionParts Parts)
    {
        public bool IsSingleton => Side == MethodSide.Singleton;

        public bool Has(Name name)
        {
            foreach (Layer layer in Parts.Layers)
            {
                if (layer.Methods.TryFind(name, out _)
                    || layer.Interfaces.Any(part => part.Methods.TryFind(name, out _)))
                    return true;
            }
            return Parts.Base is not null && Parts.Base.Has(name);
        }
    }
}
