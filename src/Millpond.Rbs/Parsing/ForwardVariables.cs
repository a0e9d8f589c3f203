using System.Collections.Immutable;
using Millpond.Rbs.Ast;

namespace Millpond.Rbs.Parsing;

/// <summary>A bound may name a parameter that comes later in the list. It was read as a class; here it becomes a
/// variable.</summary>
internal static class ForwardVariables
{
    public static ImmutableArray<TypeParam> Resolve(ImmutableArray<TypeParam> parameters)
    {
        ImmutableArray<TypeParam>.Builder resolved = ImmutableArray.CreateBuilder<TypeParam>(parameters.Length);
        TypeMapper mapper = type => Variable(type, parameters);
        foreach (TypeParam parameter in parameters)
            resolved.Add(Resolve(parameter, mapper));
        return resolved.MoveToImmutable();
    }

    private static VariableType? Variable(RbsType type, ImmutableArray<TypeParam> parameters)
    {
        if (type is not ClassInstanceType { Args.IsEmpty: true } named || !ReferenceEquals(named.Name.Name.Bare, named.Name))
            return null;
        foreach (TypeParam parameter in parameters)
        {
            if (ReferenceEquals(parameter.Name, named.Name.Name))
                return new VariableType { Span = type.Span, Name = parameter.Name, IsForward = true };
        }
        return null;
    }

    private static TypeParam Resolve(TypeParam parameter, TypeMapper mapper)
    {
        RbsType? upper = parameter.UpperBound?.Map(mapper);
        RbsType? lower = parameter.LowerBound?.Map(mapper);
        RbsType? defaultType = parameter.Default?.Map(mapper);
        if (ReferenceEquals(upper, parameter.UpperBound)
            && ReferenceEquals(lower, parameter.LowerBound)
            && ReferenceEquals(defaultType, parameter.Default))
            return parameter;
        return parameter.With(upper, lower, defaultType);
    }
}
