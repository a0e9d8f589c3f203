using System.Text;
using Millpond.Rbs.Ast;
using Millpond.Rbs.Diagnostics;
using Millpond.Rbs.Parsing;
using Millpond.Rbs.Text;

namespace Millpond.Rbs.Tests;

/// <summary>Shorthands: parse a text, and take what a test looks at.</summary>
internal static class Rbs
{
    public static SignatureFile File(string source) => Parser.ParseSignature(SourceBuffer.FromText("a.rbs", source));

    public static SignatureFile File(byte[] source) => Parser.ParseSignature(SourceBuffer.FromBytes("a.rbs", source));

    /// <summary>The one declaration of a source without errors.</summary>
    public static T Declaration<T>(string source)
        where T : Declaration => (T)Assert.Single(Valid(source).Declarations);

    /// <summary>The one member of <c>class C … end</c>.</summary>
    public static T Member<T>(string source)
        where T : Member => (T)Assert.Single(Declaration<ClassDeclaration>($"class C\n{source}\nend").Members);

    public static T Type<T>(string source, params string[] variables)
        where T : RbsType
    {
        ParserOptions options = new() { Variables = [.. variables.Select(Name.Of)], RequireEof = true };
        ParseResult<RbsType> result = Parser.ParseType(SourceBuffer.FromText("a.rbs", source), options);
        Assert.Empty(result.Diagnostics);
        return Assert.IsAssignableFrom<T>(result.Value);
    }

    public static MethodType Method(string source)
    {
        ParserOptions options = new() { RequireEof = true };
        ParseResult<MethodType> result = Parser.ParseMethodType(SourceBuffer.FromText("a.rbs", source), options);
        Assert.Empty(result.Diagnostics);
        return result.Value!;
    }

    public static SignatureFile Valid(string source)
    {
        SignatureFile file = File(source);
        Assert.Empty(file.Diagnostics);
        return file;
    }

    /// <summary>The errors of a source, each as <c>line:column message</c>.</summary>
    public static string[] Errors(string source) => [.. File(source).Diagnostics.Select(Brief)];

    public static string Cut(string source, Span span) =>
        Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(source).AsSpan(span.Start, span.Length));

    private static string Brief(Diagnostic diagnostic) => $"{diagnostic.Start} {diagnostic.Message}";
}
