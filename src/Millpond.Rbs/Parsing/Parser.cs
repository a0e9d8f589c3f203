using Millpond.Rbs.Ast;
using Millpond.Rbs.Text;

namespace Millpond.Rbs.Parsing;

/// <summary>
/// Reads RBS. Every source gives a tree and diagnostics, never an exception: broken UTF-8, NUL bytes and endless nesting
/// are diagnostics too. The first diagnostic is the rbs gem's error, word for word. Free to use from many threads.
/// </summary>
public static class Parser
{
    /// <summary>A whole file: directives and declarations.</summary>
    public static SignatureFile ParseSignature(SourceBuffer buffer, ParserOptions? options = null) =>
        throw new NotImplementedException();

    /// <summary>A type: <c>Array[String]?</c>. An empty source is null, without an error.</summary>
    public static ParseResult<RbsType> ParseType(SourceBuffer buffer, ParserOptions? options = null) =>
        throw new NotImplementedException();

    /// <summary>A method type: <c>[T] (T) -> void</c>. An empty source is null, without an error.</summary>
    public static ParseResult<MethodType> ParseMethodType(SourceBuffer buffer, ParserOptions? options = null) =>
        throw new NotImplementedException();

    /// <summary>Type parameters with their brackets: <c>[T, out U &lt; V]</c>.</summary>
    public static ParseResult<IReadOnlyList<TypeParam>> ParseTypeParams(
        SourceBuffer buffer, ParserOptions? options = null) => throw new NotImplementedException();

    /// <summary>What a Ruby comment before a definition says: <c>@rbs x: Integer</c>, <c>: () -> void</c>.</summary>
    public static ParseResult<InlineAnnotation> ParseLeadingAnnotation(
        SourceBuffer buffer, ParserOptions? options = null) => throw new NotImplementedException();

    /// <summary>What a Ruby comment behind an expression says: <c>: Integer</c>, <c>[String]</c>.</summary>
    public static ParseResult<InlineAnnotation> ParseTrailingAnnotation(
        SourceBuffer buffer, ParserOptions? options = null) => throw new NotImplementedException();
}
