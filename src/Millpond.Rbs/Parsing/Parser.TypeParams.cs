using System.Collections.Immutable;
using Millpond.Rbs.Ast;
using Millpond.Rbs.Lexing;
using Millpond.Rbs.Text;

namespace Millpond.Rbs.Parsing;

public sealed partial class Parser
{
    // type_params = ('[' type_param (',' type_param)* ']')?, which are in scope from then on
    private ImmutableArray<TypeParam> TypeParams(bool isModule, out Span span)
    {
        span = Span.None;
        if (!Skip(TokenKind.LeftBracket))
            return NoTypeParams();
        int start = _current.Start;
        int mark = _piles.TypeParams.Count;
        bool hasBound = false, hasDefault = false;
        do
        {
            TypeParam parameter = TypeParam(isModule, hasDefault);
            hasDefault |= parameter.Default is not null;
            hasBound |= parameter.UpperBound is not null || parameter.LowerBound is not null || hasDefault;
            _piles.TypeParams.Add(parameter);
            if (_next.Kind is not (TokenKind.Comma or TokenKind.RightBracket))
            {
                string got = _next.Kind.UpstreamName();
                throw Fail(_next, $"expected ',' or ']' after type parameter, got {got}");
            }
        }
        while (Skip(TokenKind.Comma));
        Expect(TokenKind.RightBracket);
        span = Span.Between(start, _current.End);
        ImmutableArray<TypeParam> parameters = _piles.TypeParams.Take(mark);
        return hasBound ? ForwardVariables.Resolve(parameters) : parameters;
    }

    // type_param = 'unchecked'? ('in' | 'out')? UIDENT bound* ('=' type)?
    private TypeParam TypeParam(bool isModule, bool needsDefault)
    {
        int start = _next.Start;
        Span uncheckedSpan = default, varianceSpan = default;
        Variance variance = Variance.Invariant;
        if (isModule && Skip(TokenKind.Unchecked))
            uncheckedSpan = _current.Span;
        if (isModule && _next.Kind is TokenKind.In or TokenKind.Out && isModule)
        {
            Advance();
            varianceSpan = _current.Span;
            variance = _current.Kind == TokenKind.In ? Variance.Contravariant : Variance.Covariant;
        }
        Expect(TokenKind.UpperIdentifier);
        Span nameSpan = _current.Span;
        Name name = NameOf(_current);
        Declare(name);
        (RbsType? upper, Span upperSpan, RbsType? lower, Span lowerSpan) = Bounds();
        Span defaultSpan = default;
        RbsType? defaultType = isModule ? Bound(TokenKind.Equals, out defaultSpan) : null;
        if (isModule && needsDefault && defaultType is null)
            throw Fail(_current, "required type parameter is not allowed after optional type parameter");
        return new()
        {
            Span = Span.Between(start, _current.End),
            Name = name,
            NameSpan = nameSpan,
            Variance = variance,
            VarianceSpan = varianceSpan,
            IsUnchecked = uncheckedSpan.Exists,
            UncheckedSpan = uncheckedSpan,
            UpperBound = upper,
            UpperBoundSpan = upperSpan,
            LowerBound = lower,
            LowerBoundSpan = lowerSpan,
            Default = defaultType,
            DefaultSpan = defaultSpan,
        };
    }

    // bound* = ('<' type)? and ('>' type)?, in either order
    private (RbsType? Upper, Span UpperSpan, RbsType? Lower, Span LowerSpan) Bounds()
    {
        bool lowerFirst = _next.Kind == TokenKind.Greater;
        RbsType? lower = Bound(TokenKind.Greater, out Span lowerSpan);
        RbsType? upper = Bound(TokenKind.Less, out Span upperSpan);
        if (lower is null && upper is not null)
            lower = Bound(TokenKind.Greater, out lowerSpan);
        bool isUpperTwice = upper is not null && !lowerFirst && lower is null && _next.Kind == TokenKind.Less;
        bool isLowerTwice = lower is not null && lowerFirst && upper is null && _next.Kind == TokenKind.Greater;
        if (isUpperTwice)
            throw Fail(_next, "duplicate upper bound ('<') for type parameter");
        if (isLowerTwice)
            throw Fail(_next, "duplicate lower bound ('>') for type parameter");
        return (upper, upperSpan, lower, lowerSpan);
    }

    private RbsType? Bound(TokenKind kind, out Span span)
    {
        span = default;
        if (!Skip(kind))
            return null;
        int start = _current.Start;
        RbsType type = Type(kind == TokenKind.Equals ? Context.Void : Context.None);
        span = Span.Between(start, _current.End);
        return type;
    }
}
