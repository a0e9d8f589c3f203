using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;

namespace Millpond.Blocks;

/// <summary>
/// The block under one buffer, and who holds it. One word says all, changed by compare-exchange only:
/// <code>
///   Bit 0       disposed: whoever asks for the memory from now on is refused
///   Bits 1–31   pins: the memory stays where it is while there are any, also when disposed
///   so 0 is a buffer in use, and 1 one whose memory was given back
/// </code>
/// An object apart from the buffer, because its finaliser must run also when the buffer was disposed while pinned.
/// </summary>
internal sealed unsafe class BufferBlock
{
    private const int Disposed = 1;
    private const int OnePin = 2;

    private readonly BlockStore _store;
    private readonly Type _element;
    private readonly string? _allocationStack;
    private void* _start;
    private bool _isCached;
    private int _state;

    internal BufferBlock(BlockStore store, Type element, long length, long bytes, bool zeroed)
    {
        _store = store;
        _element = element;
        Length = length;
        Bytes = bytes;
        // Before anything can throw, or the finaliser would report a buffer that never was.
        GC.SuppressFinalize(this);
        if (bytes > 0) _start = store.Allocate(bytes, zeroed, out _isCached);
        GC.ReRegisterForFinalize(this);
        _allocationStack = BufferDiagnostics.OnAllocated();
    }

    ~BufferBlock()
    {
        var state = Volatile.Read(ref _state);
        if ((state & Disposed) == 0) BufferDiagnostics.OnDisposed();
        BufferDiagnostics.OnLost(Report());
        GiveBack();
    }

    internal long Length { get; private set; }

    internal long Bytes { get; private set; }

    /// <summary>As messages and reports call it.</summary>
    internal string Name => $"NativeBuffer<{_element.Name}>[{Length}]";

    /// <summary>The memory; null where the buffer has no elements.</summary>
    internal void* Start
    {
        get
        {
            if ((Volatile.Read(ref _state) & Disposed) != 0) Throw.Disposed(Name);
            return _start;
        }
    }

    internal void* Pin()
    {
        while (true)
        {
            var state = Volatile.Read(ref _state);
            if ((state & Disposed) != 0) Throw.Disposed(Name);
            if (Interlocked.CompareExchange(ref _state, checked(state + OnePin), state) == state) return _start;
        }
    }

    internal void Unpin()
    {
        while (true)
        {
            var state = Volatile.Read(ref _state);
            if (state < OnePin) throw new InvalidOperationException($"{Name} is not pinned: unpin it once for each pin");
            if (Interlocked.CompareExchange(ref _state, state - OnePin, state) != state) continue;
            if (state - OnePin == Disposed) End();
            return;
        }
    }

    internal void Dispose()
    {
        var state = Interlocked.Or(ref _state, Disposed);
        if ((state & Disposed) != 0)
        {
            BufferDiagnostics.OnDisposedTwice(Report());
            return;
        }

        BufferDiagnostics.OnDisposed();
        if (state == 0) End();
    }

    internal void Resize(long length, long bytes, bool zeroed)
    {
        var start = Start;
        if (Volatile.Read(ref _state) != 0)
        {
            throw new InvalidOperationException($"{Name} is pinned and cannot move: unpin it before resizing");
        }

        if (bytes == 0) ReleaseMemory();
        else if (start is null) _start = _store.Allocate(bytes, zeroed, out _isCached);
        else _start = _store.Reallocate(start, Bytes, bytes, ref _isCached);
        // Sound: the block is that long, and ours.
        var added = bytes - Bytes;
        if (zeroed && start is not null && added > 0) NativeMemory.Clear((byte*)_start + Bytes, (nuint)added);
        (Length, Bytes) = (length, bytes);
    }

    private BufferReport Report() => new(Name, Bytes, _allocationStack);

    [SuppressMessage("Usage", "CA1816", Justification = "Not at Dispose, but when the last pin is gone.")]
    private void End()
    {
        GC.SuppressFinalize(this);
        GiveBack();
    }

    private void GiveBack()
    {
        Volatile.Write(ref _state, Disposed);
        ReleaseMemory();
    }

    private void ReleaseMemory()
    {
        if (_start is null) return;
        _store.Free(_start, _isCached);
        _start = null;
    }
}
