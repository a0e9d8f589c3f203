using System.Buffers;
using System.Runtime.CompilerServices;

namespace Millpond.Blocks;

/// <summary>
/// Elements in memory outside the managed heap, that stays warm after it is disposed and serves the next request. May
/// have more than 2^31 elements: then it is reached through <see cref="Pointer"/> and <see cref="AsSpan"/>, and not as
/// one <see cref="MemoryManager{T}.Memory"/>. Aligned to 64 bytes.
/// <para>
/// Dispose it when the last span or memory over it is done with: a span does not keep its buffer alive, and the memory
/// is somebody else's afterwards. The buffer itself refuses, naming itself, whatever is asked of it then; disposing
/// twice does nothing; one that was pinned stays valid until the last pin is gone. A buffer that is never disposed is
/// given back when it is collected. <see cref="BufferDiagnostics"/> counts and names such buffers.
/// </para>
/// <para>
/// It never calls <see cref="GC.AddMemoryPressure"/>: for memory that is disposed in time that starts full collections
/// which free nothing, and that which is not disposed is to be found, not to be papered over.
/// </para>
/// Different threads may use different buffers, and read or write the elements of one as they would those of an array;
/// pinning is thread-safe; <see cref="Resize"/> and disposing need that nobody else uses the buffer.
/// </summary>
/// <typeparam name="T">Any type without references.</typeparam>
public sealed unsafe class NativeBuffer<T> : MemoryManager<T> where T : unmanaged
{
    private readonly BufferBlock _block;

    /// <summary>
    /// Elements from the cache that all of this process shares. Costs about 0.3 µs where memory is warm.
    /// </summary>
    /// <param name="length">Number of elements, zero or more.</param>
    /// <param name="zeroed">Whether they read as zero; otherwise they hold anything.</param>
    /// <exception cref="InsufficientMemoryException">The system gives no memory.</exception>
    public NativeBuffer(long length, bool zeroed = false)
        : this(BlockStore.Shared, length, zeroed)
    {
    }

    internal NativeBuffer(BlockStore store, long length, bool zeroed) =>
        _block = new BufferBlock(store, typeof(T), length, BytesOf(length), zeroed);

    /// <summary>Number of elements.</summary>
    public long Length => _block.Length;

    /// <summary>The first element; null when there is none. Valid until the buffer is resized or disposed.</summary>
    // Sound: the block is this buffer's until it is disposed, and at least Length elements long.
    public T* Pointer => (T*)_block.Start;

    /// <summary>The elements from <paramref name="start"/> on, <paramref name="length"/> of them.</summary>
    public Span<T> AsSpan(long start, int length)
    {
        Guard.InRange(start >= 0 && start <= Length, "start within the buffer's elements");
        Guard.InRange(length >= 0 && length <= Length - start, "end within the buffer's elements");
        // Sound: both ends lie within the block, which is not disposed.
        return new Span<T>(Pointer + start, length);
    }

    /// <summary>All elements.</summary>
    /// <exception cref="InvalidOperationException">There are more than a span can hold.</exception>
    public override Span<T> GetSpan()
    {
        if (Length > int.MaxValue)
        {
            throw new InvalidOperationException($"{_block.Name} is longer than a span: use AsSpan(start, length)");
        }

        return new Span<T>(Pointer, (int)Length);
    }

    /// <summary>
    /// Keeps the memory valid until the handle is disposed, also beyond the disposal of the buffer. (It never moves but
    /// by <see cref="Resize"/>, which is refused while pinned.)
    /// </summary>
    public override MemoryHandle Pin(int elementIndex = 0)
    {
        Guard.InRange(elementIndex >= 0 && elementIndex <= Length, "pin an element of the buffer");
        return new MemoryHandle((T*)_block.Pin() + elementIndex, default, this);
    }

    /// <summary>Takes one pin back.</summary>
    /// <exception cref="InvalidOperationException">There is none.</exception>
    public override void Unpin() => _block.Unpin();

    /// <summary>
    /// Makes it longer or shorter and keeps what fits; in place where the block allows, else by copying. Spans and
    /// pointers taken before are void.
    /// </summary>
    /// <param name="length">Number of elements, zero or more.</param>
    /// <param name="zeroed">Whether elements that are added read as zero.</param>
    /// <exception cref="InvalidOperationException">It is pinned.</exception>
    /// <exception cref="InsufficientMemoryException">The system gives no memory; the buffer is as it was.</exception>
    public void Resize(long length, bool zeroed = false)
    {
        _block.Resize(length, BytesOf(length), zeroed);
        GC.KeepAlive(this);
    }

    /// <summary>Gives the memory back, now or when the last pin is gone.</summary>
    public void Dispose() => ((IDisposable)this).Dispose();

    /// <inheritdoc/>
    public override string ToString() => _block.Name;

    /// <inheritdoc/>
    protected override void Dispose(bool disposing) => _block.Dispose();

    private static long BytesOf(long length)
    {
        Guard.InRange(length >= 0, "a number of elements is zero or more");
        Guard.InRange(length <= nint.MaxValue / Unsafe.SizeOf<T>(), "ask for fewer: no machine has so many bytes");
        return length * Unsafe.SizeOf<T>();
    }
}
