using System.Collections.Immutable;
using Millpond.Rbs.Ast;
using Millpond.Rbs.Diagnostics;
using Millpond.Rbs.Parsing;
using Millpond.Rbs.Text;

namespace Millpond.Rbs.Environments;

/// <summary>
/// A file of signatures in an environment. Immutable to its users: where its outline came from the cache it is parsed at
/// the first question about a tree, by whichever thread asks, once. Free to use from many threads.
/// </summary>
public sealed class SourceFile
{
    private readonly Lock _lock = new();
    private readonly ParserOptions _options;
    private Parsed? _parsed;

    private SourceFile(SourceBuffer buffer, SignatureOrigin origin, ParserOptions options)
    {
        Buffer = buffer;
        Origin = origin;
        _options = options;
        Outline = null!;
    }

    /// <summary>The source.</summary>
    public SourceBuffer Buffer { get; }

    /// <summary>The path as upstream names the file.</summary>
    public string Path => Buffer.Name;

    /// <summary>What the file is part of.</summary>
    public SignatureOrigin Origin { get; }

    /// <summary>Whether the tree is there already.</summary>
    public bool IsParsed => Volatile.Read(ref _parsed) is not null;

    /// <summary>The tree. With syntax errors: of what could be read.</summary>
    public SignatureFile Tree => Parse().Tree;

    /// <summary>The syntax errors. Known without parsing: an outline is only kept of a file that has none.</summary>
    public ImmutableArray<Diagnostic> Diagnostics => _parsed?.Tree.Diagnostics ?? [];

    /// <summary>There is no syntax error.</summary>
    public bool IsValid => Diagnostics.IsEmpty;

    internal Outline Outline { get; private init; }

    /// <summary>Parses a source.</summary>
    /// <param name="buffer">The source.</param>
    /// <param name="origin">What it is part of.</param>
    /// <param name="options">The language.</param>
    public static SourceFile Parse(SourceBuffer buffer, SignatureOrigin origin, ParserOptions options)
    {
        ArgumentNullException.ThrowIfNull(buffer);
        ArgumentNullException.ThrowIfNull(origin);
        ArgumentNullException.ThrowIfNull(options);
        SignatureFile tree = Parser.ParseSignature(buffer, options);
        var outline = Outline.Of(tree, out Declaration[] declarations);
        return new(buffer, origin, options) { Outline = outline, _parsed = new(tree, declarations) };
    }

    /// <summary>A source whose outline is known; it is parsed later, if at all.</summary>
    internal static SourceFile FromOutline(
        SourceBuffer buffer, SignatureOrigin origin, ParserOptions options, Outline outline) =>
        new(buffer, origin, options) { Outline = outline };

    internal Declaration DeclarationAt(int index) => (_parsed ?? Parse()).Declarations[index];

    private Parsed Parse()
    {
        if (Volatile.Read(ref _parsed) is { } already)
            return already;
        lock (_lock)
        {
            if (_parsed is { } meanwhile)
                return meanwhile;
            SignatureFile tree = Parser.ParseSignature(Buffer, _options);
            if (!Outline.Of(tree, out Declaration[] declarations).SaysTheSameAs(Outline))
                throw new StaleOutlineException(Path);
            Parsed parsed = new(tree, declarations);
            Volatile.Write(ref _parsed, parsed);
            return parsed;
        }
    }

    private sealed record Parsed(SignatureFile Tree, Declaration[] Declarations);
}

/// <summary>The cache told another outline of a file than the parser does: it was made by another parser.</summary>
internal sealed class StaleOutlineException(string path) : Exception(
    $"the cache does not know {path} as it is: run once with --no-cache");
