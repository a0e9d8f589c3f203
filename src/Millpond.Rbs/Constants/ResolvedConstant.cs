using Millpond.Rbs.Ast;

namespace Millpond.Rbs.Constants;

/// <summary>What a constant's name means. Immutable.</summary>
/// <param name="Name">The absolute name it was found by; that of an alias stays the alias's.</param>
/// <param name="Type">Its type with absolute names: of a class or module its singleton.</param>
public sealed record ResolvedConstant(TypeName Name, RbsType Type);
