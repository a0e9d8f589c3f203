namespace Millpond.Rbs.Ast;

/// <summary>A type. Compared by what it says: places and comments do not count.</summary>
public abstract class RbsType : Node
{
    private protected RbsType()
    {
    }
}
