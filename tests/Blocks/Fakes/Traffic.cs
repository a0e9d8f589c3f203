namespace Millpond.Blocks.Tests;

/// <summary>
/// Random requests, each filled with a pattern of its own, so that a block handed out twice, cleared while in use or
/// not cleared when it should be is seen. What is checked is a sample of each block: its ends and every 4 KiB page.
/// </summary>
internal sealed unsafe class Traffic(BlockCache cache, int seed, int slots, long bytesMax)
{
    private const int Stride = 4096;

    private readonly Random _random = new(seed);
    private readonly Block[] _blocks = new Block[slots];
    private byte _pattern = (byte)seed;

    /// <summary>What was found wrong first; null while all is well.</summary>
    internal string? Wrong { get; private set; }

    internal long Refused { get; private set; }

    /// <summary>One malloc, calloc, realloc or free.</summary>
    internal void Step()
    {
        ref var block = ref _blocks[_random.Next(_blocks.Length)];
        if (block.Start is null) Take(ref block, zeroed: _random.Next(3) == 0);
        else if (_random.Next(4) == 0) Resize(ref block);
        else Give(ref block);
    }

    internal void GiveAll()
    {
        for (var index = 0; index < _blocks.Length; index++)
        {
            if (_blocks[index].Start is not null) Give(ref _blocks[index]);
        }
    }

    // Small sizes more often than large ones, as programs do.
    private long NextSize() => 1 + (long)(Math.Pow(_random.NextDouble(), 3) * (bytesMax - 1));

    private void Take(ref Block block, bool zeroed)
    {
        var bytes = NextSize();
        var start = (byte*)(zeroed ? cache.AllocateZeroed(bytes) : cache.Allocate(bytes));
        if (start is null)
        {
            Refused++;
            return;
        }

        if (zeroed) Expect(start, bytes, 0, "a zeroed block");
        block = new Block(start, bytes, ++_pattern);
        Mark(block);
    }

    private void Resize(ref Block block)
    {
        var bytes = NextSize();
        var moved = (byte*)cache.Reallocate(block.Start, bytes);
        if (moved is null)
        {
            Refused++;
            Expect(block.Start, block.Bytes, block.Pattern, "a block that could not be resized");
            return;
        }

        Expect(moved, Math.Min(bytes, block.Bytes), block.Pattern, "a resized block", to: Math.Min(bytes, block.Bytes));
        block = new Block(moved, bytes, ++_pattern);
        Mark(block);
    }

    private void Give(ref Block block)
    {
        Expect(block.Start, block.Bytes, block.Pattern, "a block in use");
        if (cache.SizeOf(block.Start) != block.Bytes) Wrong ??= "a block has another size than was asked for";
        if (!cache.Free(block.Start)) Wrong ??= "a free was refused";
        block = default;
    }

    private static void Mark(in Block block)
    {
        for (long at = 0; at < block.Bytes; at += Stride) block.Start[at] = block.Pattern;
        block.Start[block.Bytes - 1] = block.Pattern;
    }

    // The last byte was written where the block ended; a block that was cut has no mark there.
    private void Expect(byte* start, long bytes, byte value, string what, long to = -1)
    {
        for (long at = 0; at < bytes; at += Stride)
        {
            if (start[at] != value) Wrong ??= $"{what} of {bytes} bytes holds {start[at]} and not {value} at {at}";
        }

        if (to < 0 && start[bytes - 1] != value) Wrong ??= $"{what} of {bytes} bytes does not end in {value}";
    }

    private readonly struct Block(byte* start, long bytes, byte pattern)
    {
        internal byte* Start { get; } = start;

        internal long Bytes { get; } = bytes;

        internal byte Pattern { get; } = pattern;
    }
}
