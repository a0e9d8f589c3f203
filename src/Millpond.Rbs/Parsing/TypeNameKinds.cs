namespace Millpond.Rbs.Parsing;

/// <summary>Which kinds of type names can stand somewhere.</summary>
[Flags]
internal enum TypeNameKinds : byte
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>A class, module or constant.</summary>
    Class = 1,

    /// <summary>An interface.</summary>
    Interface = 2,

    /// <summary>A type alias.</summary>
    Alias = 4,

    /// <summary>What can be mixed in, or be a module's self type.</summary>
    Mixin = Class | Interface,

    /// <summary>What can be a type.</summary>
    Any = Class | Interface | Alias,
}
