using System.Reflection;
using Millpond.Pages;

namespace Millpond.Blocks.Tests;

/// <summary>A cache on an invented kernel, clock and gauge, and a look inside it.</summary>
internal sealed unsafe class TestCache : IDisposable
{
    internal const long Mebibyte = 1L << 20;

    internal TestCache(
        string policy = "millpond",
        Func<BlockCacheOptions, BlockCacheOptions>? change = null,
        FakePageSource? source = null)
    {
        Source = source ?? new FakePageSource();
        Options = new BlockCacheOptions
        {
            Policy = RetentionPolicy.Find(policy)!,
            LimitBytes = 256 * Mebibyte,
            ReserveBytes = 1024 * Mebibyte,
            Costs = MachineCosts.Typical,
            Source = Source,
            Time = Clock,
            Gauge = Gauge,
            Limit = new MemoryLimit(2048 * Mebibyte, "physical", null, 2048 * Mebibyte),
        };
        if (change is not null) Options = change(Options);
        Cache = BlockCache.TryCreate(Options, out var refusal)!;
        Assert.Equal(CacheRefusal.None, refusal);
    }

    internal BlockCacheOptions Options { get; }

    internal FakePageSource Source { get; }

    internal ManualClock Clock { get; } = new();

    internal FakeGauge Gauge { get; } = new();

    internal BlockCache Cache { get; }

    /// <summary>The cache's own table, for tests that break it.</summary>
    internal ExtentMap Map => Field<ExtentMap>("_map");

    public void Dispose() => Cache.Dispose();

    internal byte* Allocate(long bytes)
    {
        var start = (byte*)Cache.Allocate(bytes);
        Assert.True(start is not null, "the request was refused");
        return start;
    }

    internal byte* AllocateZeroed(long bytes)
    {
        var start = (byte*)Cache.AllocateZeroed(bytes);
        Assert.True(start is not null, "the request was refused");
        return start;
    }

    /// <summary>Writes the whole block, so that its memory is there.</summary>
    internal byte* AllocateFilled(long bytes, byte value = 0xAB)
    {
        var start = Allocate(bytes);
        new Span<byte>(start, checked((int)bytes)).Fill(value);
        return start;
    }

    internal void Free(void* address) => Assert.True(Cache.Free(address), "the free was refused");

    internal BlockState StateOf(void* address) => (BlockState)Map.Extents[Map.ChunkOf(address)].State;

    internal T Field<T>(string name) => (T)FieldOf(name).GetValue(Cache)!;

    internal void SetField(string name, object value) => FieldOf(name).SetValue(Cache, value);

    private static FieldInfo FieldOf(string name) =>
        typeof(BlockCache).GetField(name, BindingFlags.Instance | BindingFlags.NonPublic)
        ?? throw new MissingFieldException(nameof(BlockCache), name);
}
