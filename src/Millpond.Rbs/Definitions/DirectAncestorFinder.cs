using System.Collections.Immutable;
using Millpond.Rbs.Ast;
using Millpond.Rbs.Environments;
using Millpond.Rbs.Parsing;
using Context = Millpond.Rbs.Environments.Context;

namespace Millpond.Rbs.Definitions;

/// <summary>Reads off declarations which ancestors they name, and checks that there are such.</summary>
internal sealed class DirectAncestorFinder(FactTable facts)
{
    // Type parameters got defaults in 3.6; then missing arguments began to be filled in.
    private readonly bool _hasDefaults = facts.Version >= new RbsVersion(3, 6);

    private readonly bool _hasInheritModule = facts.Version >= new RbsVersion(2, 8);

    public DirectAncestors OfInstance(ModuleFacts module)
    {
        if (module.DirectInstance is { } known)
            return known;
        List<DirectAncestor> found = [];
        ImmutableArray<TypeParam> parameters = module.TypeParams(facts.Resolution);
        if (module.Entry is ClassEntry entry)
            AddSuper(module, entry, found, isSingleton: false);
        else
            AddSelfTypes(module, (ModuleEntry)module.Entry, found);
        foreach (Declared<ContainerDeclaration> declared in module.Declarations)
        {
            var renaming = Substitution.Renaming(declared.Declaration.TypeParams, parameters);
            AddMixins(module.Name, declared, declared.Inside, renaming, IsOfInstance, found);
        }
        return module.DirectInstance = new(found);
    }

    public DirectAncestors OfSingleton(ModuleFacts module)
    {
        if (module.DirectSingleton is { } known)
            return known;
        List<DirectAncestor> found = [];
        module.TypeParams(facts.Resolution);
        if (module.Entry is ClassEntry entry)
            AddSuper(module, entry, found, isSingleton: true);
        else
            found.Add(Implicit(AncestorGroup.Super, WellKnown.Module));
        foreach (Declared<ContainerDeclaration> declared in module.Declarations)
            AddMixins(module.Name, declared, declared.Inside, Substitution.Empty, IsOfSingleton, found);
        return module.DirectSingleton = new(found);
    }

    public DirectAncestors OfInterface(InterfaceFacts @interface)
    {
        if (@interface.Direct is { } known)
            return known;
        List<DirectAncestor> found = [];
        Declared<ContainerDeclaration> declared = @interface.Entry.Declared.As<ContainerDeclaration>();
        AddMixins(
            @interface.Name, declared, declared.Context, Substitution.Empty, kind => kind == MixinKind.Include, found);
        found.RemoveAll(ancestor => ancestor.Group != AncestorGroup.IncludedInterfaces);
        return @interface.Direct = new(found);
    }

    private static bool IsOfInstance(MixinKind kind) => kind != MixinKind.Extend;

    private static bool IsOfSingleton(MixinKind kind) => kind == MixinKind.Extend;

    private static DirectAncestor Implicit(AncestorGroup group, TypeName name, bool isSingleton = false) => new()
    {
        Group = group,
        Ancestor = new(
            name, [], group == AncestorGroup.Super ? AncestorSource.Super : AncestorSource.Itself, isSingleton),
        Context = Context.Root,
        IsPresent = true,
    };

    private void AddSuper(ModuleFacts module, ClassEntry entry, List<DirectAncestor> found, bool isSingleton)
    {
        CheckSuperClasses(module, entry);
        if (ReferenceEquals(module.Name, WellKnown.BasicObject))
        {
            if (isSingleton)
                found.Add(Implicit(AncestorGroup.Super, WellKnown.Class));
            return;
        }
        Declared<ClassDeclaration> primary = entry.PrimaryClass;
        if (primary.Declaration.SuperClass is not { } super)
        {
            if (!facts.IsModuleName(WellKnown.Object))
                throw Errors.NoSuperclassFound(WellKnown.Object, module.PrimaryPlace);
            found.Add(Implicit(AncestorGroup.Super, WellKnown.Object, isSingleton));
            return;
        }
        TypeName written = facts.Resolution.Resolve(super.Name, primary.Context);
        TypeName name = facts.NormalizeModule(written);
        if (!facts.IsModuleName(name))
            throw Errors.NoSuperclassFound(name, module.PrimaryPlace);
        Place place = new(primary.File.Buffer, super.Span);
        if (_hasInheritModule && !IsClassName(name))
            throw Errors.InheritModule(written, place);
        ImmutableArray<RbsType> args = facts.Absolute(super.Args, primary.Context);
        if (_hasDefaults && facts.TypeParamsOf(name) is { } parameters)
        {
            facts.CheckArity(written, args, parameters, place);
            args = DefaultArgs.Fill(args, parameters, facts, ContextOf(name));
        }
        found.Add(new()
        {
            Group = AncestorGroup.Super,
            Ancestor = new(name, isSingleton ? [] : args, AncestorSource.Super, isSingleton) { Place = place },
            Written = super.Args,
            Context = primary.Context,
        });
    }

    private bool IsClassName(TypeName name) =>
        facts.Environment.Find(name) is ClassEntry or ClassAliasEntry { IsModule: false };

    private void CheckSuperClasses(ModuleFacts module, ClassEntry entry)
    {
        if (entry.Count == 1)
            return;
        Ancestor? first = null;
        foreach (Declared<ClassDeclaration> declared in entry.Declarations)
        {
            if (declared.Declaration.SuperClass is not { } super)
                continue;
            Ancestor said = new(
                facts.Resolution.Resolve(super.Name, declared.Context),
                facts.Absolute(super.Args, declared.Context),
                AncestorSource.Super);
            first ??= said;
            if (!first.SaysTheSameAs(said))
                throw Errors.SuperclassMismatch(module.Name, module.PrimaryPlace);
        }
    }

    private void AddSelfTypes(ModuleFacts module, ModuleEntry entry, List<DirectAncestor> found)
    {
        List<Ancestor> said = [];
        foreach (Declared<ModuleDeclaration> declared in entry.Declarations)
        {
            if (declared.Declaration.SelfTypes.IsEmpty)
                continue;
            Context context = declared.Inside;
            foreach (ClassReference self in declared.Declaration.SelfTypes)
            {
                TypeName written = facts.Resolution.Resolve(self.Name, context);
                ImmutableArray<RbsType> args = facts.Absolute(self.Args, context);
                Ancestor asWritten = new(written, args, AncestorSource.SelfType);
                if (said.Exists(asWritten.SaysTheSameAs))
                    continue;
                said.Add(asWritten);
                found.Add(SelfType(asWritten, self, context, new(declared.File.Buffer, self.Span)));
            }
        }
        if (said.Count == 0)
            found.Add(Implicit(AncestorGroup.SelfTypes, WellKnown.Object));
    }

    private DirectAncestor SelfType(Ancestor written, ClassReference self, Context context, Place place)
    {
        TypeName name = facts.Normalize(written.Name);
        if (!facts.IsModuleName(name) && !facts.IsInterface(name))
            throw Errors.NoSelfTypeFound(written.Name, place);
        if (name.Kind != TypeNameKind.Class)
            name = written.Name;
        ImmutableArray<RbsType> args = written.Args;
        if (_hasDefaults && facts.TypeParamsOf(name) is { } parameters)
            args = DefaultArgs.Fill(args, parameters, facts, ContextOf(name));
        return new()
        {
            Group = AncestorGroup.SelfTypes,
            Ancestor = new(name, args, AncestorSource.SelfType) { Place = place },
            Written = self.Args,
            Context = context,
        };
    }

    private void AddMixins(
        TypeName owner,
        Declared<ContainerDeclaration> declared,
        Context context,
        Substitution renaming,
        Predicate<MixinKind> wanted,
        List<DirectAncestor> found)
    {
        foreach (Member member in declared.Declaration.Members)
        {
            if (member is MixinMember mixin && wanted(mixin.Kind))
                found.Add(Mixin(owner, mixin, context, renaming, new(declared.File.Buffer, mixin.Span)));
        }
    }

    private DirectAncestor Mixin(TypeName owner, MixinMember mixin, Context context, Substitution renaming, Place place)
    {
        TypeName written = facts.Resolution.Resolve(mixin.Name, context);
        bool isInterface = written.Kind == TypeNameKind.Interface;
        if (!isInterface && facts.IsClass(written))
            throw Errors.MixinClass(mixin.Kind, written, owner, place);
        if (!facts.IsModuleName(written) && !facts.IsInterface(written))
            throw Errors.NoMixinFound(written, place);
        TypeName name = isInterface ? written : facts.NormalizeModule(written);
        ImmutableArray<RbsType> args = renaming.Apply(facts.Absolute(mixin.Args, context));
        if (_hasDefaults && facts.TypeParamsOf(name) is { } parameters)
            args = DefaultArgs.Fill(args, parameters, facts, ContextOf(name));
        (AncestorGroup group, AncestorSource source) = mixin.Kind switch
        {
            MixinKind.Include => (AncestorGroup.IncludedModules, AncestorSource.Include),
            MixinKind.Extend => (AncestorGroup.ExtendedModules, AncestorSource.Extend),
            _ => (AncestorGroup.PrependedModules, AncestorSource.Prepend),
        };
        return new()
        {
            Group = isInterface && group != AncestorGroup.PrependedModules ? group + 1 : group,
            Ancestor = new(name, args, source) { Place = place },
            Written = mixin.Args,
            Context = context,
        };
    }

    // What the parameters of a declaration, and so their defaults, are resolved in.
    private Context ContextOf(TypeName name) => facts.Environment.Find(name) switch
    {
        ClassOrModuleEntry entry => entry.Primary.Inside,
        InterfaceEntry entry => entry.Context,
        _ => Context.Root,
    };
}
