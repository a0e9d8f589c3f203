namespace Millpond.Rbs.Ast;

/// <summary>What a type name can name; its spelling says which.</summary>
public enum TypeNameKind : byte
{
    /// <summary>A class, module or constant: <c>String</c>.</summary>
    Class,

    /// <summary>An interface: <c>_Each</c>.</summary>
    Interface,

    /// <summary>A type alias: <c>int</c>.</summary>
    Alias,
}
