using System.Collections.Immutable;
using Millpond.Rbs.Ast;
using Millpond.Rbs.Environments;
using Millpond.Rbs.Text;

namespace Millpond.Rbs.Definitions;

/// <summary>Arguments that are left out, where type parameters have defaults.</summary>
internal static class DefaultArgs
{
    /// <summary>The arguments, with defaults for those that are not given. Where there are too few or too many even so:
    /// as they are.</summary>
    public static ImmutableArray<RbsType> Fill(
        ImmutableArray<RbsType> args, ImmutableArray<TypeParam> parameters, FactTable facts, Context context)
    {
        int required = parameters.Count(parameter => parameter.Default is null);
        if (args.Length == parameters.Length || args.Length < required || args.Length > parameters.Length)
            return args;
        ImmutableArray<RbsType>.Builder filled = ImmutableArray.CreateBuilder<RbsType>(parameters.Length);
        filled.AddRange(args);
        // A default may name the required parameters only; what it says of others is untyped.
        var given = Substitution.Of(
            [.. parameters.Select(parameter => parameter.Name)],
            [.. parameters.Select((parameter, at) => at < required ? args[at] : Untyped)]);
        for (int at = args.Length; at < parameters.Length; at++)
            filled.Add(given.Apply(facts.Absolute(parameters[at].Default!, context)));
        return filled.MoveToImmutable();
    }

    private static BaseType Untyped { get; } = new() { Kind = BaseTypeKind.Any, Span = Span.None };
}
