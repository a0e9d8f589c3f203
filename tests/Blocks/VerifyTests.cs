namespace Millpond.Blocks.Tests;

/// <summary>Each field of the structure is broken in turn, and Verify() must say so.</summary>
public sealed unsafe class VerifyTests
{
    private const long Mebibyte = TestCache.Mebibyte;

    private static readonly Dictionary<string, (string Says, Action<Blocks> Break)> s_breaks = new()
    {
        ["state without meaning"] = ("has no state", static b => b.Live->State = 77),
        ["busy for good"] = ("has no state", static b => b.Hot->State = (int)BlockState.Busy),
        ["unmapped but taken"] = ("has no state", static b => b.Live->State = (int)BlockState.Unmapped),
        ["live in a bin"] = ("place and state", static b => b.Hot->State = (int)BlockState.Live),
        ["hot in no bin"] = ("place and state", static b => b.Live->State = (int)BlockState.Hot),
        ["cold but dirty"] = ("cold block is dirty", static b => b.Hot->State = (int)BlockState.Cold),
        ["hot but clean"] = ("in use is clean", static b => b.Cold->State = (int)BlockState.Hot),
        ["no length"] = ("ends outside", static b => b.Live->Chunks = 0),
        ["negative length"] = ("ends outside", static b => b.Live->Chunks = -1),
        ["length beyond the range"] = ("ends outside", static b => b.Live->Chunks = 1 << 20),
        ["length that overflows"] = ("ends outside", static b => b.Live->Chunks = int.MaxValue),
        ["length into the next block"] = ("overlap", static b => b.Live->Chunks++),
        ["length too short"] = ("too short", static b => b.Large->Chunks = 1),
        ["class below the table"] = ("no class", static b => b.Live->Class = -1),
        ["class above the table"] = ("no class", static b => b.Live->Class = SizeClass.Count),
        ["class too large"] = ("too short", static b => b.Live->Class += 40),
        ["class of another bin"] = ("wrong bin", static b => b.Hot->Class++),
        ["data off its line"] = ("not aligned", static b => b.Live->DataOffset++),
        ["data before the block"] = ("not aligned", static b => b.Live->DataOffset = -64),
        ["data on the second page"] = ("not aligned", static b => b.Live->DataOffset = 4096),
        ["huger than long"] = ("huger", static b => b.Live->HugeChunks = 99),
        ["negative huge"] = ("huger", static b => b.Live->HugeChunks = -1),
        ["asked for nothing"] = ("overfull or empty", static b => b.Live->RequestBytes = 0),
        ["asked for too much"] = ("overfull or empty", static b => b.Live->RequestBytes <<= 9),
        ["dirtier than long"] = ("more than its length", static b => b.Hot->DirtyBytes = 1L << 40),
        ["negative dirt"] = ("more than its length", static b => b.Hot->DirtyBytes = -5),
        ["cleaner than handed out"] = ("cleaner", static b => b.Live->DirtyBytes = 1),
        ["hot bytes miscounted"] = ("cached bytes", static b => b.Hot->DirtyBytes -= 8192),
        ["bin link into the void"] = ("outside the range", static b => b.Hot->Next = int.MaxValue),
        ["negative bin link"] = ("outside the range", static b => b.Hot->Next = -7),
        ["bin link to itself"] = ("circle", static b => b.Hot->Next = b.Chunk(b.Hot) + 1),
        ["bin link to a free chunk"] = ("free chunk", static b => b.Hot->Next = b.Chunk(b.Unmapped) + 1),
        ["bin link to a live block"] = ("not noted there", static b => b.Hot->Next = b.Chunk(b.Live) + 1),
        ["bin head into the void"] = ("outside the range", static b => b.Map.Heads[b.Hot->Class] |= 0x7FFF_FFFF),
        ["bin lost"] = ("in no bin", static b => b.Map.Heads[b.Hot->Class] = 0),
        ["note of a freed block lost"] = ("place and state", static b => b.Map.ClearCached(b.Chunk(b.Hot))),
        ["note of a live block"] = ("place and state", static b => b.Map.SetCached(b.Chunk(b.Live))),
        ["note inside a block"] = ("noted as freed", static b => b.Map.SetCached(b.Chunk(b.Large) + 1)),
        ["note of a free chunk"] = ("noted as freed", static b => b.Map.SetCached(b.Chunk(b.Unmapped))),
        ["free chunk with a block"] = ("free chunk begins", static b => b.Unmapped->State = (int)BlockState.Live),
        ["block inside a block"] = ("overlap", static b => b.Large[1].State = (int)BlockState.Hot),
        ["free chunk forgotten"] = ("would not be found", static b => b.Map.FirstFree = b.Chunk(b.Unmapped) + 1),
        ["address lock held"] = ("address lock", static b => b.Map.Lock.Enter()),
    };

    private static readonly string[] s_counters = ["_cachedBlocks", "_cachedBytes"];

    public static TheoryData<string> Breaks => [.. s_breaks.Keys];

    public static TheoryData<string> Counters => [.. s_counters];

    [Fact]
    public void A_sound_cache_passes()
    {
        using var test = new TestCache();
        _ = new Blocks(test);
        test.Cache.Verify();
    }

    [Theory]
    [MemberData(nameof(Breaks))]
    public void A_broken_structure_is_found(string what)
    {
        using var test = new TestCache();
        var (says, breakIt) = s_breaks[what];
        breakIt(new Blocks(test));
        Assert.Contains(says, Assert.Throws<InvariantException>(test.Cache.Verify).Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Counters))]
    public void A_wrong_counter_is_found(string counter)
    {
        using var test = new TestCache();
        _ = new Blocks(test);
        test.SetField(counter, test.Field<long>(counter) + 1);
        var failure = Assert.Throws<InvariantException>(test.Cache.Verify);
        Assert.Contains("miscounted", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_chunk_is_named()
    {
        using var test = new TestCache();
        var blocks = new Blocks(test);
        blocks.Live->State = 77;
        var failure = Assert.Throws<InvariantException>(test.Cache.Verify);
        Assert.EndsWith($"(chunk {blocks.Chunk(blocks.Live)})", failure.Message, StringComparison.Ordinal);
    }

    /// <summary>One block of each state; the live one is followed by another block.</summary>
    private sealed class Blocks
    {
        internal Blocks(TestCache test)
        {
            Map = test.Map;
            var live = test.Allocate(Mebibyte);
            var hot = test.Allocate(70_000);
            var cold = test.Allocate(9 * Mebibyte);
            var large = test.Allocate(20 * Mebibyte);
            var unmapped = test.Allocate(100 * Mebibyte);
            _ = test.Allocate(Mebibyte);
            test.Free(cold);
            test.Free(unmapped);
            test.Cache.Trim();
            test.Free(hot);
            Live = ExtentAt(live);
            Hot = ExtentAt(hot);
            Cold = ExtentAt(cold);
            Large = ExtentAt(large);
            Unmapped = ExtentAt(unmapped);
            Unmap();
        }

        internal ExtentMap Map { get; }

        internal Extent* Live { get; }

        internal Extent* Hot { get; }

        internal Extent* Cold { get; }

        internal Extent* Large { get; }

        internal Extent* Unmapped { get; }

        internal int Chunk(Extent* extent) => (int)(extent - Map.Extents);

        private Extent* ExtentAt(void* address) => Map.Extents + Map.ChunkOf(address);

        // As the cache does when addresses are wanted, but for this block alone: the other cold one stays.
        private void Unmap()
        {
            Assert.Equal((int)BlockState.Cold, Unmapped->State);
            Map.Heads[Unmapped->Class] = 0;
            Map.ClearCached(Chunk(Unmapped));
            Unmapped->State = (int)BlockState.Unmapped;
            Map.Lock.Enter();
            Map.Return(Chunk(Unmapped), Unmapped->Chunks);
            Map.Lock.Exit();
        }
    }
}
