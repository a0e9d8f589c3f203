using System.Collections.Immutable;
using Millpond.Rbs.Ast;
using Millpond.Rbs.Diagnostics;
using Millpond.Rbs.Lexing;
using Millpond.Rbs.Text;
using Millpond.Rbs.Versions;

namespace Millpond.Rbs.Parsing;

/// <summary>
/// Reads RBS. Every source gives a tree and diagnostics, never an exception: broken UTF-8, NUL bytes and endless nesting
/// are diagnostics too. The first diagnostic is the rbs gem's error, word for word. Free to use from many threads.
/// </summary>
/// <remarks>Recursive descent with three tokens of look-ahead; each production names its rule of the grammar. A syntax
/// error leaves a production as an exception, which only errors pay for, up to the member or declaration that can be
/// skipped.</remarks>
public sealed partial class Parser
{
    private readonly SourceBuffer _buffer;
    private readonly byte[] _source;
    private readonly ParserOptions _options;

    // Before 4.0, `void` and the like in wrong places were no syntax errors.
    private readonly bool _limitsContexts;
    private readonly bool _refusesDuplicates;
    private readonly bool _sharesEmpty;
    private Piles _piles;
    private Scanner _scanner;
    private Token _current;
    private Token _next;
    private Token _next2;
    private Token _next3;

    private Parser(SourceBuffer buffer, ParserOptions? options, int start)
    {
        _buffer = buffer;
        _source = buffer.Array;
        _options = options ?? ParserOptions.Default;
        _limitsContexts = _options.Version.Major >= 4;
        _refusesDuplicates = _options.Version >= LanguageVersions.UniqueKeys;
        _sharesEmpty = _options.ShareEmpty;
        _piles = Piles.Borrow();
        _scanner = new Scanner(buffer, start, Math.Min(_options.End ?? buffer.Length, buffer.Length));
        foreach (Name variable in _options.Variables)
            Declare(variable);
        Scan(out _next);
        Scan(out _next2);
        Scan(out _next3);
    }

    /// <summary>A whole file: directives and declarations.</summary>
    public static SignatureFile ParseSignature(SourceBuffer buffer, ParserOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(buffer);
        if (Refuse(buffer) is { } refusal)
            return new() { Buffer = buffer, Directives = [], Declarations = [], Diagnostics = [refusal] };
        options ??= ParserOptions.Default;
        bool knowsMagic = options.MagicComment && options.Version >= LanguageVersions.ResolveTypeNames;
        ResolveTypeNamesDirective? magic = knowsMagic ? MagicComment.Find(buffer, options.Start) : null;
        Parser parser = new(buffer, options, magic?.Span.End ?? options.Start);
        SignatureFile file = parser.Signature(magic);
        parser._piles.Return();
        return VersionGate.IsNeeded(options.Version) ? file.With(VersionGate.Check(file, options.Version)) : file;
    }

    /// <summary>A type: <c>Array[String]?</c>. An empty source is null, without an error.</summary>
    public static ParseResult<RbsType> ParseType(SourceBuffer buffer, ParserOptions? options = null) =>
        Parse(buffer, options, static parser => parser.OrNothing(static self => self.Type(self.StartContext())));

    /// <summary>A method type: <c>[T] (T) -> void</c>. An empty source is null, without an error.</summary>
    public static ParseResult<MethodType> ParseMethodType(SourceBuffer buffer, ParserOptions? options = null) =>
        Parse(buffer, options, static parser => parser.OrNothing(static self => self.MethodType(self.StartContext())));

    /// <summary>Type parameters with their brackets: <c>[T, out U &lt; V]</c>; a default array with an error.</summary>
    public static ParseResult<ImmutableArray<TypeParam>> ParseTypeParams(
        SourceBuffer buffer, ParserOptions? options = null) =>
        Parse(buffer, options, static parser => parser.OnlyTypeParams());

    /// <summary>What a Ruby comment before a definition says: <c>@rbs x: Integer</c>, <c>: () -> void</c>.</summary>
    public static ParseResult<InlineAnnotation> ParseLeadingAnnotation(
        SourceBuffer buffer, ParserOptions? options = null) =>
        Parse(buffer, options, static parser => parser.LeadingAnnotation());

    /// <summary>What a Ruby comment behind an expression says: <c>: Integer</c>, <c>[String]</c>.</summary>
    public static ParseResult<InlineAnnotation> ParseTrailingAnnotation(
        SourceBuffer buffer, ParserOptions? options = null) =>
        Parse(buffer, options, static parser => parser.TrailingAnnotation());

    private static ParseResult<T> Parse<T>(SourceBuffer buffer, ParserOptions? options, Func<Parser, T?> production)
    {
        ArgumentNullException.ThrowIfNull(buffer);
        if (Refuse(buffer) is { } refusal)
            return new(default, [refusal]);
        Parser parser = new(buffer, options, options?.Start ?? 0);
        T? value = default;
        try
        {
            value = production(parser);
        }
        catch (SyntaxError)
        {
            // The diagnostic is recorded; there is nothing to go on with in a piece of a file.
        }
        ImmutableArray<Diagnostic> errors = parser.TakeDiagnostics();
        parser._piles.Return();
        RbsVersion version = parser._options.Version;
        return new(value, errors.IsEmpty && VersionGate.IsNeeded(version)
            ? VersionGate.Check(value, buffer, version)
            : errors);
    }

    // What upstream's extension refuses before it reads a token.
    private static Diagnostic? Refuse(SourceBuffer buffer)
    {
        int nul = buffer.Bytes.IndexOf((byte)0);
        if (nul < 0)
            return null;
        bool isUtf16 = buffer.Bytes is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..];
        return isUtf16
            ? new(DiagnosticCodes.Encoding, Severity.Error, "the file is UTF-16; save it as UTF-8", buffer, new(0, 2))
            : new(DiagnosticCodes.NulByte, Severity.Error, "string contains null byte", buffer, new(nul, 1));
    }

    private T? OrNothing<T>(Func<Parser, T> production)
        where T : class
    {
        if (_next.Kind == TokenKind.Eof)
            return null;
        T value = production(this);
        if (_options.RequireEof)
            Expect(TokenKind.Eof);
        return value;
    }

    private ImmutableArray<TypeParam> OnlyTypeParams()
    {
        if (_next.Kind != TokenKind.LeftBracket)
            Expect(TokenKind.LeftBracket);
        ImmutableArray<TypeParam> parameters = TypeParams(_options.ModuleTypeParams, out _);
        Expect(TokenKind.Eof);
        return parameters;
    }

    private Context StartContext() =>
        (_options.VoidAllowed ? Context.Void : Context.None)
        | (_options.SelfAllowed ? Context.Self : Context.None)
        | (_options.ClassishAllowed ? Context.Classish : Context.None);
}
