namespace Millpond.Rbs.Diagnostics;

/// <summary>The codes of findings about a single file. Stable: scripts filter by them.</summary>
public static class DiagnosticCodes
{
    /// <summary>The parser met a token it cannot use.</summary>
    public const string Syntax = "RBS1001";

    /// <summary>The source holds a NUL byte.</summary>
    public const string NulByte = "RBS1002";

    /// <summary>The source is not UTF-8.</summary>
    public const string Encoding = "RBS1003";

    /// <summary>Types or declarations are nested too deeply.</summary>
    public const string Nesting = "RBS1004";

    /// <summary>The language version that was asked for does not know this.</summary>
    public const string Version = "RBS1005";
}
