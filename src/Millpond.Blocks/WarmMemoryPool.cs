using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Millpond.Blocks;

/// <summary>
/// A <see cref="MemoryPool{T}"/> whose large buffers lie outside the managed heap and stay warm when they come back:
/// kept as they are, then offered to the kernel, then given back, as <see cref="BlockCache"/> says. Small ones come from
/// <see cref="MemoryPool{T}.Shared"/>. Where the machine allows no cache, large ones come from the C library.
/// <para>
/// Thread-safe. Disposing the pool refuses further requests; buffers that are out stay valid, and the last one that comes
/// back takes the cache with it. Buffers that never come back are found: see <see cref="BufferDiagnostics"/>.
/// </para>
/// </summary>
/// <typeparam name="T">Any type without references.</typeparam>
public sealed class WarmMemoryPool<T> : MemoryPool<T> where T : unmanaged
{
    /// <summary>Smaller requests, in bytes, are served by <see cref="MemoryPool{T}.Shared"/>.</summary>
    public const int ThresholdBytes = BlockStore.ThresholdBytes;

    // Made for each type at its first use; the cache behind them is one.
    private static readonly Lazy<WarmMemoryPool<T>> s_shared = new(static () => new WarmMemoryPool<T>(BlockStore.Shared));

    private readonly BlockStore _store;
    private int _disposed;

    /// <summary>A pool with a cache of its own.</summary>
    public WarmMemoryPool(BlockCacheOptions options)
        : this(new BlockStore(Guard.NotNull(options)))
    {
    }

    /// <summary>A pool on a cache that somebody else purges and disposes, after the last buffer has come back.</summary>
    public WarmMemoryPool(BlockCache cache)
        : this(new BlockStore(cache))
    {
    }

    private WarmMemoryPool(BlockStore store) => _store = store;

    /// <summary>The pool on the cache that all of this process shares. Disposing it does nothing.</summary>
    [SuppressMessage("Design", "CA1000", Justification = "It stands where MemoryPool<T>.Shared does.")]
    public static new WarmMemoryPool<T> Shared => s_shared.Value;

    /// <summary>The cache, for its statistics and to trim it; null where there can be none.</summary>
    public BlockCache? Cache => _store.Cache;

    /// <summary>Why there is no cache.</summary>
    public CacheRefusal Refusal => _store.Refusal;

    /// <summary>Most elements in one request: as many as a memory can have.</summary>
    public override int MaxBufferSize => int.MaxValue;

    /// <summary>
    /// Memory for at least that many elements, with whatever content: exactly as many where it is large, perhaps more
    /// where it is small. -1: some small size. Costs about 0.3 µs where memory is warm.
    /// </summary>
    /// <exception cref="InsufficientMemoryException">The system gives no memory.</exception>
    public override IMemoryOwner<T> Rent(int minBufferSize = -1)
    {
        Guard.InRange(minBufferSize >= -1, "ask for zero elements or more, or -1 for some");
        GuardOpen();
        return (long)minBufferSize * Unsafe.SizeOf<T>() < ThresholdBytes
            ? MemoryPool<T>.Shared.Rent(minBufferSize)
            : new NativeBuffer<T>(_store, minBufferSize, zeroed: false);
    }

    /// <summary>A buffer of that many elements, however few or many, which can be zeroed, pinned and resized.</summary>
    /// <param name="length">Number of elements, zero or more.</param>
    /// <param name="zeroed">Whether they read as zero; otherwise they hold anything.</param>
    /// <exception cref="InsufficientMemoryException">The system gives no memory.</exception>
    public NativeBuffer<T> RentBuffer(long length, bool zeroed = false)
    {
        GuardOpen();
        return new NativeBuffer<T>(_store, length, zeroed);
    }

    /// <inheritdoc/>
    public override string ToString() => $"WarmMemoryPool<{typeof(T).Name}>";

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (ReferenceEquals(_store, BlockStore.Shared)) return;
        if (Interlocked.Exchange(ref _disposed, 1) == 0) _store.Release();
    }

    private void GuardOpen()
    {
        if (Volatile.Read(ref _disposed) != 0) Throw.Disposed(ToString());
    }
}
