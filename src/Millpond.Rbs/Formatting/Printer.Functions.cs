using System.Collections.Immutable;
using Millpond.Rbs.Ast;
using Millpond.Rbs.Lexing;

namespace Millpond.Rbs.Formatting;

internal sealed partial class Printer
{
    private void MethodType(MethodType type)
    {
        if (!type.TypeParams.IsEmpty)
        {
            TypeParams(type.TypeParams);
            Space();
        }
        Function(type.Function, selfType: null, type.Block);
    }

    // (A, ?B) [self: S] ?{ (C) -> D } -> E
    private void Function(FunctionType function, RbsType? selfType, Block? block)
    {
        if (Next.Kind == TokenKind.LeftParen)
            Parameters(function);
        else
            Insert("()"u8);
        if (selfType is not null)
            SelfBinding(selfType);
        if (block is not null)
            BlockOf(block);
        Space();
        Take(TokenKind.Arrow);
        Space();
        Type(function.ReturnType);
    }

    private void SelfBinding(RbsType selfType)
    {
        Space();
        Bracket brackets = Open();
        Take(TokenKind.Self);
        Take(TokenKind.Colon);
        Space();
        Type(selfType);
        Close(brackets);
    }

    private void BlockOf(Block block)
    {
        Space();
        if (!block.IsRequired)
            Take(TokenKind.Question);
        Bracket braces = Open(hasPadding: true);
        Function(block.Function, block.SelfType, block: null);
        Close(braces);
    }

    private void Parameters(FunctionType function)
    {
        Bracket parentheses = Open();
        if (function is Function full)
        {
            bool isFirst = true;
            foreach (Param param in InOrder(full))
            {
                if (!isFirst)
                    Comma();
                isFirst = false;
                Parameter(param);
            }
            if (full.ForwardingSpan.Exists)
            {
                if (!isFirst)
                    Comma();
                Take(TokenKind.Dot3);
            }
        }
        else
        {
            Take(TokenKind.Question);
        }
        Close(parentheses);
    }

    private static List<Param> InOrder(Function function)
    {
        List<Param> all = [.. function.RequiredPositionals, .. function.OptionalPositionals];
        all.AddRange(function.TrailingPositionals);
        if (function.RestPositionals is { } rest)
            all.Add(rest);
        foreach ((_, Param param) in function.RequiredKeywords)
            all.Add(param);
        foreach ((_, Param param) in function.OptionalKeywords)
            all.Add(param);
        if (function.RestKeywords is { } restKeywords)
            all.Add(restKeywords);
        all.Sort(static (one, other) => one.Type.Span.Start.CompareTo(other.Type.Span.Start));
        return all;
    }

    // `?`, `*`, `**` and `name:` stand before the type, its own name behind.
    private void Parameter(Param param)
    {
        TokenKind last = default;
        while (Next.Start < param.Type.Span.Start && Next.Kind != TokenKind.LeftParen)
        {
            last = Next.Kind;
            Take();
        }
        if (last == TokenKind.Colon)
            Space();
        Type(param.Type);
        if (param.Name is not null)
        {
            Space();
            Take(param.NameSpan);
        }
    }

    private void TypeParams(ImmutableArray<TypeParam> parameters)
    {
        if (parameters.IsEmpty)
            return;
        Bracket brackets = Open();
        for (int i = 0; i < parameters.Length; i++)
        {
            if (i > 0)
                Comma();
            TypeParameter(parameters[i]);
        }
        Close(brackets);
    }

    private void TypeParameter(TypeParam parameter)
    {
        while (Next.Start < parameter.NameSpan.Start)
        {
            Take();
            Space();
        }
        Take(parameter.NameSpan);
        while (Next.Kind is TokenKind.Less or TokenKind.Greater or TokenKind.Equals)
        {
            RbsType type = Next.Kind switch
            {
                TokenKind.Less => parameter.UpperBound!,
                TokenKind.Greater => parameter.LowerBound!,
                _ => parameter.Default!,
            };
            Space();
            Take();
            Space();
            Type(type);
        }
    }
}
