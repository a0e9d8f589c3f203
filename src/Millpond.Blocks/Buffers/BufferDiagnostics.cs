namespace Millpond.Blocks;

/// <summary>A buffer that was misused.</summary>
/// <param name="Name">Its type and number of elements.</param>
/// <param name="Bytes">Its memory.</param>
/// <param name="AllocationStack">Where it was made; null when nobody was subscribed then.</param>
public sealed record BufferReport(string Name, long Bytes, string? AllocationStack);

/// <summary>
/// Which buffers were never disposed, and which twice, in the whole process. The counts cost an interlocked addition
/// and are always kept; where a buffer was made is found out, which costs tens of microseconds, only while somebody is
/// subscribed to <see cref="Undisposed"/> or <see cref="DisposedTwice"/>. Thread-safe.
/// </summary>
public static class BufferDiagnostics
{
    private static long s_undisposedCount;
    private static long s_lostCount;
    private static long s_disposedTwiceCount;

    /// <summary>
    /// A buffer was collected that nobody had disposed, or that was disposed while pinned and never unpinned. Its memory
    /// was given back. Raised on the thread pool, not on the finaliser's thread; what a handler throws ends the process.
    /// </summary>
    public static event Action<BufferReport>? Undisposed;

    /// <summary>
    /// A buffer was disposed again. It does no harm, but whoever did so may believe that the memory was still his.
    /// Raised where it happens, so that a stack taken in the handler shows who.
    /// </summary>
    public static event Action<BufferReport>? DisposedTwice;

    /// <summary>Buffers that are not disposed: in use, or lost and not yet collected.</summary>
    public static long UndisposedCount => Volatile.Read(ref s_undisposedCount);

    /// <summary>Buffers lost so far: see <see cref="Undisposed"/>.</summary>
    public static long LostCount => Volatile.Read(ref s_lostCount);

    /// <summary>Disposals so far of what was disposed already.</summary>
    public static long DisposedTwiceCount => Volatile.Read(ref s_disposedTwiceCount);

    /// <summary>The stack that a report will name, while anybody wants to know.</summary>
    internal static string? OnAllocated()
    {
        Interlocked.Increment(ref s_undisposedCount);
        return Undisposed is null && DisposedTwice is null ? null : Environment.StackTrace;
    }

    internal static void OnDisposed() => Interlocked.Decrement(ref s_undisposedCount);

    internal static void OnDisposedTwice(BufferReport report)
    {
        Interlocked.Increment(ref s_disposedTwiceCount);
        DisposedTwice?.Invoke(report);
    }

    internal static void OnLost(BufferReport report)
    {
        Interlocked.Increment(ref s_lostCount);
        if (Undisposed is not { } handlers) return;
        // A handler that blocks or throws must not do so on the finaliser's thread.
        ThreadPool.UnsafeQueueUserWorkItem(static state => state.handlers(state.report), (handlers, report), false);
    }
}
