namespace Millpond.Rbs.Environments;

/// <summary>The codes of findings about an environment. Stable: scripts filter by them.</summary>
public static class EnvironmentCodes
{
    /// <summary>A name is declared twice: the rbs gem's DuplicatedDeclarationError.</summary>
    public const string Duplicate = "RBS2001";

    /// <summary>The declarations of a class do not agree on its type parameters: GenericParameterMismatchError.</summary>
    public const string TypeParamMismatch = "RBS2002";

    /// <summary>A <c>use</c> with a wildcard names a namespace that holds nothing.</summary>
    public const string EmptyWildcard = "RBS2003";
}
