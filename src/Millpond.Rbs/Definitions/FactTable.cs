using System.Collections.Immutable;
using Millpond.Rbs.Ast;
using Millpond.Rbs.Environments;
using Millpond.Rbs.Parsing;
using Millpond.Rbs.Text;
using Context = Millpond.Rbs.Environments.Context;

namespace Millpond.Rbs.Definitions;

/// <summary>What has been found out about each class, module and interface of an environment, by name, and what
/// upstream asks its environment. Free to use from many threads.</summary>
internal sealed class FactTable(RbsEnvironment environment)
{
    // Names that are interned later name nothing that is declared here.
    private readonly object?[] _byId = new object?[TypeName.Count];

    public RbsEnvironment Environment { get; } = environment;

    public Resolution Resolution => Environment.Resolution;

    public RbsVersion Version => Environment.Version;

    /// <summary>The facts of a class or module that is declared, not an alias.</summary>
    public ModuleFacts? FindModule(TypeName name) => Find(name) as ModuleFacts;

    public InterfaceFacts? FindInterface(TypeName name) => Find(name) as InterfaceFacts;

    public bool IsClass(TypeName name) => Environment.Find(name) is ClassEntry;

    /// <summary>A class, module or alias of one.</summary>
    public bool IsModuleName(TypeName name) => Environment.Find(name) is ClassOrModuleEntry or ClassAliasEntry;

    public bool IsInterface(TypeName name) => Environment.Find(name) is InterfaceEntry;

    /// <summary>Anything that can be written as a type.</summary>
    public bool IsType(TypeName name) =>
        Environment.Find(name) is ClassOrModuleEntry or ClassAliasEntry or InterfaceEntry or TypeAliasEntry;

    /// <summary>The class or module behind the aliases; the name itself where there is none.</summary>
    public TypeName NormalizeModule(TypeName name) =>
        Environment.TryNormalizeModule(name.ToAbsolute(), out TypeName? normalized, out _) ? normalized : name;

    /// <summary>As <see cref="NormalizeModule"/>, for interfaces and type aliases too.</summary>
    public TypeName Normalize(TypeName name) => TryNormalize(name) ?? name;

    public TypeName? TryNormalize(TypeName name) =>
        Environment.TryNormalize(name.ToAbsolute(), out TypeName? normalized, out _) ? normalized : null;

    /// <summary>The type parameters of what a name declares; null where it declares nothing that has any.</summary>
    public ImmutableArray<TypeParam>? TypeParamsOf(TypeName name) => Environment.Find(name) switch
    {
        ClassOrModuleEntry => FindModule(name)!.TypeParams(Resolution),
        InterfaceEntry entry => entry.Declaration.TypeParams,
        TypeAliasEntry entry => entry.Declaration.TypeParams,
        _ => null,
    };

    /// <summary>As <see cref="TypeParamsOf"/>; null too where declarations do not agree.</summary>
    public ImmutableArray<TypeParam>? TryTypeParams(TypeName name) => Environment.Find(name) switch
    {
        ClassOrModuleEntry => FindModule(name)!.TryTypeParams(Resolution),
        InterfaceEntry entry => entry.Declaration.TypeParams,
        TypeAliasEntry entry => entry.Declaration.TypeParams,
        _ => null,
    };

    public RbsType Absolute(RbsType type, Context context) => new AbsoluteTypes(Resolution, context).Type(type);

    public ImmutableArray<RbsType> Absolute(ImmutableArray<RbsType> types, Context context)
    {
        AbsoluteTypes names = new(Resolution, context);
        return types.Map(names.Type);
    }

    public MethodType Absolute(MethodType type, Context context) => new AbsoluteTypes(Resolution, context).Method(type);

    public TypeParam Absolute(TypeParam parameter, Context context) =>
        new AbsoluteTypes(Resolution, context).Param(parameter);

    /// <summary>Every part of a path of namespaces, the whole first, is a type.</summary>
    /// <exception cref="DefinitionException">One is not.</exception>
    public void CheckNamespace(Namespace path, Place place)
    {
        for (Namespace? at = path; at is { IsEmpty: false }; at = at.Parent)
        {
            TypeName name = at.ToTypeName();
            if (!IsType(name))
                throw Errors.NoTypeFound(name, place);
        }
    }

    /// <summary>Every name in a type exists.</summary>
    /// <exception cref="DefinitionException">One does not.</exception>
    public void CheckPresence(RbsType type, Context context, SourceBuffer buffer)
    {
        if (type is NamedType named)
            CheckName(Resolution.Resolve(named.Name, context), new(buffer, named.Span));
        TypeWalk.Any(type, part =>
        {
            CheckPresence(part, context, buffer);
            return false;
        });
    }

    public void CheckPresence(DirectAncestor ancestor)
    {
        if (ancestor.IsPresent)
            return;
        foreach (RbsType arg in ancestor.Written)
            CheckPresence(arg, ancestor.Context, ancestor.Place!.Value.Buffer);
        ancestor.IsPresent = true;
    }

    public void CheckName(TypeName name, Place place)
    {
        TypeName absolute = name.ToAbsolute();
        if (!IsType(absolute) && !IsType(Normalize(absolute)))
            throw Errors.NoTypeFound(absolute, place);
    }

    /// <summary>A name has as many arguments as it has parameters, not counting those that have a default.</summary>
    public void CheckArity(
        TypeName name, ImmutableArray<RbsType> args, ImmutableArray<TypeParam> parameters, Place place)
    {
        int required = parameters.Count(parameter => parameter.Default is null);
        if (args.Length < required || args.Length > parameters.Length)
            throw Errors.InvalidTypeApplication(name, args, parameters, place, Version);
    }

    private object? Find(TypeName name)
    {
        if ((uint)name.Id >= (uint)_byId.Length)
            return null;
        if (_byId[name.Id] is { } known)
            return known;
        object? facts = Environment.Find(name) switch
        {
            ClassOrModuleEntry entry => new ModuleFacts(entry),
            InterfaceEntry entry => new InterfaceFacts(entry),
            _ => null,
        };
        return facts is null ? null : Interlocked.CompareExchange(ref _byId[name.Id], facts, null) ?? facts;
    }
}
