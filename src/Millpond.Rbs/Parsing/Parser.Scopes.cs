using Millpond.Rbs.Ast;

namespace Millpond.Rbs.Parsing;

public sealed partial class Parser
{
    // Type variables, innermost last; those below _scopeStart belong to declarations that cannot be seen from here.
    private Name[] _variables = new Name[8];
    private int _variableCount;
    private int _scopeStart;

    private void Declare(Name variable)
    {
        if (_variableCount == _variables.Length)
            Array.Resize(ref _variables, _variables.Length * 2);
        _variables[_variableCount++] = variable;
    }

    private bool IsVariable(Name name)
    {
        for (int at = _variableCount - 1; at >= _scopeStart; at--)
        {
            if (ReferenceEquals(_variables[at], name))
                return true;
        }
        return false;
    }

    private Scope OpenScope(bool isFresh)
    {
        Scope outer = new(_variableCount, _scopeStart);
        if (isFresh)
            _scopeStart = _variableCount;
        return outer;
    }

    private void CloseScope(Scope outer)
    {
        _variableCount = outer.Count;
        _scopeStart = outer.Start;
    }

    private readonly record struct Scope(int Count, int Start);
}
