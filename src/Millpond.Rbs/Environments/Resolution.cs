using Millpond.Rbs.Ast;

namespace Millpond.Rbs.Environments;

/// <summary>
/// What each written name means: a table beside the tree, by context and name, filled as names are asked for. Nothing is
/// rewritten. Free to use from many threads; a name already known costs one look without a lock.
/// </summary>
public sealed class Resolution
{
    /// <summary>The absolute name that <paramref name="name"/> means in <paramref name="context"/>. Where there is no such
    /// name: as it was written (relative), or, where a <c>use</c> directive replaced it, the replacement.</summary>
    public TypeName Resolve(TypeName name, Context context) => throw new NotImplementedException();
}
