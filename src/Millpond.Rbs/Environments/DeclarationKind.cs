namespace Millpond.Rbs.Environments;

/// <summary>What a declaration declares.</summary>
public enum DeclarationKind : byte
{
    /// <summary><c>class A</c></summary>
    Class,

    /// <summary><c>module A</c></summary>
    Module,

    /// <summary><c>interface _A</c></summary>
    Interface,

    /// <summary><c>type a = …</c></summary>
    TypeAlias,

    /// <summary><c>A: …</c></summary>
    Constant,

    /// <summary><c>$a: …</c></summary>
    Global,

    /// <summary><c>class A = B</c></summary>
    ClassAlias,

    /// <summary><c>module A = B</c></summary>
    ModuleAlias,
}
