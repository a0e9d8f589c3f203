using System.Collections.Immutable;
using Millpond.Rbs.Ast;
using Millpond.Rbs.Environments;
using Millpond.Rbs.Text;

namespace Millpond.Rbs.Definitions;

/// <summary>How a type parameter is used.</summary>
[Flags]
internal enum VarianceUse : byte
{
    None = 0,
    Covariant = 1,
    Contravariant = 2,
    Invariant = Covariant | Contravariant,
}

/// <summary>Finds how types use the parameters of their declaration, and on the way names that mean nothing.</summary>
internal sealed class VarianceCheck
{
    private readonly FactTable _facts;
    private readonly ImmutableArray<TypeParam> _params;
    private readonly VarianceUse[] _uses;

    public VarianceCheck(FactTable facts, ImmutableArray<TypeParam> parameters)
    {
        _facts = facts;
        _params = parameters;
        _uses = parameters.IsEmpty ? [] : new VarianceUse[parameters.Length];
    }

    /// <summary>A super class, self type or mixin.</summary>
    /// <param name="ancestor">It, with arguments in terms of the parameters.</param>
    /// <returns>The first parameter that is used against what it says.</returns>
    public TypeParam? InAncestor(DirectAncestor ancestor)
    {
        if (ancestor.Args.IsEmpty || ancestor.Place is not { Buffer: var buffer })
            return null;
        Array.Clear(_uses);
        // The arguments have absolute names by now.
        if (_facts.TypeParamsOf(ancestor.Name) is { } parameters)
            InArgs(ancestor.Args, parameters, new(Context.Root, buffer), VarianceUse.Covariant);
        return FindMisused([]);
    }

    /// <summary>A method type; its own parameters hide those of the declaration.</summary>
    public TypeParam? InMethod(MethodType type, Context context, SourceBuffer buffer)
    {
        Array.Clear(_uses);
        Source source = new(context, buffer);
        InFunction(type.Function, source, VarianceUse.Covariant);
        if (type.Block is { } block)
            InFunction(block.Function, source, VarianceUse.Contravariant);
        return FindMisused(type.TypeParams);
    }

    /// <summary>The type of an attribute: returned, or taken by its writer.</summary>
    public TypeParam? InAttribute(RbsType type, bool isWriter, Context context, SourceBuffer buffer)
    {
        Array.Clear(_uses);
        Source source = new(context, buffer);
        if (isWriter)
            InType(type, source, VarianceUse.Contravariant);
        InType(type, source, VarianceUse.Covariant);
        return FindMisused([]);
    }

    /// <summary>The type of a type alias: all parameters that are used against what they say.</summary>
    public IEnumerable<TypeParam> InTypeAlias(RbsType type, Context context, SourceBuffer buffer)
    {
        Array.Clear(_uses);
        InType(type, new(context, buffer), VarianceUse.Covariant);
        return _params.Where(IsMisused);
    }

    private TypeParam? FindMisused(ImmutableArray<TypeParam> hiding)
    {
        foreach (TypeParam parameter in _params)
        {
            if (!parameter.IsUnchecked && IsMisused(parameter)
                && !hiding.Any(own => ReferenceEquals(own.Name, parameter.Name)))
                return parameter;
        }
        return null;
    }

    private bool IsMisused(TypeParam parameter)
    {
        VarianceUse use = _uses[IndexOf(parameter.Name)];
        return use != VarianceUse.None && parameter.Variance switch
        {
            Variance.Covariant => use != VarianceUse.Covariant,
            Variance.Contravariant => use != VarianceUse.Contravariant,
            _ => false,
        };
    }

    private void InFunction(FunctionType type, Source source, VarianceUse use)
    {
        VarianceUse negated = Negate(use);
        TypeWalk.AnyParam(type, part =>
        {
            InType(part, source, negated);
            return false;
        });
        InType(type.ReturnType, source, use);
    }

    private void InType(RbsType type, Source source, VarianceUse use)
    {
        switch (type)
        {
            case VariableType variable:
                if (IndexOf(variable.Name) is >= 0 and var at)
                    _uses[at] |= use;
                break;
            case BaseType or LiteralType or SingletonType { Args.IsEmpty: true }:
                break;
            case NamedType named and not SingletonType:
                TypeName written = _facts.Resolution.Resolve(named.Name, source.Context);
                if (_facts.TryNormalize(written) is not { } name || _facts.TypeParamsOf(name) is not { } parameters)
                    throw Errors.NoTypeFound(written, new(source.Buffer, named.Span));
                InArgs(named.Args, parameters, source, use);
                break;
            case ProcType proc:
                // Upstream looks at neither its block nor its self.
                InFunction(proc.Function, source, use);
                break;
            default:
                TypeWalk.Any(type, part =>
                {
                    InType(part, source, use);
                    return false;
                });
                break;
        }
    }

    private void InArgs(
        ImmutableArray<RbsType> args, ImmutableArray<TypeParam> parameters, Source source, VarianceUse use)
    {
        for (int at = 0; at < args.Length && at < parameters.Length; at++)
        {
            InType(args[at], source, parameters[at].Variance switch
            {
                Variance.Covariant => use,
                Variance.Contravariant => Negate(use),
                _ => VarianceUse.Invariant,
            });
        }
    }

    private int IndexOf(Name name)
    {
        for (int at = 0; at < _params.Length; at++)
        {
            if (ReferenceEquals(_params[at].Name, name))
                return at;
        }
        return -1;
    }

    private static VarianceUse Negate(VarianceUse use) => use switch
    {
        VarianceUse.Covariant => VarianceUse.Contravariant,
        VarianceUse.Contravariant => VarianceUse.Covariant,
        _ => use,
    };

    private readonly record struct Source(Context Context, SourceBuffer Buffer);
}
