using System.Collections.Immutable;
using Millpond.Rbs.Ast;
using Millpond.Rbs.Environments;
using Millpond.Rbs.Text;

namespace Millpond.Rbs.Definitions;

// What is checked about declarations before their definition is made, and the new that is made of initialize.
public sealed partial class DefinitionBuilder
{
    /// <summary>What a type alias stands for.</summary>
    /// <param name="name">The alias.</param>
    /// <param name="args">As many as it has parameters.</param>
    /// <returns>The type with absolute names; null where there is no such alias.</returns>
    /// <exception cref="DefinitionException">The alias is in a namespace that there is not, or the number of arguments
    /// is wrong.</exception>
    public RbsType? ExpandAlias(TypeName name, params ImmutableArray<RbsType> args)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (Environment.TypeAliases.Find(Facts.Normalize(name)) is not { } entry)
            return null;
        TypeAliasDeclaration alias = entry.Declaration;
        Place place = new(entry.Declared.File.Buffer, alias.Span);
        Facts.CheckNamespace(entry.Name.Namespace, place);
        if (args.Length != alias.TypeParams.Length)
            throw Errors.InvalidTypeApplication(entry.Name, args, alias.TypeParams, place, Version);
        return Substitution.Of(alias.TypeParams, args).Apply(Facts.Absolute(alias.Type, entry.Context));
    }

    /// <summary>Every type in the table has only names that exist, with as many arguments as they take.</summary>
    internal bool IsSound(MethodTable methods)
    {
        if (methods.IsSound == Answer.Unknown)
            methods.IsSound = Soundness.Of(Facts, methods) ? Answer.Yes : Answer.No;
        return methods.IsSound == Answer.Yes;
    }

    // Ancestors first, then methods; on the way names that mean nothing are found too.
    private void CheckVariance(
        ImmutableArray<TypeParam> parameters, DirectAncestors direct, MethodTable methods, Place primary)
    {
        VarianceCheck? check = parameters.IsEmpty ? null : new(Facts, parameters);
        foreach (DirectAncestor ancestor in direct.All)
        {
            if (ancestor.Args.IsEmpty)
                continue;
            check ??= new(Facts, parameters);
            if (check.InAncestor(ancestor) is { } misused)
                throw Errors.InvalidVariance(misused, ancestor.Place ?? primary);
        }
        if (!parameters.IsEmpty || !IsSound(methods))
            CheckVariance(check ?? new(Facts, parameters), methods);
        methods.ThrowIfCyclic();
    }

    private static void CheckVariance(VarianceCheck check, MethodTable methods)
    {
        foreach (MethodEntry entry in methods.Entries)
        {
            if (entry.Original is not { } placed || ReferenceEquals(entry.Name, WellKnown.Initialize))
                continue;
            if (placed.Member is MethodDefinition method)
                CheckVariance(check, method, placed);
            else if (placed.Member is AttributeMember attribute)
            {
                RbsType type = placed.Renaming.Apply(attribute.Type);
                bool isWriter = entry.Name.Text.EndsWith('=');
                if (check.InAttribute(type, isWriter, placed.Context, placed.Buffer) is { } misused)
                    throw Errors.InvalidVariance(misused, placed.Place);
            }
        }
    }

    private static void CheckVariance(VarianceCheck check, MethodDefinition method, PlacedMember placed)
    {
        foreach (Overload overload in method.Overloads)
        {
            MethodType type = placed.Renaming.Apply(overload.MethodType);
            if (check.InMethod(type, placed.Context, placed.Buffer) is { } misused)
                throw Errors.InvalidVariance(misused, new(placed.Buffer, type.Span));
        }
    }

    // Only an untyped new, that of Class, is replaced.
    private DefinedMethod? TypedNew(ModuleFacts module, Definition plain)
    {
        if (plain.FindMethod(WellKnown.New) is not { } untyped
            || untyped.Overloads.Any(overload => !ReferenceEquals(overload.DefinedIn, WellKnown.Class)))
            return null;
        if (Instance(module).FindMethod(WellKnown.Initialize) is not { } initialize)
            return null;
        ImmutableArray<TypeParam> parameters = module.TypeParams(Facts.Resolution);
        RbsType made = new ClassInstanceType
        {
            Span = Span.None,
            NameStart = 0,
            Name = module.Name,
            Args = Substitution.VariablesOf(parameters),
        };
        Context context = module.Entry.Primary.Inside;
        ImmutableArray<TypeParam> own = [.. parameters.Select(parameter => Facts.Absolute(parameter, context))];
        int fresh = 0;
        List<MethodOverload> overloads = [];
        foreach (MethodOverload overload in initialize.Overloads)
        {
            Name[] names = FreshNames(overload.Written.TypeParams, own, ref fresh);
            overloads.Add(overload.Transform(type => Typed(type, own, names, made)));
        }
        return new(WellKnown.New, isPrivate: false, [.. overloads], () => untyped);
    }

    // A method's own parameter that has the name of one of the class gets another: T@1.
    private static Name[] FreshNames(
        ImmutableArray<TypeParam> parameters, ImmutableArray<TypeParam> outer, ref int fresh)
    {
        var names = new Name[parameters.Length];
        for (int at = 0; at < names.Length; at++)
        {
            Name name = parameters[at].Name;
            names[at] = outer.Any(other => ReferenceEquals(other.Name, name)) ? Name.Of($"{name}@{++fresh}") : name;
        }
        return names;
    }

    private static MethodType Typed(MethodType type, ImmutableArray<TypeParam> outer, Name[] names, RbsType made)
    {
        MethodType bare = new() { Span = type.Span, TypeParams = [], Function = type.Function, Block = type.Block };
        MethodType renamed = Substitution.Of(
            [.. type.TypeParams.Select(parameter => parameter.Name)],
            [.. names.Select(name => new VariableType { Name = name, Span = Span.None })]).Apply(bare);
        return new()
        {
            Span = type.Span,
            TypeParams = [.. outer, .. type.TypeParams.Select((parameter, at) => parameter.Renamed(names[at]))],
            Function = renamed.Function.Returning(made),
            Block = renamed.Block,
        };
    }
}
