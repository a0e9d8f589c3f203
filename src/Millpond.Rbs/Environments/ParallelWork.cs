using System.Runtime.ExceptionServices;

namespace Millpond.Rbs.Environments;

/// <summary>Does many small pieces of work on a few threads of its own, which start sooner than a cold thread pool.</summary>
internal static class ParallelWork
{
    // Fewer pieces than this are done before another thread has begun.
    private const int FewestForThreads = 8;

    /// <summary>Calls <paramref name="work"/> with 0 … count - 1, each once; in order where there is one thread. The first
    /// exception is thrown here, and no new piece is begun after it.</summary>
    public static void For(int count, int threads, Action<int> work)
    {
        threads = count < FewestForThreads ? 1 : Math.Min(threads, count);
        if (threads <= 1)
        {
            for (int at = 0; at < count; at++)
                work(at);
            return;
        }
        int next = -1;
        ExceptionDispatchInfo? failure = null;
        void Run()
        {
            try
            {
                for (int at; Volatile.Read(ref failure) is null && (at = Interlocked.Increment(ref next)) < count;)
                    work(at);
            }
            catch (Exception exception)
            {
                Interlocked.CompareExchange(ref failure, ExceptionDispatchInfo.Capture(exception), null);
            }
        }
        var helpers = new Thread[threads - 1];
        for (int at = 0; at < helpers.Length; at++)
        {
            helpers[at] = new(Run) { IsBackground = true, Name = "rbs loader" };
            helpers[at].Start();
        }
        Run();
        foreach (Thread helper in helpers)
            helper.Join();
        failure?.Throw();
    }
}
