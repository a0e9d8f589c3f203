using System.Collections.Immutable;
using Millpond.Rbs.Ast;
using Millpond.Rbs.Environments;
using Context = Millpond.Rbs.Environments.Context;

namespace Millpond.Rbs.Definitions;

/// <summary>Collects the methods that declarations say, in upstream's order.</summary>
internal sealed class MethodTableBuilder(FactTable facts)
{
    public MethodTable OfInstance(ModuleFacts module)
    {
        if (module.InstanceMethods is { } known)
            return known;
        ImmutableArray<TypeParam> parameters = module.TypeParams(facts.Resolution);
        string Type() => new Ancestor(module.Name, Substitution.VariablesOf(parameters), default).ToText(facts.Version);
        Collection found = new(module.Name, MethodSide.Instance, Type);
        foreach (Declared<ContainerDeclaration> declared in module.Declarations)
        {
            Context context = declared.Inside;
            var renaming = Substitution.Renaming(declared.Declaration.TypeParams, parameters);
            bool isPrivate = false;
            foreach (Member member in declared.Declaration.Members)
            {
                PlacedMember placed = new(member, context, declared.File.Buffer, renaming);
                switch (member)
                {
                    case VisibilityMember section:
                        isPrivate = section.Visibility == Visibility.Private;
                        break;
                    case MethodDefinition { Kind: MemberKind.Instance } method:
                        found.Add(method, placed, IsPrivate(method.Visibility, isPrivate));
                        break;
                    case MethodDefinition { Kind: MemberKind.SingletonInstance } method:
                        found.Add(method, placed, isPrivate: true);
                        break;
                    case AttributeMember { Kind: MemberKind.Instance } attribute:
                        found.Add(attribute, placed, IsPrivate(attribute.Visibility, isPrivate));
                        break;
                    case AliasMember { Kind: MemberKind.Instance } alias:
                        found.Add(alias.NewName, placed, isPrivate: false);
                        break;
                }
            }
        }
        return module.InstanceMethods = found.ToTable();
    }

    public MethodTable OfSingleton(ModuleFacts module)
    {
        if (module.SingletonMethods is { } known)
            return known;
        Collection found = new(module.Name, MethodSide.Singleton, () => $"singleton({module.Name})");
        foreach (Declared<ContainerDeclaration> declared in module.Declarations)
        {
            Context context = declared.Inside;
            foreach (Member member in declared.Declaration.Members)
            {
                PlacedMember placed = new(member, context, declared.File.Buffer, Substitution.Empty);
                switch (member)
                {
                    case MethodDefinition { Kind: not MemberKind.Instance } method:
                        found.Add(method, placed, method.Visibility == Visibility.Private);
                        break;
                    case AttributeMember { Kind: MemberKind.Singleton } attribute:
                        found.Add(attribute, placed, attribute.Visibility == Visibility.Private);
                        break;
                    case AliasMember { Kind: MemberKind.Singleton } alias:
                        found.Add(alias.NewName, placed, isPrivate: false);
                        break;
                }
            }
        }
        return module.SingletonMethods = found.ToTable();
    }

    public MethodTable OfInterface(InterfaceFacts @interface)
    {
        if (@interface.Methods is { } known)
            return known;
        Declared<InterfaceDeclaration> declared = @interface.Entry.Declared;
        string Type() => new Ancestor(@interface.Name, Substitution.VariablesOf(@interface.TypeParams), default)
            .ToText(facts.Version);
        Collection found = new(@interface.Name, MethodSide.Interface, Type);
        foreach (Member member in declared.Declaration.Members)
        {
            PlacedMember placed = new(member, declared.Context, declared.File.Buffer, Substitution.Empty);
            if (member is MethodDefinition method)
                found.Add(method, placed, isPrivate: false);
            else if (member is AliasMember alias)
                found.Add(alias.NewName, placed, isPrivate: false);
        }
        return @interface.Methods = found.ToTable();
    }

    private static bool IsPrivate(Visibility own, bool section) =>
        own == Visibility.Unspecified ? section : own == Visibility.Private;

    private sealed class Collection(TypeName owner, MethodSide side, Func<string> type)
    {
        private readonly Dictionary<Name, MethodEntry> _byName = [];
        private readonly List<MethodEntry> _inOrder = [];
        private Dictionary<MethodEntry, List<Place>>? _duplicates;

        public void Add(MethodDefinition method, PlacedMember placed, bool isPrivate)
        {
            if (method.IsOverloading)
                (Entry(method.Name).Overloads ??= []).Add(placed);
            else
                Add(method.Name, placed, isPrivate);
        }

        public void Add(AttributeMember attribute, PlacedMember placed, bool isPrivate)
        {
            if (attribute.Attribute != AttributeKind.Writer)
                Add(attribute.Name, placed, isPrivate);
            if (attribute.Attribute != AttributeKind.Reader)
                Add(Name.Of(attribute.Name.Text + "="), placed, isPrivate);
        }

        public void Add(Name name, PlacedMember placed, bool isPrivate)
        {
            MethodEntry entry = Entry(name);
            if (entry.Original is { } first)
            {
                _duplicates ??= [];
                if (!_duplicates.TryGetValue(entry, out List<Place>? places))
                    _duplicates.Add(entry, places = [first.Place]);
                places.Add(placed.Place);
                return;
            }
            entry.Original = placed;
            entry.IsPrivate = isPrivate;
        }

        public MethodTable ToTable()
        {
            foreach (MethodEntry entry in _inOrder)
            {
                if (_duplicates is not null && _duplicates.TryGetValue(entry, out List<Place>? places))
                    throw Errors.DuplicatedMethod(owner, side == MethodSide.Singleton, entry.Name, places);
            }
            if (!_inOrder.Exists(entry => AliasedBy(entry).Any()))
                return new(owner, side, [.. _inOrder], _byName, null);
            List<MethodEntry> sorted = new(_inOrder.Count);
            DefinitionException? cycle = null;
            foreach (List<MethodEntry> component in Components.Of(_inOrder, AliasedBy))
            {
                if (component.Count > 1)
                {
                    cycle = Errors.RecursiveMethodAlias(
                        type(), component.Select(entry => entry.Name), component[0].Original!.Place);
                    break;
                }
                sorted.Add(component[0]);
            }
            return new(owner, side, [.. sorted], _byName, cycle);
        }

        private MethodEntry Entry(Name name)
        {
            if (_byName.TryGetValue(name, out MethodEntry? entry))
                return entry;
            entry = new(name);
            _byName.Add(name, entry);
            _inOrder.Add(entry);
            return entry;
        }

        private IEnumerable<MethodEntry> AliasedBy(MethodEntry entry) =>
            entry.Alias is { } alias && _byName.TryGetValue(alias.OldName, out MethodEntry? old) ? [old] : [];
    }
}
