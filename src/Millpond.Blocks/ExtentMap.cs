using System.Numerics;
using Millpond.Pages;

namespace Millpond.Blocks;

/// <summary>
/// The reserved range of addresses and who has which part of it: one bit a chunk, one <see cref="Extent"/> a block.
/// "Is this address ours?" is one comparison. Taking and returning addresses needs <see cref="Lock"/>; reading an
/// extent by an address that the caller owns does not.
/// </summary>
internal sealed unsafe class ExtentMap
{
    internal const int ChunkBits = 21;

    /// <summary>2 MiB: the huge page of x86-64 and arm64, so that a block begins on one.</summary>
    internal const long ChunkBytes = 1L << ChunkBits;

    private const int WordBits = 64;

    private readonly IPageSource _source;
    private readonly ulong* _taken;
    private readonly ulong* _cached;

    private ExtentMap(IPageSource source, byte* start, int chunks, byte* tables)
    {
        _source = source;
        Start = start;
        Chunks = chunks;
        _taken = (ulong*)tables;
        _cached = _taken + Words(chunks);
        Heads = (long*)(_cached + Words(chunks));
        Extents = (Extent*)(tables + ExtentTableOffset(chunks));
    }

    /// <summary>Serialises the taking and returning of addresses.</summary>
    internal BriefLock Lock;

    /// <summary>No chunk below is free; under the lock.</summary>
    internal int FirstFree;

    /// <summary>First address of the range.</summary>
    internal byte* Start { get; }

    /// <summary>Length of the range.</summary>
    internal int Chunks { get; private set; }

    /// <summary>Table by first chunk; lazily touched, so unused entries cost no memory.</summary>
    internal Extent* Extents { get; }

    /// <summary>Words for <see cref="BinStacks"/>.</summary>
    internal long* Heads { get; }

    /// <summary>One past the highest chunk ever taken: walks stop here.</summary>
    internal int HighWater { get; private set; }

    internal long Bytes => Chunks * ChunkBytes;

    /// <summary>Reserves the range and its tables; null when the system refuses, with nothing kept.</summary>
    internal static ExtentMap? TryCreate(IPageSource source, long bytes)
    {
        var chunks = (int)(bytes >> ChunkBits);
        if (chunks == 0) return null;
        var start = source.Reserve((nuint)(chunks * ChunkBytes), (nuint)ChunkBytes);
        if (start is null) return null;
        var tables = source.Map(TableBytes(source, chunks));
        if (tables is not null) return new ExtentMap(source, start, chunks, tables);
        _ = source.Release(start, (nuint)(chunks * ChunkBytes));
        return null;
    }

    /// <summary>Whether the address lies in the range.</summary>
    internal bool Contains(void* address) => (nuint)((byte*)address - Start) < (nuint)Bytes;

    /// <summary>The chunk that holds an address of the range.</summary>
    internal int ChunkOf(void* address)
    {
        Invariant.Assert(Contains(address));
        return (int)(((byte*)address - Start) >> ChunkBits);
    }

    /// <summary>First byte of a chunk.</summary>
    internal byte* AddressOf(int chunk)
    {
        Invariant.Assert(chunk >= 0 && chunk < Chunks);
        return Start + (chunk * ChunkBytes);
    }

    /// <summary>Takes a run of chunks for a new block and commits it. -1: no such run, or the kernel refused.</summary>
    internal int TryTake(int length)
    {
        Invariant.Assert(Lock.IsHeld);
        Invariant.Assert(length > 0);
        var first = FindRun(length);
        if (first < 0) return -1;
        if (!_source.Commit(AddressOf(first), (nuint)(length * ChunkBytes))) return -1;
        SetTaken(first, length, true);
        HighWater = Math.Max(HighWater, first + length);
        if (first == FirstFree) FirstFree = first + length;
        return first;
    }

    /// <summary>Returns a block's addresses. The block must be Unmapped and in no bin.</summary>
    internal void Return(int first, int length)
    {
        Invariant.Assert(Lock.IsHeld);
        Invariant.Assert(Extents[first].State == (int)BlockState.Unmapped);
        SetTaken(first, length, false);
        FirstFree = Math.Min(FirstFree, first);
    }

    /// <summary>Notes that the block is in a bin, so that a purge finds it.</summary>
    internal void SetCached(int chunk) => Interlocked.Or(ref _cached[chunk / WordBits], 1UL << (chunk % WordBits));

    /// <summary>Notes that the block left its bin.</summary>
    internal void ClearCached(int chunk) =>
        Interlocked.And(ref _cached[chunk / WordBits], ~(1UL << (chunk % WordBits)));

    internal bool IsCached(int chunk) => Bit(_cached, chunk);

    internal bool IsTaken(int chunk) => Bit(_taken, chunk);

    /// <summary>The next block in a bin at or after <paramref name="chunk"/>; -1 when there is none.</summary>
    internal int NextCached(int chunk)
    {
        for (var word = chunk / WordBits; word * WordBits < HighWater; word++)
        {
            var bits = Volatile.Read(ref _cached[word]);
            if (word == chunk / WordBits) bits &= ulong.MaxValue << (chunk % WordBits);
            if (bits == 0) continue;
            var found = (word * WordBits) + BitOperations.TrailingZeroCount(bits);
            return found < HighWater ? found : -1;
        }

        return -1;
    }

    /// <summary>Forgets what is in the bins; whoever calls puts every freed block back.</summary>
    internal void ClearBins()
    {
        // Sound: both lie in the tables, which are mapped as long as this object is in use.
        new Span<ulong>(_cached, Words(Chunks)).Clear();
        new Span<long>(Heads, SizeClass.Count).Clear();
    }

    /// <summary>Gives the range and the tables back. No block may be in use; the map is empty from then on.</summary>
    internal void Release()
    {
        _ = _source.Release(Start, (nuint)Bytes);
        _ = _source.Release((byte*)_taken, TableBytes(_source, Chunks));
        (Chunks, HighWater) = (0, 0);
    }

    // First fit: low addresses fill first, and what is high is empty.
    private int FindRun(int length)
    {
        var run = 0;
        for (var chunk = FirstFree; chunk < Chunks; chunk++)
        {
            if (run == 0 && chunk % WordBits == 0 && _taken[chunk / WordBits] == ulong.MaxValue)
            {
                chunk += WordBits - 1;
                continue;
            }

            run = Bit(_taken, chunk) ? 0 : run + 1;
            if (run == length) return chunk - length + 1;
        }

        return -1;
    }

    private void SetTaken(int first, int length, bool taken)
    {
        for (var chunk = first; chunk < first + length; chunk++)
        {
            Invariant.Assert(Bit(_taken, chunk) != taken);
            var mask = 1UL << (chunk % WordBits);
            if (taken) _taken[chunk / WordBits] |= mask;
            else _taken[chunk / WordBits] &= ~mask;
        }
    }

    private static bool Bit(ulong* bits, int index) =>
        (Volatile.Read(ref bits[index / WordBits]) >> (index % WordBits) & 1) != 0;

    private static int Words(int chunks) => (chunks + WordBits - 1) / WordBits;

    private static nuint ExtentTableOffset(int chunks)
    {
        var bytes = (nuint)(((2 * Words(chunks)) + SizeClass.Count) * sizeof(long));
        return (bytes + Extent.ByteSize - 1) / Extent.ByteSize * Extent.ByteSize;
    }

    private static nuint TableBytes(IPageSource source, int chunks)
    {
        var bytes = ExtentTableOffset(chunks) + ((nuint)chunks * Extent.ByteSize);
        return (bytes + source.PageBytes - 1) / source.PageBytes * source.PageBytes;
    }
}
