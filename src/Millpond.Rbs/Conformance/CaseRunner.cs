using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Millpond.Rbs.Diagnostics;
using Millpond.Rbs.Json;
using Millpond.Rbs.Lexing;
using Millpond.Rbs.Parsing;
using Millpond.Rbs.Text;

namespace Millpond.Rbs.Conformance;

/// <summary>Parses one recorded case and compares.</summary>
internal sealed class CaseRunner(ConformanceCase one, RbsVersion version)
{
    private readonly SourceBuffer _buffer = one.Buffer;

    /// <summary>The first difference; null where there is none.</summary>
    public ConformanceDifference? Run()
    {
        if (!one.IsReadable)
            return Differs("encoding", one.Encoding, "not run") with { Reason = KnownDifferences.Encoding };
        if ((one.ProblemOfVariables() ?? CaseRange.Problem(one)) is { } problem)
            return Raised(problem);
        return one.Kind switch
        {
            "signature" => Signature(),
            "type" => Compare(
                Parser.ParseType(_buffer, Options()), (writer, type) => writer.Type(type),
                type => AstJson.Of(type, _buffer, Json)),
            "method_type" => Compare(
                Parser.ParseMethodType(_buffer, Options()), (writer, type) => writer.MethodType(type),
                type => AstJson.Of(type, _buffer, Json)),
            "type_params" => Compare(
                Parser.ParseTypeParams(_buffer, Options()), (writer, list) => writer.TypeParams(list), _ => null),
            "inline_leading_annotation" => Compare(
                Parser.ParseLeadingAnnotation(_buffer, Options()), (writer, node) => writer.Inline(node), _ => null),
            "inline_trailing_annotation" => Compare(
                Parser.ParseTrailingAnnotation(_buffer, Options()), (writer, node) => writer.Inline(node), _ => null),
            "lex" => Lex(),
            _ => Differs("kind", one.Kind, "not a kind of case that is known"),
        };
    }

    private ParserOptions Options() => one.IsWholeFile ? new() { Version = version } : new()
    {
        Version = version,
        Start = one.Number("s", 0),
        // Counted in the bytes of the case's own encoding; sources in others than UTF-8 were parsed whole.
        End = one.IsUtf8 ? Math.Min(one.Number("e", _buffer.Length), _buffer.Length) : null,
        Variables = [.. one.Variables()],
        RequireEof = one.Flag("eof", false),
        VoidAllowed = one.Flag("void", true),
        SelfAllowed = one.Flag("self", true),
        ClassishAllowed = one.Flag("classish", true),
        ModuleTypeParams = one.Flag("module", true),
        ForwardingAllowed = one.Flag("fwd", false),
        UnicodeEscapes = one.IsUtf8,
        MagicComment = false, // The gem looks for it before the call that was recorded.
    };

    private AstJsonOptions Json => new() { Version = version };

    private ConformanceDifference? Signature()
    {
        SignatureFile file = Parser.ParseSignature(_buffer, Options());
        if (!file.IsValid)
            return Failed(file.Diagnostics[0]);
        if (one.Expects("json_sha256", out JsonElement sum))
            return Equal("number of directives", one.Expects("dirs", out JsonElement count) ? count.GetInt32() : 0,
                    file.Directives.Length)
                ?? Equal("SHA-256 of the JSON", sum.GetString()!,
                    Convert.ToHexStringLower(SHA256.HashData(AstJson.Of(file, Json))));
        return Succeeded(writer => writer.File(file), AstJson.Of(file, Json));
    }

    private ConformanceDifference? Compare<T>(
        ParseResult<T> result, Action<DumpWriter, T> dump, Func<T?, byte[]?> json) =>
        !result.IsValid ? Failed(result.Diagnostics[0])
        : result.Value is { } value ? Succeeded(writer => dump(writer, value), json(value))
        : Succeeded(writer => writer.Nothing(), json(default));

    private ConformanceDifference? Succeeded(Action<DumpWriter> dump, byte[]? json)
    {
        if (!one.Expects("ok", out JsonElement ok))
            return Differs("outcome", ExpectedError(), "no error");
        return (ok.ValueKind == JsonValueKind.True ? null : Tree(ok.GetRawText(), dump))
            ?? (json is not null && one.Expects("json", out JsonElement expected)
                ? Equal("JSON", expected.GetRawText(), Encoding.UTF8.GetString(json))
                : null);
    }

    private ConformanceDifference? Tree(string recorded, Action<DumpWriter> dump)
    {
        ConformanceDifference? difference = Equal("tree", recorded, Dump(dump, copiesBugs: false));
        if (difference is not null && IsInline && new TreeComparison(_buffer, isShifted: true).Equal(
            recorded, Dump(dump, copiesBugs: false)))
            difference = null;
        if (difference is not null && new TreeComparison(_buffer, isShifted: false).Equal(
            recorded, Dump(dump, copiesBugs: true)))
            return difference with { Reason = KnownDifferences.PlacesOfNames };
        return difference;
    }

    private string Dump(Action<DumpWriter> dump, bool copiesBugs)
    {
        JsonText text = new();
        dump(new(text, _buffer, copiesBugs));
        return Encoding.UTF8.GetString(text.Written);
    }

    private ConformanceDifference? Lex()
    {
        if (!one.Expects("ok", out JsonElement ok))
            return Differs("outcome", ExpectedError(), "tokens");
        Places places = new(_buffer);
        IEnumerable<string> tokens = Lexer.Tokenize(_buffer).Select(token =>
            $"[\"{token.Kind.UpstreamName()}\",{places.CodePoints(token.Start)},{places.CodePoints(token.End)}]");
        return Equal("tokens", ok.GetRawText(), $"[{string.Join(',', tokens)}]");
    }

    private ConformanceDifference? Failed(Diagnostic error)
    {
        if (error.Token is null)
            return Raised(error.Message);
        if (!one.Expects("error", out JsonElement expected))
            return Differs("outcome", one.Expects("ok", out _) ? "no error" : ExpectedError(), error.FullMessage);
        if (expected.ValueKind == JsonValueKind.String)
            return Equal("message", expected.GetString()!, error.FullMessage);
        Places places = new(_buffer);
        if (IsInline)
            return InlineFailed(expected, error);
        return Equal("message", Text(expected, "message"), Readable(error.FullMessage))
            ?? Equal("text of the error", Text(expected, "error_message"), error.Message)
            ?? Equal("kind of token", Text(expected, "token_type"), error.Token.Value.UpstreamName())
            ?? Equal("start", Number(expected, "s"), places.CodePoints(error.Span.Start))
            ?? Equal("end", Number(expected, "e"), places.CodePoints(error.Span.End))
            ?? Equal("line", Number(expected, "line"), error.Start.Line)
            ?? Equal("column", Number(expected, "col"), error.Start.Column);
    }

    private ConformanceDifference? InlineFailed(JsonElement expected, Diagnostic error)
    {
        TreeComparison shifted = new(_buffer, isShifted: true);
        string text = Text(expected, "message");
        int place = text.IndexOf(": ", StringComparison.Ordinal);
        string actual = error.FullMessage;
        bool samePlace = shifted.Equal(Number(expected, "s"), error.Span.Start)
            && shifted.Equal(Number(expected, "e"), error.Span.End);
        return Equal("message", text[place..], actual[actual.IndexOf(": ", StringComparison.Ordinal)..])
            ?? (samePlace ? null : Differs("place", text[..place], actual));
    }

    private bool IsInline => one.Kind.StartsWith("inline", StringComparison.Ordinal);

    /// <summary>Ruby raises here what is no syntax error: <c>ArgumentError</c> and the like.</summary>
    private ConformanceDifference? Raised(string message)
    {
        if (!one.Expects("raise", out JsonElement raised))
            return Differs("outcome", one.Expects("ok", out _) ? "no error" : ExpectedError(), message);
        return Equal("message", raised.ValueKind == JsonValueKind.Array ? raised[1].GetString()! : raised.GetString()!,
            message);
    }

    private string ExpectedError() =>
        one.Expects("error", out JsonElement error) || one.Expects("raise", out error) ? error.GetRawText() : "ok";

    private static string Text(JsonElement error, string key) => error.GetProperty(key).GetString()!;

    private static int Number(JsonElement error, string key) => error.GetProperty(key).GetInt32();

    // The recorder inspected what JSON cannot hold.
    private static string Readable(string message) =>
        message.Any(unit => Utf8.BrokenByte(unit) >= 0) ? RubyInspect.OfString(message) : message;

    private ConformanceDifference? Equal(string what, int expected, int actual) =>
        Equal(what, $"{expected}", $"{actual}");

    private ConformanceDifference? Equal(string what, string expected, string actual) =>
        expected == actual ? null : Differs(what, expected, actual);

    private ConformanceDifference Differs(string what, string expected, string actual)
    {
        const int Around = 60;
        const int Most = 300;
        int same = expected.AsSpan().CommonPrefixLength(actual);
        int from = expected.Length <= Most && actual.Length <= Most ? 0 : Math.Max(0, same - Around);
        return new(one.Line, one.Kind, Utf8.ToText(_buffer.Bytes), what,
            Excerpt(expected, from, Most), Excerpt(actual, from, Most));
    }

    private static string Excerpt(string text, int from, int most) =>
        text.Length - from <= most ? text[from..] : text[from..(from + most)] + " …";
}
