namespace Millpond.Blocks;

/// <summary>
/// Calls <see cref="BlockCache.Maintain"/> when it is due, from a timer of the cache's clock, and not at all while
/// nothing is held. For .NET programs; a library inside another program has a thread of its own.
/// </summary>
public sealed class Purger : IDisposable
{
    private readonly BlockCache _cache;
    private readonly ITimer _timer;

    // Held while the cache is worked on: who has disposed this may dispose the cache.
    private readonly Lock _working = new();
    private bool _disposed;

    /// <summary>Starts; <paramref name="time"/> must be the cache's clock.</summary>
    public Purger(BlockCache cache, TimeProvider time)
    {
        _cache = Guard.NotNull(cache);
        _timer = Guard.NotNull(time).CreateTimer(static state => ((Purger)state!).Run(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _cache.Wake = () => Ring(0);
    }

    /// <summary>Stops, when work under way has ended. The cache's frees do the work themselves from then on.</summary>
    public void Dispose()
    {
        _cache.Wake = null;
        lock (_working) _disposed = true;
        _timer.Dispose();
    }

    private void Run()
    {
        lock (_working)
        {
            if (_disposed) return;
            var wait = _cache.Maintain();
            if (wait >= 0) Ring(wait);
        }
    }

    private void Ring(int milliseconds) =>
        _timer.Change(TimeSpan.FromMilliseconds(milliseconds), Timeout.InfiniteTimeSpan);
}
