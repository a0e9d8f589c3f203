namespace Millpond.Pages.Tests;

/// <summary>Sums over the whole process: no other test may take or give memory meanwhile.</summary>
[CollectionDefinition(nameof(ProcessMemoryTests), DisableParallelization = true)]
[Collection(nameof(ProcessMemoryTests))]
public sealed unsafe class ProcessMemoryTests
{
    private const nuint Mebibyte = 1 << 20;

    [Fact]
    public void What_is_freed_lazily_is_resident_and_said_to_be_free()
    {
        var before = ProcessMemory.Read();
        using var range = Range.Filled(32 * Mebibyte, 1);
        Assert.True(PageSource.System.Advise(range.Start, range.Bytes, Advice.FreeLazily));
        var after = ProcessMemory.Read();
        Assert.True(after.LazyFreeBytes - before.LazyFreeBytes > 30L << 20);
        Assert.True(after.ResidentBytes - before.ResidentBytes > 25L << 20);
        Assert.Equal(after.ResidentBytes - after.LazyFreeBytes, after.TrueResidentBytes);
    }

    [Fact]
    public void Reading_memory_allocates_nothing_managed()
    {
        _ = ProcessMemory.Read();
        var before = GC.GetAllocatedBytesForCurrentThread();
        _ = ProcessMemory.Read();
        _ = FaultCounter.Read();
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }
}
