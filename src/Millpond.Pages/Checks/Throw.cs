using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;

namespace Millpond;

/// <summary>Out-of-line throws, so that the code around a check stays small.</summary>
[StackTraceHidden]
public static class Throw
{
    /// <summary>An invariant of the engine does not hold.</summary>
    [DoesNotReturn]
    public static void Invariant(string expression, string file, int line) =>
        throw new InvariantException($"does not hold: {expression} ({Path.GetFileName(file)}:{line})");

    /// <summary>A walk of <c>Verify()</c> found a broken structure.</summary>
    [DoesNotReturn]
    public static void Broken(string what) => throw new InvariantException(what);

    /// <summary>An argument is outside what the call allows.</summary>
    [DoesNotReturn]
    public static void OutOfRange(string name, string advice) => throw new ArgumentOutOfRangeException(name, advice);

    /// <summary>A required argument is null.</summary>
    [DoesNotReturn]
    public static T Null<T>(string name) => throw new ArgumentNullException(name);

    /// <summary>The object was disposed before this call.</summary>
    [DoesNotReturn]
    public static void Disposed(string what) => throw new ObjectDisposedException(what);

    /// <summary>The kernel gave no memory.</summary>
    [DoesNotReturn]
    public static void OutOfMemory(string advice) => throw new InsufficientMemoryException(advice);
}
