namespace Millpond.Rbs.Ast;

/// <summary>Says what a type becomes; null: what its parts become decides.</summary>
public delegate RbsType? TypeMapper(RbsType type);
