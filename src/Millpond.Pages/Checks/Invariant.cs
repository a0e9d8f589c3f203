using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Millpond;

/// <summary>
/// Checks of what must hold inside the engine. Compiled in for Debug and for one Release test run
/// (<c>-p:Invariants=true</c>); elsewhere a call costs nothing, its argument is not evaluated.
/// </summary>
public static class Invariant
{
    /// <summary>Throws <see cref="InvariantException"/>, naming the expression, when it is false.</summary>
    [Conditional("INVARIANTS")]
    public static void Assert(
        [DoesNotReturnIf(false)] bool holds,
        [CallerArgumentExpression(nameof(holds))] string expression = "",
        [CallerFilePath] string file = "",
        [CallerLineNumber] int line = 0)
    {
        if (!holds) Throw.Invariant(expression, file, line);
    }
}

/// <summary>A structure of the engine was found broken: a bug in Millpond, or memory written by someone else.</summary>
public sealed class InvariantException(string message) : Exception(message);
