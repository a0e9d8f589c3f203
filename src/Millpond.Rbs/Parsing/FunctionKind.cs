namespace Millpond.Rbs.Parsing;

/// <summary>Whose parameters and return type are being read, and so what may stand between them.</summary>
internal enum FunctionKind : byte
{
    /// <summary>A method: a block, no self binding.</summary>
    Method,

    /// <summary>A proc: a self binding and a block.</summary>
    Proc,

    /// <summary>A block: a self binding, no block.</summary>
    Block,
}
