using System.Collections.Immutable;
using Millpond.Rbs.Ast;

namespace Millpond.Rbs.Definitions;

/// <summary>What the type parameters of a declaration stand for. Few, so searched one by one. Immutable.</summary>
internal sealed class Substitution
{
    private readonly Name[] _names;
    private readonly RbsType[] _types;

    private Substitution(Name[] names, RbsType[] types)
    {
        _names = names;
        _types = types;
    }

    /// <summary>Changes nothing.</summary>
    public static Substitution Empty { get; } = new([], []);

    public bool IsEmpty => _names.Length == 0;

    /// <summary>Each parameter by the argument in its place; the counts are equal.</summary>
    public static Substitution Of(ImmutableArray<TypeParam> parameters, ImmutableArray<RbsType> args)
    {
        if (parameters.IsEmpty)
            return Empty;
        var names = new Name[parameters.Length];
        for (int at = 0; at < names.Length; at++)
            names[at] = parameters[at].Name;
        return new(names, [.. args]);
    }

    public static Substitution Of(Name[] names, RbsType[] types) => names.Length == 0 ? Empty : new(names, types);

    /// <summary>The parameters of one declaration of a class by those of another; empty where they have the same
    /// names.</summary>
    public static Substitution Renaming(ImmutableArray<TypeParam> from, ImmutableArray<TypeParam> to)
    {
        bool same = true;
        for (int at = 0; at < from.Length && at < to.Length; at++)
            same &= ReferenceEquals(from[at].Name, to[at].Name);
        return same ? Empty : Of(from, VariablesOf(to));
    }

    public static ImmutableArray<RbsType> VariablesOf(ImmutableArray<TypeParam> parameters)
    {
        if (parameters.IsEmpty)
            return [];
        ImmutableArray<RbsType>.Builder variables = ImmutableArray.CreateBuilder<RbsType>(parameters.Length);
        foreach (TypeParam parameter in parameters)
            variables.Add(new VariableType { Name = parameter.Name, Span = parameter.Span });
        return variables.MoveToImmutable();
    }

    public RbsType? Find(Name name)
    {
        int at = Array.IndexOf(_names, name);
        return at < 0 ? null : _types[at];
    }

    /// <summary>
    /// This one's parameters, and those of <paramref name="inner"/> whose types may name this one's. As upstream: a
    /// type of
    /// <paramref name="inner"/> is looked up only where its parameter has a name that this one has too, and only whole.
    /// </summary>
    public Substitution Then(Substitution inner)
    {
        if (inner.IsEmpty)
            return this;
        if (IsEmpty)
            return inner;
        List<Name> names = [.. _names];
        List<RbsType> types = [.. _types];
        for (int at = 0; at < inner._names.Length; at++)
        {
            RbsType type = inner._types[at];
            int known = Array.IndexOf(_names, inner._names[at]);
            if (known < 0)
            {
                names.Add(inner._names[at]);
                types.Add(type);
                continue;
            }
            types[known] = type is VariableType variable ? Find(variable.Name) ?? type : type;
        }
        return new([.. names], [.. types]);
    }

    /// <summary>This one, and <paramref name="after"/> on all that it gives and leaves.</summary>
    public Substitution FollowedBy(Substitution after)
    {
        if (IsEmpty || after.IsEmpty)
            return IsEmpty ? after : this;
        List<Name> names = [.. _names];
        List<RbsType> types = [.. _types.Select(after.Apply)];
        for (int at = 0; at < after._names.Length; at++)
        {
            if (names.Contains(after._names[at]))
                continue;
            names.Add(after._names[at]);
            types.Add(after._types[at]);
        }
        return new([.. names], [.. types]);
    }

    /// <summary>This one but for parameters of the same names: a method's own hide those of its class.</summary>
    public Substitution Without(ImmutableArray<TypeParam> hidden)
    {
        if (hidden.IsEmpty || IsEmpty || !hidden.Any(parameter => Array.IndexOf(_names, parameter.Name) >= 0))
            return this;
        List<Name> names = [];
        List<RbsType> types = [];
        for (int at = 0; at < _names.Length; at++)
        {
            if (hidden.Any(parameter => ReferenceEquals(parameter.Name, _names[at])))
                continue;
            names.Add(_names[at]);
            types.Add(_types[at]);
        }
        return Of([.. names], [.. types]);
    }

    public RbsType Apply(RbsType type) => IsEmpty ? type : type.Map(Replace);

    public ImmutableArray<RbsType> Apply(ImmutableArray<RbsType> types) => IsEmpty ? types : types.Map(Replace);

    public MethodType Apply(MethodType type)
    {
        Substitution outer = Without(type.TypeParams);
        if (outer.IsEmpty)
            return type;
        return new()
        {
            Span = type.Span,
            TypeParams = [.. type.TypeParams.Select(outer.ApplyToBounds)],
            Function = type.Function.Map(outer.Replace),
            Block = type.Block?.Map(outer.Replace),
            TypeParamsSpan = type.TypeParamsSpan,
        };
    }

    private RbsType? Replace(RbsType type) => type is VariableType variable ? Find(variable.Name) ?? type : null;

    private TypeParam ApplyToBounds(TypeParam parameter) => parameter.With(
        parameter.UpperBound is { } upper ? Apply(upper) : null,
        parameter.LowerBound is { } lower ? Apply(lower) : null,
        parameter.Default is { } value ? Apply(value) : null);
}
