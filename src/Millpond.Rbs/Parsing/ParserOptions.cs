using System.Collections.Immutable;
using Millpond.Rbs.Ast;

namespace Millpond.Rbs.Parsing;

/// <summary>How to parse. The defaults are those of the rbs gem.</summary>
public sealed record ParserOptions
{
    /// <summary>RBS 4.2, the whole buffer.</summary>
    public static ParserOptions Default { get; } = new();

    /// <summary>The language to read.</summary>
    public RbsVersion Version { get; init; } = RbsVersion.Latest;

    /// <summary>Where to begin, in bytes.</summary>
    public int Start { get; init; }

    /// <summary>Where to stop, in bytes; null: at the end of the buffer.</summary>
    public int? End { get; init; }

    /// <summary>Type variables in scope, for types, method types and inline annotations.</summary>
    public ImmutableArray<Name> Variables { get; init; } = [];

    /// <summary>Anything behind the type or method type is an error.</summary>
    public bool RequireEof { get; init; }

    /// <summary>A type may be <c>void</c>.</summary>
    public bool VoidAllowed { get; init; } = true;

    /// <summary>A type may be or hold <c>self</c>.</summary>
    public bool SelfAllowed { get; init; } = true;

    /// <summary>A type may be or hold <c>class</c> and <c>instance</c>.</summary>
    public bool ClassishAllowed { get; init; } = true;

    /// <summary>Type parameters may have variance and defaults, as those of modules have.</summary>
    public bool ModuleTypeParams { get; init; } = true;

    /// <summary>A method type may take <c>(...)</c>.</summary>
    public bool ForwardingAllowed { get; init; }

    /// <summary>A comment <c># resolve-type-names: false</c> at the beginning is a directive. False: a comment like others.
    /// </summary>
    public bool MagicComment { get; init; } = true;

    /// <summary><c>"\u0041"</c> is a character. Ruby keeps the six characters where the source's encoding is not UTF-8.
    /// </summary>
    public bool UnicodeEscapes { get; init; } = true;

    /// <summary>All empty lists and maps of the tree are the same shared ones. False makes an own one for each, only to
    /// measure what sharing saves.</summary>
    public bool ShareEmpty { get; init; } = true;
}
