using Millpond.Rbs.Ast;

namespace Millpond.Rbs.Definitions;

/// <summary>Nodes with one part replaced.</summary>
internal static class AstExtensions
{
    public static TypeParam Renamed(this TypeParam parameter, Name name) => ReferenceEquals(parameter.Name, name)
        ? parameter
        : new()
        {
            Span = parameter.Span,
            Name = name,
            Variance = parameter.Variance,
            IsUnchecked = parameter.IsUnchecked,
            UpperBound = parameter.UpperBound,
            LowerBound = parameter.LowerBound,
            Default = parameter.Default,
            NameSpan = parameter.NameSpan,
        };

    public static FunctionType Returning(this FunctionType type, RbsType made) => type is not Function function
        ? new UntypedFunction { Span = type.Span, ReturnType = made }
        : new Function
        {
            Span = type.Span,
            RequiredPositionals = function.RequiredPositionals,
            OptionalPositionals = function.OptionalPositionals,
            RestPositionals = function.RestPositionals,
            TrailingPositionals = function.TrailingPositionals,
            RequiredKeywords = function.RequiredKeywords,
            OptionalKeywords = function.OptionalKeywords,
            RestKeywords = function.RestKeywords,
            ForwardingSpan = function.ForwardingSpan,
            ReturnType = made,
        };
}
