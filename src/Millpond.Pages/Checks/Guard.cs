using System.Runtime.CompilerServices;

namespace Millpond;

/// <summary>Checks at public edges. Always on; each message says what to do.</summary>
public static class Guard
{
    /// <summary>Throws <see cref="ArgumentOutOfRangeException"/> unless <paramref name="holds"/>.</summary>
    public static void InRange(bool holds, string advice, [CallerArgumentExpression(nameof(holds))] string name = "")
    {
        if (!holds) Throw.OutOfRange(name, advice);
    }

    /// <summary>Throws <see cref="ArgumentNullException"/> when <paramref name="value"/> is null.</summary>
    public static T NotNull<T>(T? value, [CallerArgumentExpression(nameof(value))] string name = "") where T : class =>
        value ?? Throw.Null<T>(name);

    /// <summary>Throws <see cref="ObjectDisposedException"/> when <paramref name="disposed"/>.</summary>
    public static void NotDisposed(bool disposed, string what)
    {
        if (disposed) Throw.Disposed(what);
    }
}
